"""The record of a meeting: heads counted, minutes, photos; verified by the level above where there is somebody."""

from dataclasses import asdict
from datetime import datetime

from bot.domain.life.meeting import State, moved
from bot.domain.points.text import NOTE_LIMIT, REASON_LIMIT, clean_text
from bot.domain.refusals import (
    bad_number,
    count_differs,
    head_count_missing,
    minutes_missing,
    no_right,
    stale_card,
    too_many_files,
    words_needed,
)
from bot.i18n import N_, Html, Language
from bot.services import asked, people
from bot.services.desk import Desk
from bot.services.evidence import Piece
from bot.services.letters import Key, Keyboard, Media, PrivateLetter, post
from bot.services.life import announcement, attendance, meeting
from bot.services.life.meeting import Gathering
from storage import audit, grants, meetings, persons
from storage.meetings import Meeting
from storage.orgs import Org
from storage.persons import Person

MOST_PHOTOS = 3
MOST_HEADS = 100_000
VERIFIERS = ("committee_reviewer", "secretary")
"""Who verifies: reviewers of the committee, secretaries of the organisations above; never who made the record."""

QUESTION = N_("🗓 {branch}: please verify this record.\n{record}")
HEADS = N_("Heads counted: {count}, as many as checked in")
HEADS_DIFFER = N_("Heads counted: {count}, checked in: {checked}. Why: {reason}")
MINUTES = N_("Minutes: {minutes}")
PHOTOS = N_("Photos: {count}")
BY = N_("Recorded by {name}")
VERIFIED_BY = N_("Verified by {name}")
VERIFY = N_("✅ Verify")
SEND_BACK = N_("↩️ Send back")
SHOW = N_("🔎 Photos")
VERIFIED = N_("✅ The record of {kind}, {when}, is verified by {name}. What attendance gives is booked.")
SENT_BACK = N_("↩️ {name} sends the record of {kind}, {when}, back.\nReason: {reason}\n/meeting opens it.")
DONE = N_("✅ {branch}: the record of {kind}, {when}, is verified by {name}.")
DONE_BACK = N_("↩️ {branch}: {name} has sent the record of {kind}, {when}, back.\nReason: {reason}")


# ---- making it -------------------------------------------------------------------------------------------------


def count_heads(desk: Desk, gathering: Gathering, text: str) -> Gathering:
    """Note how many people were counted in the room.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``BAD_NUMBER``.
    """
    moved(gathering.meeting.state, "record")
    word = "".join(text.split()).rstrip("人个個")
    if not word.isdecimal() or int(word) > MOST_HEADS:
        raise bad_number(text[:20])
    meetings.change(desk.tx, gathering.meeting.id, head_count=int(word), explanation=None)
    return _again(desk, gathering)


def explain(desk: Desk, gathering: Gathering, text: str) -> Gathering:
    """Say why the heads are not the check-ins.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``WORDS_NEEDED``, ``TEXT_TOO_LONG``.
    """
    moved(gathering.meeting.state, "record")
    meetings.change(desk.tx, gathering.meeting.id, explanation=_words(text, REASON_LIMIT))
    return _again(desk, gathering)


def write(desk: Desk, gathering: Gathering, text: str) -> Gathering:
    """Write the minutes.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``WORDS_NEEDED``, ``TEXT_TOO_LONG``.
    """
    moved(gathering.meeting.state, "record")
    meetings.change(desk.tx, gathering.meeting.id, minutes=_words(text, NOTE_LIMIT))
    return _again(desk, gathering)


def _words(text: str, limit: int) -> str:
    words = clean_text(text, limit)
    if not words:
        raise words_needed()
    return words


def show(desk: Desk, gathering: Gathering, pieces: tuple[Piece, ...]) -> Gathering:
    """Add photos, three at most; they prove the meeting, and no face in them is looked for.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``TOO_MANY_FILES``.
    """
    moved(gathering.meeting.state, "record")
    shown = [*gathering.meeting.pieces, *(asdict(piece) for piece in pieces)]
    if len(shown) > MOST_PHOTOS:
        raise too_many_files(MOST_PHOTOS)
    meetings.change(desk.tx, gathering.meeting.id, pieces=shown)
    return _again(desk, gathering)


def hide(desk: Desk, gathering: Gathering) -> Gathering:
    """Take the photos out again.

    Raises:
        Refusal: ``MEETING_NOT_SO``.
    """
    moved(gathering.meeting.state, "record")
    meetings.change(desk.tx, gathering.meeting.id, pieces=[])
    return _again(desk, gathering)


def differs(gathering: Gathering) -> bool:
    """Tell whether heads were counted and are not the check-ins."""
    count = gathering.meeting.head_count
    return count is not None and count != gathering.turnout.present


def finish(desk: Desk, person: Person, gathering: Gathering) -> Gathering:
    """Make the record; it is verified above where there is somebody, else attendance is booked at once.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``HEAD_COUNT_MISSING``, ``COUNT_DIFFERS``, ``MINUTES_MISSING``, ``STALE_CARD``.
    """
    one = gathering.meeting
    after = moved(one.state, "record")
    if one.head_count is None:
        raise head_count_missing()
    if differs(gathering) and not one.explanation:
        raise count_differs(one.head_count, gathering.turnout.present)
    if not one.minutes and not one.pieces:
        raise minutes_missing()
    recorded = {"recorded_by": person.id, "recorded_at": desk.now, "reason": None, "waits_since": None}
    if not meetings.change(desk.tx, one.id, from_state=one.state, state=after.value, **recorded):
        raise stale_card()
    found = _again(desk, gathering)
    _note(desk, person, found.meeting, "recorded")
    announcement.call_in(desk, found)
    above = verifiers(desk, found)
    if above:
        meetings.change(desk.tx, one.id, waits_since=desk.now)
        _ask(desk, found, above)
    else:
        attendance.book(desk, found)
    return found


def _again(desk: Desk, gathering: Gathering) -> Gathering:
    return meeting.look(desk, meeting.known(desk, gathering.meeting.id))


def _note(desk: Desk, person: Person, one: Meeting, after: str) -> None:
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="meeting", what=f"meeting {one.id}", after=after)


# ---- verifying -------------------------------------------------------------------------------------------------


def verifiers(desk: Desk, gathering: Gathering) -> list[Person]:
    """Answer who verifies a record: nobody who made it, and who can be reached."""
    found = {int(one) for one in people.holders(desk, gathering.branch).get("committee_reviewer", ())}
    for org in people.ancestors(desk, gathering.branch)[1:]:
        found |= {grant.person_id for grant in grants.of_org(desk.tx, org.id) if grant.role == "secretary"}
    known = [persons.get(desk.tx, one) for one in sorted(found - {gathering.meeting.recorded_by or 0})]
    return [person for person in known if person.telegram_id is not None]


def need_verifier(desk: Desk, person: Person, number: int) -> Gathering:
    """Answer a recorded meeting for who may verify it.

    Raises:
        Refusal: ``NO_SUCH_MEETING``, ``MEETING_NOT_SO``, ``NO_RIGHT``.
    """
    found = meeting.look(desk, meeting.known(desk, number))
    moved(found.meeting.state, "verify")
    if all(person.id != one.id for one in verifiers(desk, found)):
        raise no_right(VERIFIERS)
    return found


def waiting_for(desk: Desk, person: Person) -> list[Meeting]:
    """Answer the records that wait for a person's word."""
    recorded = [meeting.look(desk, one) for one in meetings.waiting(desk.tx) if one.state == State.RECORDED]
    return [found.meeting for found in recorded if any(person.id == one.id for one in verifiers(desk, found))]


def waiting(desk: Desk, branch: Org) -> list[tuple[datetime, frozenset[int]]]:
    """Answer since when each record of a branch waits, and for whom: to be made by its host, or to be verified."""
    found = []
    for one in meetings.unfinished(desk.tx, branch.id):
        gathering = meeting.look(desk, one)
        able = verifiers(desk, gathering)
        whose = {person.id for person in able} if one.state == State.RECORDED else {one.host_id or one.planned_by}
        found.append((one.waits_since or desk.now, frozenset(whose)))
    return found


def verify(desk: Desk, person: Person, gathering: Gathering) -> Gathering:
    """Verify a record: what attendance gives is booked.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    one = gathering.meeting
    verified = {"verified_by": person.id, "verified_at": desk.now, "waits_since": None}
    after = moved(one.state, "verify")
    if not meetings.change(desk.tx, one.id, from_state=one.state, state=after.value, **verified):
        raise stale_card()
    found = _again(desk, gathering)
    _note(desk, person, found.meeting, "verified")
    attendance.book(desk, found)
    _close(desk, found, person, DONE)
    _tell_recorder(desk, found, person, VERIFIED)
    return found


def send_back(desk: Desk, person: Person, gathering: Gathering, reason: str) -> Gathering:
    """Send a record back with what is to be put right.

    Raises:
        Refusal: ``WORDS_NEEDED``, ``TEXT_TOO_LONG``, ``STALE_CARD``.
    """
    one = gathering.meeting
    after, reason = moved(one.state, "send_back"), _words(reason, REASON_LIMIT)
    back = {"state": after.value, "reason": reason, "waits_since": desk.now}
    if not meetings.change(desk.tx, one.id, from_state=one.state, **back):
        raise stale_card()
    found = _again(desk, gathering)
    _note(desk, person, found.meeting, "sent back")
    _close(desk, found, person, DONE_BACK)
    _tell_recorder(desk, found, person, SENT_BACK)
    return found


def _prefix(one: Meeting) -> str:
    at = int(one.recorded_at.timestamp()) if one.recorded_at is not None else 0
    return f"meeting:{one.id}:record{at}"


def _ask(desk: Desk, gathering: Gathering, above: list[Person]) -> None:
    asked.ask_all(
        desk, gathering.branch, _prefix(gathering.meeting), above, lambda speech: question(desk, gathering, speech)
    )


def question(desk: Desk, gathering: Gathering, speech: Language) -> tuple[Html, Keyboard]:
    """Word the question whether a record is right, with its buttons."""
    one = gathering.meeting
    lines = Html("\n".join([announcement.result_text(desk, gathering, speech), *text(desk, gathering, speech)]))
    verify = Key(label=speech.plain(VERIFY), data=f"mt:y:{one.id}")
    keys = [[verify, Key(label=speech.plain(SEND_BACK), data=f"mt:b:{one.id}")]]
    if one.pieces:
        keys.append([Key(label=speech.plain(SHOW), data=f"mt:u:{one.id}")])
    return speech.say(QUESTION, branch=gathering.branch.name, record=lines), keys


def _close(desk: Desk, gathering: Gathering, person: Person, sentence: str) -> None:
    one, branch = gathering.meeting, gathering.branch

    def outcome(speech: Language) -> tuple[Html, Keyboard]:
        told = announcement.facts(desk, one, speech)
        return speech.say(sentence, branch=branch.name, name=person.name, **told), ()

    asked.close_all(desk, branch, _prefix(one), outcome)


def _tell_recorder(desk: Desk, gathering: Gathering, person: Person, sentence: str) -> None:
    one = gathering.meeting
    recorder = persons.get(desk.tx, one.recorded_by) if one.recorded_by is not None else None
    if recorder is None or recorder.telegram_id is None:
        return
    speech = desk.speaks(recorder)
    said = speech.say(sentence, name=person.name, **announcement.facts(desk, one, speech))
    post(desk, PrivateLetter(to=recorder.telegram_id, text=said, about=gathering.branch))


def text(desk: Desk, gathering: Gathering, speech: Language) -> list[Html]:
    """Write what a record holds so far, a line each."""
    one, lines = gathering.meeting, []
    if one.head_count is not None and not differs(gathering):
        lines.append(speech.say(HEADS, count=one.head_count))
    elif one.head_count is not None:
        facts = {"count": one.head_count, "checked": gathering.turnout.present, "reason": one.explanation or "?"}
        lines.append(speech.say(HEADS_DIFFER, **facts))
    if one.minutes:
        lines.append(speech.say(MINUTES, minutes=one.minutes))
    if one.pieces:
        lines.append(speech.say(PHOTOS, count=len(one.pieces)))
    for sentence, person_id in ((BY, one.recorded_by), (VERIFIED_BY, one.verified_by)):
        if person_id is not None and one.state in {State.RECORDED, State.VERIFIED}:
            lines.append(speech.say(sentence, name=persons.get(desk.tx, person_id).name))
    return lines


def send_photos(desk: Desk, person: Person, gathering: Gathering) -> None:
    """Send somebody the photos of a record privately."""
    one, branch = gathering.meeting, gathering.branch
    if person.telegram_id is None or not one.pieces:
        raise stale_card()
    speech = desk.speaks(person)
    media = [Media(kind=piece["kind"], file_id=piece["file_id"]) for piece in one.pieces]
    said = speech.say(PHOTOS, count=len(media))
    post(desk, PrivateLetter(to=person.telegram_id, text=said, media=media, about=branch))
