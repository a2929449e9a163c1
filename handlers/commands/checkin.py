"""/checkin: the digits on the screen, sent in the private chat; in a group they are taken out of it, and obeyed."""

from bot.i18n import N_, Html
from bot.services.life import announcement, meeting
from bot.services.life import checkin as service
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.doors import take_out
from handlers.reply import Reply
from storage.checkins import CheckIn

DONE = N_("✅ Checked in at {at}: {kind}")
ASK = N_("Please send me the six digits that the screen shows now.")
PRIVATELY = N_("Next time please send the digits here, in our private chat: in a group they reach people elsewhere.")
NEARBY = N_("If you like, send me your location once: I keep only whether you are near, and need not be told.")
NEAR = N_("📍 Thank you: noted that you are near. Where you are is not kept.")
SITE = N_(
    "📍 Noted where the meeting is. Who has checked in may send their location; I keep only whether they are near."
)
FAR = N_("📍 Thank you: noted that you are not near. Where you are is not kept; your check-in stands.")


def checkin(call: Call) -> Reply:
    """Check the sender in, or ask for the digits."""
    if not call.words:
        service.may_try(call.desk, call.known_person)
        return Reply(text=call.speech.say(ASK), private=True)
    if call.incoming.in_group:
        take_out(call)
    done = service.by_code(call.desk, call.known_person, "".join(call.words))
    return said(call, done)


def by_link(call: Call) -> Reply:
    """in-<meeting>-<mark>: the link in the screen's QR code; scanning it in the room is the act."""
    number, _, mark = call.rest.partition("-")
    meeting_id = int(number) if number.isdigit() and len(number) < 19 else 0
    return said(call, service.by_link(call.desk, call.known_person, meeting_id, mark))


def said(call: Call, done: CheckIn) -> Reply:
    """Say that somebody is checked in, and once what was written in a group belongs into the private chat."""
    one = meeting.known(call.desk, done.meeting_id)
    at = f"{done.at.astimezone(call.desk.house.zone):%H:%M}"
    lines = [call.speech.say(DONE, at=at, kind=announcement.kind_name(one, call.speech))]
    if call.incoming.in_group:
        lines.append(call.speech.say(PRIVATELY))
    if one.site is not None:
        lines.append(call.speech.say(NEARBY))
    return Reply(text=Html("\n".join(lines)), private=True)


def placed(call: Call) -> Reply | None:
    """Take a place: the host's for where the meeting is, a member's for whether they are near; None for neither."""
    if call.incoming.location is None:
        return None
    latitude, longitude = call.incoming.location
    if service.mark_site(call.desk, call.known_person, latitude, longitude):
        return Reply(text=call.speech.say(SITE), private=True)
    near = service.tell_place(call.desk, call.known_person, latitude, longitude)
    return None if near is None else Reply(text=call.speech.say(NEAR if near else FAR), private=True)


COMMAND = Command(
    name="checkin",
    triggers=("签到", "簽到"),
    help=N_("check in at a meeting with the digits on its screen"),
    usage="CODE",
    who=anyone,
    run=checkin,
    glued=True,
)
