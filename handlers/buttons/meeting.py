"""The buttons of meetings, and the words that they ask for."""

from collections.abc import Callable

from bot.domain.life.meeting import HELD, Kind, parse_meeting
from bot.domain.refusals import stale_card, words_needed
from bot.i18n import N_
from bot.services import people
from bot.services.life import announcement, attendance, checkin, record, screen
from bot.services.life import meeting as service
from bot.services.life.meeting import Gathering
from handlers.call import Call
from handlers.guided import check_files
from handlers.pages import meeting as pages
from handlers.reply import SENT, Reply
from storage import drafts, orgs, persons

COMING = N_("🙋 Thank you, you are signed up.")
NOT_COMING = N_("You are no longer signed up.")
VERIFIED = N_("✅ Verified.")
SENT_BACK = N_("↩️ Sent back; whoever made the record was told.")
KEPT = frozenset({"photos"})
"""What goes on being asked for after the first answer."""
LEAVE_TAKEN = N_("📝 Your leave is noted. Only those who lead read the reason.")


def press(call: Call) -> Reply:
    """mt:<verb>:<meeting>[:…]; l, n and k take a branch."""
    verb, number, *rest = call.data
    if call.incoming.private:
        drafts.drop(call.desk.tx, call.account, call.account)  # whatever was asked before is not asked any more
    if verb == "q":
        return pages.to_verify(call)
    if verb in _OF_VERIFIER:
        return _OF_VERIFIER[verb](call, record.need_verifier(call.desk, call.known_person, int(number)))
    if verb in _OF_BRANCH:
        return _OF_BRANCH[verb](call, int(number), rest)
    if verb == "j":
        coming = service.sign_up(call.desk, call.known_person, int(number))
        return Reply(toast=call.speech.plain(COMING if coming else NOT_COMING))
    if verb == "a":
        return _ask_leave(call, int(number))
    if verb not in _OF_HOST:
        raise stale_card()
    return _OF_HOST[verb](call, service.need_host(call.desk, call.known_person, int(number)), rest)


def _overview(call: Call, branch_id: int, _rest: list[str]) -> Reply:
    branch = orgs.get(call.desk.tx, branch_id)
    people.need_member(call.desk, call.person, branch)
    return pages.overview(call, branch)


def _kinds(call: Call, branch_id: int, _rest: list[str]) -> Reply:
    branch = orgs.get(call.desk.tx, branch_id)
    people.need_role(call.desk, call.known_person, branch, *service.roles_for(Kind.GROUP))
    return pages.kinds(call, branch)


def _kind(call: Call, branch_id: int, rest: list[str]) -> Reply:
    kind = Kind(rest[0])
    people.need_role(call.desk, call.known_person, orgs.get(call.desk.tx, branch_id), *service.roles_for(kind))
    text = call.speech.say(pages.WHEN, kind=call.speech.word(announcement.KINDS[kind]))
    return pages.ask(call, "plan", text, branch=branch_id, kind=kind.value)


def _ask_leave(call: Call, number: int) -> Reply:
    one = service.leave_for(call.desk, call.known_person, number)
    text = call.speech.say(pages.WHY_LEAVE, **announcement.facts(call.desk, one, call.speech))
    return pages.ask(call, "leave", text, meeting=number)


def leave_asked(call: Call) -> Reply:
    """leave-<meeting>: the button of the card in the group leads here, for the reason is private."""
    number = int(call.rest) if call.rest.isdigit() and len(call.rest) < 19 else 0
    return _ask_leave(call, number)


def _open(call: Call, gathering: Gathering, _rest: list[str]) -> Reply:
    opened = service.begin(call.desk, call.known_person, gathering)
    screen.show(call.desk, opened, call.known_person)
    return pages.panel(call, opened)


def _screen(call: Call, gathering: Gathering, _rest: list[str]) -> Reply:
    screen.show(call.desk, gathering, call.known_person)
    return Reply(toast=call.speech.plain(SENT))


def _close(call: Call, gathering: Gathering, _rest: list[str]) -> Reply:
    closed = service.close(call.desk, call.known_person, gathering)
    screen.rest(call.desk, closed)
    return pages.panel(call, closed)


def _tap(call: Call, gathering: Gathering, rest: list[str]) -> Reply:
    """A name of the roll: in, out again, or (who came by code) the question why it is to be struck out."""
    person_id, page = int(rest[0]), int(rest[1])
    held = gathering.meeting.state in HELD
    struck_only = any(
        check.person_id == person_id and check.struck_at is None and (held or check.method != "manual")
        for check in gathering.checks
    )
    if not struck_only:
        called = checkin.call_name(call.desk, call.known_person, gathering, person_id)
        return pages.roll(call, called, page)
    name = persons.get(call.desk.tx, person_id).name
    text = call.speech.say(pages.WHY_STRIKE, name=name)
    return pages.ask(call, "strike", text, meeting=gathering.meeting.id, person=person_id)


def _invite(call: Call, gathering: Gathering, rest: list[str]) -> Reply:
    return pages.names(call, service.invite(call.desk, gathering, int(rest[0])), int(rest[1]))


def _counted(call: Call, gathering: Gathering, rest: list[str]) -> Reply:
    return _after_count(call, record.count_heads(call.desk, gathering, rest[0]))


def _after_count(call: Call, gathering: Gathering) -> Reply:
    """Go on to the panel, or to the question why the heads are not the check-ins."""
    one = gathering.meeting
    if not record.differs(gathering):
        return pages.panel(call, gathering)
    facts = {"count": one.head_count, "checked": gathering.turnout.present}
    return pages.ask(call, "explain", call.speech.say(pages.WHY_DIFFERS, **facts), meeting=one.id)


def _minutes(call: Call, gathering: Gathering, _rest: list[str]) -> Reply:
    return pages.ask(call, "minutes", call.speech.say(pages.WRITE_MINUTES), meeting=gathering.meeting.id)


def _photos(call: Call, gathering: Gathering, _rest: list[str]) -> Reply:
    """Ask for photos; those that were there are replaced."""
    record.hide(call.desk, gathering)
    return pages.ask(call, "photos", call.speech.say(pages.SEND_PHOTOS), meeting=gathering.meeting.id)


def _finish(call: Call, gathering: Gathering, _rest: list[str]) -> Reply:
    return pages.panel(call, record.finish(call.desk, call.known_person, gathering))


def _show(call: Call, gathering: Gathering) -> Reply:
    record.send_photos(call.desk, call.known_person, gathering)
    return Reply(toast=call.speech.plain(SENT))


def _verify(call: Call, gathering: Gathering) -> Reply:
    record.verify(call.desk, call.known_person, gathering)
    return Reply(toast=call.speech.plain(VERIFIED))


def _send_back(call: Call, gathering: Gathering) -> Reply:
    return pages.ask(call, "back", call.speech.say(pages.WHY_BACK), meeting=gathering.meeting.id)


_OF_VERIFIER: dict[str, Callable[[Call, Gathering], Reply]] = {
    "s": pages.verifying,
    "y": _verify,
    "b": _send_back,
    "u": _show,
}
"""Verb to what a button of who verifies does."""
_OF_BRANCH: dict[str, Callable[[Call, int, list[str]], Reply]] = {"l": _overview, "n": _kinds, "k": _kind}
_OF_HOST: dict[str, Callable[[Call, Gathering, list[str]], Reply]] = {
    "v": lambda call, gathering, _: pages.panel(call, gathering),
    "o": _open,
    "d": _screen,
    "c": _close,
    "r": lambda call, gathering, rest: pages.roll(call, gathering, int(rest[0])),
    "t": _tap,
    "e": lambda call, gathering, rest: pages.names(call, gathering, int(rest[0])),
    "i": _invite,
    "h": lambda call, gathering, _: pages.count(call, gathering),
    "g": _counted,
    "w": _minutes,
    "f": _photos,
    "z": _finish,
    "p": lambda call, gathering, _: _show(call, gathering),
    "m": lambda call, gathering, _: pages.ask(
        call, "move", call.speech.say(pages.NEW_TIME), meeting=gathering.meeting.id
    ),
    "x": lambda call, gathering, _: pages.ask(
        call, "cancel", call.speech.say(pages.WHY_CANCEL), meeting=gathering.meeting.id
    ),
}
"""Verb to what a host's button does."""


# ---- words -----------------------------------------------------------------------------------------------------


def words_came(call: Call) -> Reply | None:
    """The words that a button asked for."""
    do = call.facts["do"]
    before = drafts.get(call.desk.tx, call.account, call.account)
    reply = _WORDS[do](call)
    if do not in KEPT and drafts.get(call.desk.tx, call.account, call.account) == before:
        drafts.drop(call.desk.tx, call.account, call.account)
    return reply


def _planned(call: Call) -> Reply:
    branch, kind = orgs.get(call.desk.tx, call.facts["branch"]), Kind(call.facts["kind"])
    wish = parse_meeting(call.incoming.text, call.written_on, kind=kind)
    planned = service.plan(call.desk, call.known_person, branch, wish)
    return pages.panel(call, service.look(call.desk, planned))


def _moved(call: Call) -> Reply:
    gathering = service.need_host(call.desk, call.known_person, call.facts["meeting"])
    wish = parse_meeting(call.incoming.text, call.written_on, kind=Kind(gathering.meeting.kind))
    moved = service.move(call.desk, call.known_person, gathering, wish)
    return pages.panel(call, service.look(call.desk, moved))


def _cancelled(call: Call) -> Reply:
    gathering = service.need_host(call.desk, call.known_person, call.facts["meeting"])
    cancelled = service.cancel(call.desk, call.known_person, gathering, call.incoming.text)
    found = service.look(call.desk, cancelled)
    return pages.panel(call, found)


def _struck(call: Call) -> Reply:
    me, gathering = call.known_person, service.need_host(call.desk, call.known_person, call.facts["meeting"])
    struck = checkin.strike(call.desk, me, gathering, call.facts["person"], call.incoming.text)
    if gathering.meeting.state in HELD:
        attendance.take_back(call.desk, struck, call.facts["person"], by=me.id, reason=call.incoming.text)
    return pages.roll(call, struck, 0)


def _host_of(call: Call) -> Gathering:
    return service.need_host(call.desk, call.known_person, call.facts["meeting"])


def _count_came(call: Call) -> Reply:
    return _after_count(call, record.count_heads(call.desk, _host_of(call), call.incoming.text))


def _explained(call: Call) -> Reply:
    return pages.panel(call, record.explain(call.desk, _host_of(call), call.incoming.text))


def _minutes_came(call: Call) -> Reply:
    return pages.panel(call, record.write(call.desk, _host_of(call), call.incoming.text))


def _photos_came(call: Call) -> Reply | None:
    """Photos one by one or as an album; after each the panel says how many there are."""
    check_files(call)
    if not call.incoming.pieces:
        raise words_needed()
    return pages.panel(call, record.show(call.desk, _host_of(call), call.incoming.pieces))


def _sent_back(call: Call) -> Reply:
    gathering = record.need_verifier(call.desk, call.known_person, call.facts["meeting"])
    record.send_back(call.desk, call.known_person, gathering, call.incoming.text)
    return Reply(text=call.speech.say(SENT_BACK), private=True)


def _leave(call: Call) -> Reply:
    service.ask_leave(call.desk, call.known_person, call.facts["meeting"], call.incoming.text)
    return Reply(text=call.speech.say(LEAVE_TAKEN), private=True)


_WORDS: dict[str, Callable[[Call], Reply | None]] = {
    "plan": _planned,
    "move": _moved,
    "cancel": _cancelled,
    "strike": _struck,
    "leave": _leave,
    "count": _count_came,
    "explain": _explained,
    "minutes": _minutes_came,
    "photos": _photos_came,
    "back": _sent_back,
}
"""What words are for to what takes them."""
