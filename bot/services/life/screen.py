"""The screen of a meeting: a page with digits and a QR code, and in the host's private chat a link to it or the digits.

Where the installation has no public address the digits stand in the private chat, in one message that follows them.
"""

from datetime import timedelta

from bot.domain.life.checkin import checkin_code, checkin_mark, seconds_left, step_of
from bot.domain.life.meeting import State
from bot.i18n import N_, Language
from bot.services import links
from bot.services.desk import Desk
from bot.services.letters import Key, Keyboard, Lane, PrivateLetter, post
from bot.services.letters import call as telegram
from bot.services.life import announcement, meeting
from bot.services.life.meeting import LONGEST, Gathering
from bot.services.pictures import code as pictured
from storage import letters as outbox
from storage import meetings, persons, slots
from storage.meetings import Meeting
from storage.persons import Person

PAGE = "checkin"
FOLLOWS_FOR = timedelta(hours=3)
"""So long the message follows the digits; the panel shows them anew."""
DELETABLE = timedelta(hours=47)
"""Telegram lets a bot delete a message for 48 hours."""
SCREEN = N_(
    "🖥 <b>{kind}</b>: please open the page on the screen in the room. It shows the digits and a QR code, new ones "
    "every 30 seconds. The link is for you alone and ends at {until}."
)
OPEN_SCREEN = N_("🖥 Open the screen")
DIGITS = N_(
    "🔢 <b>{kind}</b>: <code>{code}</code>\nFor {seconds} more seconds, then new digits stand here. "
    "Checked in: {count} of {expected}\nPlease show them in the room, and do not forward them."
)


def slot(one: Meeting, host: Person) -> str:
    """Answer the slot of the message with the digits."""
    return f"meeting:{one.id}:code:{host.id}"


def payload(one: Meeting, at: int) -> str:
    """Answer what the link in the QR code hands over at a Unix time."""
    return f"in-{one.id}-{checkin_mark(one.secret, at)}"


def link(desk: Desk, one: Meeting, speech: Language) -> str:
    """Answer the link to a meeting's screen, empty where there are no pages."""
    until = (one.opened_at or desk.now) + LONGEST
    return links.page(desk, PAGE, one.id, lang=speech.code, until=until)


def show(desk: Desk, gathering: Gathering, host: Person) -> None:
    """Give the host the screen: the link to it, else the digits."""
    one = gathering.meeting
    if host.telegram_id is None or one.state != State.OPEN:
        return
    speech = desk.speaks(host)
    address = link(desk, one, speech)
    if address:
        until = ((one.opened_at or desk.now) + LONGEST).astimezone(desk.house.zone)
        text = speech.say(SCREEN, until=f"{until:%H:%M}", **announcement.facts(desk, one, speech))
        keys: Keyboard = [[Key(label=speech.plain(OPEN_SCREEN), url=address)]]
        letter = PrivateLetter(
            to=host.telegram_id, text=text, keyboard=keys, about=gathering.branch, slot=slot(one, host)
        )
        post(desk, letter)
        return
    _write(desk, gathering, host, key=f"{_key(desk, one, host)}:{desk.source}")


def refresh(desk: Desk) -> int:
    """Bring the digits in hosts' chats up to date, and close what nobody closed; answer how many messages changed."""
    changed = 0
    for one in meetings.in_state(desk.tx, State.OPEN):
        opened_at = one.opened_at or desk.now
        if desk.now - opened_at >= LONGEST:
            rest(desk, meeting.close(desk, None, meeting.look(desk, one)))
            continue
        host = persons.get(desk.tx, one.host_id) if one.host_id is not None else None
        if host is None or host.telegram_id is None or desk.now - opened_at >= FOLLOWS_FOR:
            continue
        if links.page(desk, PAGE, one.id, lang="en", until=desk.now):
            continue
        key = _key(desk, one, host)
        if outbox.state_of(desk.tx, key) is None:
            _write(desk, meeting.look(desk, one), host, key=key)
            changed += 1
    return changed


def _key(desk: Desk, one: Meeting, host: Person) -> str:
    """Answer the key of the letter with the running half minute's digits: each is said once."""
    return f"code:{one.id}:{host.id}:{step_of(int(desk.now.timestamp()))}"


def _write(desk: Desk, gathering: Gathering, host: Person, *, key: str) -> None:
    one, at = gathering.meeting, int(desk.now.timestamp())
    if host.telegram_id is None:
        return
    speech, digits = desk.speaks(host), checkin_code(one.secret, at)
    told, facts = gathering.turnout, announcement.facts(desk, one, speech)
    counts = {"seconds": seconds_left(at), "count": told.present, "expected": told.expected}
    text = speech.say(DIGITS, code=digits, **counts, **facts)
    drawn = pictured.of_meeting(
        gathering.branch,
        speech,
        title=facts["kind"],
        when=f"{facts['when']} · {facts['place']}" if facts["place"] else facts["when"],
        content=desk.house.link(payload(one, at)),
        digits=digits,
    )
    letter = PrivateLetter(
        to=host.telegram_id,
        text=text,
        lane=Lane.CARD,
        slot=slot(one, host),
        key=key,
        about=gathering.branch,
        silent=True,
        picture=drawn,
        beside=True,
    )
    post(desk, letter)


def rest(desk: Desk, gathering: Gathering) -> None:
    """Let the message of a meeting that is over say how many came, in the place of digits or link."""
    one = gathering.meeting
    host = persons.get(desk.tx, one.host_id) if one.host_id is not None else None
    if host is None or host.telegram_id is None:
        return
    text = announcement.result_text(desk, gathering, desk.speaks(host))
    _take_down(desk, one, host)
    letter = PrivateLetter(
        to=host.telegram_id,
        text=text,
        lane=Lane.CARD,
        slot=slot(one, host),
        about=gathering.branch,
        silent=True,
    )
    post(desk, letter)


def _take_down(desk: Desk, one: Meeting, host: Person) -> None:
    """Take the code's picture out of the host's chat: what opens nothing any more should not look as if it did."""
    place = slots.place_of(desk.tx, f"picture:{slot(one, host)}")
    if place is None or desk.now - (one.opened_at or desk.now) > DELETABLE:
        return
    key = f"code:{one.id}:{host.id}:over"
    body = {"chat_id": place.chat_id, "message_id": place.message_id}
    outbox.supersede(desk.tx, f"picture:{slot(one, host)}")
    telegram(desk, method="deleteMessage", chat_id=place.chat_id, body=body, key=key)
