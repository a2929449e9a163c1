"""/notice: what is posted next, exactly as it will be; post it now, or leave it out with a reason."""

from bot.domain.calendar.rules import PostKind
from bot.domain.refusals import no_branch_bound
from bot.i18n import N_, Html
from bot.services import notice, timetable
from bot.services.letters import Key
from bot.services.timetable import Planned
from handlers.access import secretary
from handlers.call import Call, Command
from handlers.compose import compose
from handlers.reply import Reply
from storage import chats

NEXT = N_("🗓 “{title}”, {at}: <b>{kind}</b>, {period}. This is how it will be:")
AGAIN = N_("🗓 “{title}”, planned for {at}, <b>not posted</b>: {kind}, {period}. This is how it would be:")
CLOSES = N_("Posting it closes {month}: what is booked later counts as an adjustment.")
NOTHING = N_("Nothing is planned for this group.")
SEND = N_("📤 Post it now")
SKIP = N_("⏭ Skip it…")


def show(call: Call) -> Reply:
    """Show the next post of the group, or of the branch's first one where it is asked in private."""
    branch = call.branch
    bound = [chat for chat in chats.of_org(call.desk.tx, branch.id) if call.chat is None or chat.id == call.chat.id]
    if not bound:
        raise no_branch_bound()
    planned = timetable.upcoming(call.desk, bound[0], branch)
    if not planned:
        return Reply(text=call.speech.say(NOTHING), private=True)
    first = next((one for one in planned if one.at > call.desk.now), planned[-1])
    return page(call, first)


def page(call: Call, shown: Planned) -> Reply:
    """Show a post with its buttons, and the others of its group to turn to."""
    speech, desk = call.speech, call.desk
    kind, period = shown.post.kind, shown.post.period
    facts = {"kind": notice.kind_name(kind, speech), "period": notice.period_name(period, speech)}
    at = speech.moment(shown.at, desk.house.zone)
    text = speech.say(NEXT if shown.at > desk.now else AGAIN, title=shown.chat.title, at=at, **facts)
    if kind is PostKind.NOTICE:
        text = Html(f"{text}\n{speech.say(CLOSES, month=speech.month(period))}")
    message = timetable.preview(desk, compose, shown)
    keys = [[_key(call, SEND, "s", shown)]]
    if shown.at > desk.now:
        keys[0].append(_key(call, SKIP, "k", shown))
    for other in timetable.upcoming(desk, shown.chat, shown.branch):
        if other.post != shown.post:
            label = f"{speech.day(other.at.date())} {notice.kind_name(other.post.kind, speech)}"
            keys.append([Key(label=label, data=_data("v", other))])
    return Reply(text=Html(f"{text}\n\n{message.text}"), keyboard=keys, private=True, edit=True)


def _key(call: Call, label: str, verb: str, planned: Planned) -> Key:
    return Key(label=call.speech.plain(label), data=_data(verb, planned))


def _data(verb: str, planned: Planned) -> str:
    return f"nt:{verb}:{planned.chat.id}:{planned.post.kind.value}:{planned.post.period}"


COMMAND = Command(name="notice", help=N_("what is posted next"), who=secretary, run=show, menu="staff")
