"""The page of a post that is to come: exactly as it will be, with what its secretary can do with it."""

from bot.domain.calendar.rules import PostKind
from bot.i18n import N_, Html
from bot.services import by_hand, notice, plan
from bot.services.letters import Key
from bot.services.plan import Planned
from handlers.call import Call
from handlers.compose import compose
from handlers.reply import Reply

NEXT = N_("🗓 {title} · {at}\n<b>{kind}</b>, {period}. This is how it will be:")
AGAIN = N_("🗓 “{title}”, planned for {at}, <b>not posted</b>: {kind}, {period}. This is how it would be:")
CLOSES = N_("Posting it closes {month}: what is booked later counts as an adjustment.")
SEND = N_("📤 Post it now")
SKIP = N_("⏭ Skip it…")


def page(call: Call, shown: Planned) -> Reply:
    """Show a post with its buttons, and the others of its group to turn to."""
    speech, desk = call.speech, call.desk
    kind, period = shown.post.kind, shown.post.period
    facts = {"kind": notice.kind_name(kind, speech), "period": notice.period_name(period, speech)}
    at = speech.moment(shown.at, desk.house.zone)
    text = speech.say(NEXT if shown.at > desk.now else AGAIN, title=shown.chat.title, at=at, **facts)
    if kind is PostKind.NOTICE:
        text = Html(f"{text}\n{speech.say(CLOSES, month=speech.month(period))}")
    message = by_hand.preview(desk, compose, shown)
    keys = [[_key(call, SEND, "s", shown)]]
    if shown.at > desk.now:
        keys[0].append(_key(call, SKIP, "k", shown))
    for other in plan.upcoming(desk, shown.chat, shown.branch):
        if other.post != shown.post:
            label = f"{speech.day(other.at.date())} {notice.kind_name(other.post.kind, speech)}"
            keys.append([Key(label=label, data=_data("v", other))])
    return Reply(text=Html(f"{text}\n\n{message.text}"), keyboard=keys, private=True, edit=True)


def _key(call: Call, label: str, verb: str, planned: Planned) -> Key:
    return Key(label=call.speech.plain(label), data=_data(verb, planned))


def _data(verb: str, planned: Planned) -> str:
    return f"nt:{verb}:{planned.chat.id}:{planned.post.kind.value}:{planned.post.period}"
