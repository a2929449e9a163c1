"""What a group reads of a meeting - when, where, how many - and what is told privately of it."""

from typing import TYPE_CHECKING

from bot.domain.life.meeting import HELD, State
from bot.i18n import N_, Html, Language
from bot.services import people
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, Lane, PrivateLetter, post
from storage import chats, persons, slots
from storage.chats import Chat
from storage.meetings import Meeting
from storage.persons import Person

if TYPE_CHECKING:
    from bot.services.life.meeting import Gathering

KINDS = {
    "members_meeting": N_("Members' meeting"),
    "committee": N_("Committee meeting"),
    "group": N_("Group meeting"),
    "lecture": N_("Party lecture"),
    "theme_day": N_("Theme day"),
    "org_life": N_("Organisational life meeting"),
    "study": N_("Study meeting"),
    "research": N_("Research day"),
    "contest": N_("Contest"),
}
CARD = N_("🗓 <b>{kind}</b> | {when} {place} | {count} expected")
ABOUT = N_("About: {title}")
COMING = N_("Signed up: {coming} · on leave: {leave}")
CANCELLED = N_("🗑 Cancelled: {reason}")
CALL = N_(
    "📲 <b>{kind}</b>: the check-in is open. The screen in the room shows six digits, new ones every 30 seconds. "
    "Please send them to me privately, or scan the screen's code."
)
RESULT = N_(
    "🏁 <b>{kind}</b>, {when}: {present} present ({by_code} by code, {by_hand} by roll call), {leave} on leave, "
    "{absent} absent."
)
MOVED = N_("🗓 <b>{kind}</b> has been moved from {before}: it is now {when} {place}")
WAS_CANCELLED = N_("🗑 <b>{kind}</b>, {when}, is cancelled: {reason}")
LEAVE = N_("📝 {name} asks for leave from {kind}, {when}.\nReason: {reason}")
COME = N_("🙋 I will come")
ASK_LEAVE = N_("📝 Leave")
CHECK_IN = N_("📲 Check in privately")
LEADERS = ("secretary", "deputy_secretary")


def kind_name(meeting: Meeting, speech: Language) -> str:
    """Answer what a kind of meeting is called."""
    return speech.word(KINDS[meeting.kind])


def when(desk: Desk, meeting: Meeting, speech: Language) -> str:
    """Write when a meeting is: 6月10日(周三) 15:00, with its end where it has one."""
    local = meeting.starts_at.astimezone(desk.house.zone)
    text = f"{speech.day(local.date())} {local:%H:%M}"
    return f"{text}–{meeting.ends_at.astimezone(desk.house.zone):%H:%M}" if meeting.ends_at else text


def short(desk: Desk, meeting: Meeting, speech: Language) -> str:
    """Write a meeting for a line that names its day already: 主题党日 15:00 四楼会议室."""
    local = meeting.starts_at.astimezone(desk.house.zone)
    return " ".join(part for part in (kind_name(meeting, speech), f"{local:%H:%M}", meeting.place) if part)


def facts(desk: Desk, meeting: Meeting, speech: Language) -> dict[str, str]:
    """Answer what every sentence about a meeting may name."""
    return {
        "kind": kind_name(meeting, speech),
        "when": when(desk, meeting, speech),
        "place": meeting.place,
        "title": meeting.title,
        "reason": meeting.reason or "",
    }


def slot(meeting: Meeting) -> str:
    """Answer the slot of a meeting's card in the group."""
    return f"meeting:{meeting.id}:card"


def call_slot(meeting: Meeting) -> str:
    """Answer the slot of the message that calls to check in, and later tells who came, in numbers."""
    return f"meeting:{meeting.id}:call"


def publish(desk: Desk, gathering: "Gathering") -> None:
    """Write the card as the meeting stands now."""
    meeting = gathering.meeting
    chat = _chat(desk, meeting)
    if chat is None:
        return
    speech = desk.speaks_in(chat)
    letter = GroupLetter(
        chat=chat,
        text=_text(desk, gathering, speech),
        keyboard=_keys(desk, meeting, speech),
        lane=Lane.CARD,
        slot=slot(meeting),
    )
    post(desk, letter)


def _chat(desk: Desk, meeting: Meeting) -> Chat | None:
    chat = chats.get(desk.tx, meeting.chat_id) if meeting.chat_id is not None else None
    return chat if chat is not None and chat.state == "bound" else None


def _text(desk: Desk, gathering: "Gathering", speech: Language) -> Html:
    meeting, told = gathering.meeting, facts(desk, gathering.meeting, speech)
    expected = [one for one in gathering.people if not one.exempt]
    lines = [speech.say(CARD, count=len(expected), **told)]
    if meeting.title:
        lines.append(speech.say(ABOUT, **told))
    if meeting.state == State.CANCELLED:
        lines.append(speech.say(CANCELLED, **told))
    elif meeting.state == State.PLANNED:
        coming = sum(one.coming_at is not None for one in gathering.people)
        leave = sum(one.leave_at is not None for one in gathering.people)
        lines.append(speech.say(COMING, coming=coming, leave=leave))
    return Html("\n".join(lines))


def _keys(desk: Desk, meeting: Meeting, speech: Language) -> list[list[Key]]:
    if meeting.state != State.PLANNED:
        return []
    leave = Key(label=speech.plain(ASK_LEAVE), url=desk.house.link(f"leave-{meeting.id}"))
    return [[Key(label=speech.plain(COME), data=f"mt:j:{meeting.id}"), leave]]


def result_text(desk: Desk, gathering: "Gathering", speech: Language) -> Html:
    """Say who came, in numbers."""
    told = gathering.turnout
    numbers = {"present": told.present, "by_hand": told.by_hand, "leave": told.leave, "absent": told.absent}
    by_code = told.present - told.by_hand
    return speech.say(RESULT, by_code=by_code, **numbers, **facts(desk, gathering.meeting, speech))


def call_in(desk: Desk, gathering: "Gathering") -> None:
    """Call the group to check in; once that is over, the same message says how many came."""
    meeting = gathering.meeting
    chat = _chat(desk, meeting)
    if chat is None:
        return
    speech, keys = desk.speaks_in(chat), []
    if meeting.state == State.OPEN:
        text = speech.say(CALL, **facts(desk, meeting, speech))
        keys = [[Key(label=speech.plain(CHECK_IN), url=desk.house.link("checkin"))]]
    else:
        text = result_text(desk, gathering, speech)
    place = slots.place_of(desk.tx, slot(meeting))
    letter = GroupLetter(
        chat=chat,
        text=text,
        keyboard=keys,
        lane=Lane.CARD,
        slot=call_slot(meeting),
        reply_to=place.message_id if place is not None and place.chat_id == chat.id else None,
        silent=meeting.state in HELD,
    )
    post(desk, letter)


def tell_moved(desk: Desk, gathering: "Gathering", *, before: Meeting) -> None:
    """Tell the group of another time or place."""
    meeting, chat = gathering.meeting, _chat(desk, gathering.meeting)
    if chat is not None:
        speech = desk.speaks_in(chat)
        text = speech.say(MOVED, before=when(desk, before, speech), **facts(desk, meeting, speech))
        post(desk, GroupLetter(chat=chat, text=text, lane=Lane.CARD, silent=False))


def tell_cancelled(desk: Desk, gathering: "Gathering") -> None:
    """Tell the group that a meeting is cancelled."""
    meeting, chat = gathering.meeting, _chat(desk, gathering.meeting)
    if chat is not None:
        speech = desk.speaks_in(chat)
        text = speech.say(WAS_CANCELLED, **facts(desk, meeting, speech))
        post(desk, GroupLetter(chat=chat, text=text, lane=Lane.CARD, silent=False))


def tell_leave(desk: Desk, gathering: "Gathering", person: Person, reason: str) -> None:
    """Tell whoever leads the branch of a leave and its reason, privately and silently."""
    meeting, holders = gathering.meeting, people.holders(desk, gathering.branch)
    leaders = dict.fromkeys([*(int(one) for role in LEADERS for one in holders.get(role, ())), meeting.planned_by])
    for person_id in leaders:
        leader = persons.get(desk.tx, person_id)
        if leader.telegram_id is None or leader.id == person.id:
            continue
        speech = desk.speaks(leader)
        told = {**facts(desk, meeting, speech), "reason": reason}
        text = speech.say(LEAVE, name=person.name, **told)
        post(desk, PrivateLetter(to=leader.telegram_id, text=text, about=gathering.branch, silent=True))
