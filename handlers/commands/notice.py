"""/notice: what is posted next, exactly as it will be; post it now, or leave it out with a reason."""

from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import missing_argument, no_branch_bound
from bot.i18n import N_
from bot.services import by_hand, plan
from bot.services.plan import Planned
from handlers.access import secretary
from handlers.call import Call, Command
from handlers.compose import compose
from handlers.pages.notice import page
from handlers.reply import Reply
from storage import chats

NOTHING = N_("Nothing is planned for this group.")
POSTED = N_("Posted.")
SKIPPED = N_("Skipped. The secretaries were told why.")


def show(call: Call) -> Reply:
    """Show the next post of the group, or of the branch's first one where it is asked in private."""
    branch = call.branch
    bound = [chat for chat in chats.of_org(call.desk.tx, branch.id) if call.chat is None or chat.id == call.chat.id]
    if not bound:
        raise no_branch_bound()
    planned = plan.upcoming(call.desk, bound[0], branch)
    if not planned:
        return Reply(text=call.speech.say(NOTHING), private=True)
    first = next((one for one in planned if one.at > call.desk.now), planned[-1])
    match call.rest.split(maxsplit=1):
        case ["send", *_]:
            by_hand.send_now(call.desk, compose, call.known_person, first)
            return Reply(text=call.speech.say(POSTED), private=True)
        case ["skip", *reason]:
            return skip(call, first, "".join(reason))
        case _:
            return page(call, first)


def skip(call: Call, planned: Planned, reason: str) -> Reply:
    """Leave a post out; why is asked for, because the other secretaries are told."""
    if not (cleaned := clean_text(reason, REASON_LIMIT)):
        raise missing_argument("notice", "/notice skip REASON")
    by_hand.skip(call.desk, call.known_person, planned, cleaned)
    return Reply(text=call.speech.say(SKIPPED), private=True)


COMMAND = Command(
    name="notice", help=N_("what is posted next"), usage="[send | skip REASON]", who=secretary, run=show, menu="staff"
)
