"""The buttons of the panel of settings, and a value that is written instead of chosen."""

from bot.domain.refusals import missing_argument, stale_card
from bot.services import people
from bot.services import settings as service
from bot.services.setup import ENDED, end_rehearsal
from handlers.call import Call
from handlers.pages.settings import page, panel
from handlers.reply import Reply
from storage import drafts, orgs


def press(call: Call) -> Reply:
    """s:<branch>, s:<branch>:<setting>, s:<branch>:<setting>:<value>, s:<branch>:end."""
    number, *rest = call.data
    branch = orgs.get(call.desk.tx, int(number))
    people.need_role(call.desk, call.known_person, branch, "secretary")
    if rest == ["end"]:
        here = call.incoming.chat_id if call.incoming.in_group else None
        end_rehearsal(call.desk, call.known_person, branch, but=here)
        return Reply(text=call.speech.say(ENDED, branch=branch.name), edit=True)
    if branch.state != "active":
        raise stale_card()
    drafts.drop(call.desk.tx, call.incoming.chat_id, call.account)
    if not rest:
        return panel(call, branch)
    if len(rest) == 1:
        return page(call, branch, rest[0])
    service.change(call.desk, call.known_person, branch, rest[0], ":".join(rest[1:]))
    return panel(call, orgs.get(call.desk.tx, branch.id))


def written(call: Call) -> Reply:
    """A value that was written instead of chosen."""
    branch = orgs.get(call.desk.tx, int(call.facts["org"]))
    people.need_role(call.desk, call.known_person, branch, "secretary")
    text = call.incoming.text.strip()
    if not text:
        raise missing_argument("settings", "/settings quiet_hours 21:00-08:00")
    service.change(call.desk, call.known_person, branch, str(call.facts["name"]), text)
    drafts.drop(call.desk.tx, call.incoming.chat_id, call.account)
    return panel(call, orgs.get(call.desk.tx, branch.id))
