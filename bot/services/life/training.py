"""Training log of persons (H4, J1): claimed and confirmed, or entered by the office and open to a word; who is short.

Only confirmed courses count. What weighs on a person (who is short of hours) is told privately alone.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from bot.domain.calendar.periods import parse_period
from bot.domain.life.refusals import training_known
from bot.domain.life.training import KINDS, missing, read_hours, written
from bot.domain.points.day import parse_day
from bot.domain.points.number import ZERO
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import missing_argument, no_right, stale_card
from bot.i18n import N_, Html, Language
from bot.services import asked, committee, people, settings
from bot.services.desk import Desk
from bot.services.letters import Key, Keyboard
from storage import orgs, persons, rosters, trainings
from storage.orgs import Org
from storage.persons import Person
from storage.trainings import Training

USAGE = "/training 2026-05-12 8 class COURSE; EVIDENCE"
DECIDE = ("secretary", "deputy_secretary", "committee_reviewer", "admin")
COLUMNS = ("id", "branch", "code", "name", "course", "kind", "held_on", "hours", "evidence", "state", "confirmed_by")
NAMES = {
    "class": N_("class"),
    "lecture": N_("lecture"),
    "online": N_("online course"),
    "practice": N_("field training"),
    "other": N_("other training"),
}
WORDS = {
    "class": ("脱产培训", "脫產培訓", "集中培训", "集中培訓", "培训班", "培訓班"),
    "lecture": ("讲座", "講座", "党课", "黨課"),
    "online": ("网络培训", "網路培訓", "网络", "網路", "线上"),
    "practice": ("实践", "實踐", "现场教学", "現場教學"),
    "other": ("其他", "其它"),
}
"""What people write for a kind, beside its code."""
QUESTION = N_("📚 {name} attended “{title}” ({kind}), {day}: {hours} hours. Evidence: {evidence}\nDoes it count?")
NO_EVIDENCE = N_("none given")
COUNTS, DECLINE, WRONG = N_("✅ It counts"), N_("❌ It does not"), N_("✋ It is not right")
OUTCOME = {
    "confirmed": N_("📚 “{title}” of {name}, {day}, {hours} hours: confirmed by {by}."),
    "declined": N_("📚 “{title}” of {name}, {day}, {hours} hours: {by} did not confirm it. Please talk to each other."),
    "withdrawn": N_("📚 “{title}” of {name}, {day}, {hours} hours: {by} took it back."),
    "disputed": N_("📚 “{title}” of {name}, {day}, {hours} hours: {by} says that it is not right; it does not count."),
}
ENTERED = N_("📚 {by} entered for you: “{title}” ({kind}), {day}, {hours} hours. It counts; say so if it is not right.")


class Wish(NamedTuple):
    """A course as somebody wants it entered."""

    person: Person
    day: date
    hours: Decimal
    kind: str
    title: str
    evidence: str


class Year(NamedTuple):
    """A person's year: the courses, the hours that count, and those that are asked for."""

    person: Person
    rows: Sequence[Training]
    hours: Decimal
    required: Decimal

    @property
    def short(self) -> Decimal:
        """How many hours are missing."""
        return missing(self.hours, self.required)


def find(desk: Desk, branch: Org, actor: Person, text: str) -> Wish:
    """Read a course: [NAME] DAY HOURS [KIND] COURSE[; EVIDENCE]; without a name it is the own one.

    Raises:
        Refusal: ``MISSING_ARGUMENT``, ``UNKNOWN_PERSON``, ``SEVERAL_PERSONS``, ``BAD_DATE``, ``FUTURE_DATE``,
            ``BAD_NUMBER``, ``BAD_TRAINING_HOURS``.
    """
    said, _, evidence = text.replace("；", ";").partition(";")
    words = said.split()
    at, day = next(
        ((index, found) for index, word in enumerate(words[:6]) if (found := parse_day(word, desk.today))), (-1, None)
    )
    rest = words[at + 1 :]
    if day is None or len(rest) < 2:
        raise missing_argument("training", USAGE)
    person = people.find_member(desk, branch, " ".join(words[:at])) if at else people.need_member(desk, actor, branch)
    hours, kind = read_hours(rest[0]), read_kind(rest[1])
    title = clean_text(" ".join(rest[2:] if kind else rest[1:]), REASON_LIMIT)
    if not title:
        raise missing_argument("training", USAGE)
    return Wish(person, day, hours, kind or "other", title, clean_text(evidence, REASON_LIMIT))


def read_kind(word: str) -> str:
    """Read a kind of training, by its code or a Chinese word; empty for none."""
    lowered = word.strip().lower()
    return next((code for code in KINDS if lowered == code or lowered in WORDS[code]), "")


def enter(desk: Desk, actor: Person, branch: Org, wish: Wish) -> Training:
    """Enter a course: the own one waits for the office's word; one that the office enters counts, and may be disputed.

    Raises:
        Refusal: ``NO_RIGHT``, ``TRAINING_KNOWN``, ``NO_REVIEWER``.
    """
    own = actor.id == wish.person.id
    if not own:
        people.need_role(desk, actor, branch, *committee.OFFICE)
    deciding = asked.second_persons(desk, branch, DECIDE, excluded=(actor.id,)) if own else []
    state = "claimed" if own else "confirmed"
    number = write(desk, branch, wish, state=state, by=actor.id)
    found = known(desk, number)
    _note(desk, actor, found, state)
    if own:
        asked.ask_all(desk, branch, f"training:{number}", deciding, lambda speech: _question(desk, found, speech))
        return found

    def told(speech: Language) -> Html:
        return speech.say(ENTERED, by=actor.name, **facts(found, speech))

    committee.tell(desk, [wish.person], branch, told, keys=[(WRONG, f"tr:{number}:x")])
    return found


def write(desk: Desk, branch: Org, wish: Wish, *, state: str, by: int | None) -> int:
    """Write a course into the log, or anew over one that did not come to count; answer its id.

    Raises:
        Refusal: ``TRAINING_KNOWN``.
    """
    stands = state == "confirmed"
    values = {
        "branch_id": branch.id,
        "kind": wish.kind,
        "hours": wish.hours,
        "evidence": wish.evidence,
        "state": state,
        "entered_by": by,
        "entered_at": desk.now,
        "answered_by": by if stands else None,
        "answered_at": desk.now if stands else None,
    }
    before = trainings.same(desk.tx, person_id=wish.person.id, title=wish.title, held_on=wish.day)
    if before is None:
        return trainings.add(desk.tx, person_id=wish.person.id, title=wish.title, held_on=wish.day, **values)
    if not trainings.change(desk.tx, before.id, from_states=("withdrawn", "declined", "disputed"), **values):
        raise training_known(wish.title, wish.day)
    return before.id


def known(desk: Desk, number: int) -> Training:
    """Answer a course of the log. Raises ``STALE_CARD`` where there is none."""
    found = trainings.get(desk.tx, number)
    if found is None:
        raise stale_card()
    return found


def facts(row: Training, speech: Language) -> dict[str, object]:
    """Answer what sentences tell of a course."""
    return {"title": row.title, "kind": speech.word(NAMES[row.kind]), "day": row.held_on, "hours": written(row.hours)}


def _question(desk: Desk, row: Training, speech: Language) -> tuple[Html, Keyboard]:
    name, evidence = persons.get(desk.tx, row.person_id).name, row.evidence or speech.word(NO_EVIDENCE)
    text = speech.say(QUESTION, name=name, evidence=evidence, **facts(row, speech))
    return text, [answer_keys(row, speech)]


def answer_keys(row: Training, speech: Language) -> list[Key]:
    """Answer the buttons by which the office says whether a course counts."""
    return [
        Key(label=speech.plain(COUNTS), data=f"tr:{row.id}:y"),
        Key(label=speech.plain(DECLINE), data=f"tr:{row.id}:n"),
    ]


def deciders(desk: Desk, row: Training) -> list[Person]:
    """Answer who may say whether a claimed course counts; nobody for the own one."""
    branch = orgs.get(desk.tx, row.branch_id)
    held = people.holders(desk, branch)
    found = next((held[role] for role in DECIDE if set(held.get(role, ())) - {str(row.person_id)}), ())
    return [persons.get(desk.tx, int(one)) for one in found if int(one) != row.person_id]


def answer(desk: Desk, actor: Person, number: int, verb: str) -> Training:
    """Say whether a course counts (y, n: the office), that it is not right (x: the person), take it back (w).

    Raises:
        Refusal: ``STALE_CARD`` where it does not stand so, ``NO_RIGHT``.
    """
    row = known(desk, number)
    own = actor.id == row.person_id
    able = own if verb in "xw" else actor.id in {one.id for one in deciders(desk, row)}
    if not able:
        raise no_right(DECIDE[:3])
    before, state = {
        "y": ("claimed", "confirmed"),
        "n": ("claimed", "declined"),
        "x": ("confirmed", "disputed"),
        "w": ("claimed", "withdrawn"),
    }[verb]
    values = {"state": state, "answered_by": actor.id, "answered_at": desk.now}
    if not trainings.change(desk.tx, number, from_states=(before,), **values):
        raise stale_card()
    _note(desk, actor, row, state)
    branch, person = orgs.get(desk.tx, row.branch_id), persons.get(desk.tx, row.person_id)

    def outcome(speech: Language) -> tuple[Html, Keyboard]:
        return speech.say(OUTCOME[state], name=person.name, by=actor.name, **facts(row, speech)), ()

    asked.close_all(desk, branch, f"training:{number}", outcome)
    hearers = committee.secretaries(desk, branch) if state == "disputed" else [person]
    committee.tell(desk, [one for one in hearers if one.id != actor.id], branch, lambda speech: outcome(speech)[0])
    return known(desk, number)


def _note(desk: Desk, actor: Person, row: Training, state: str) -> None:
    committee.note(desk, actor, "training", f"person {persons.get(desk.tx, row.person_id).code}", f"{row.id} {state}")


# ---- years --------------------------------------------------------------------------------------------------------
def year(desk: Desk, branch: Org, person: Person, of: int) -> Year:
    """Answer a person's year under the hours that the branch asks for."""
    rows = trainings.of_person(desk.tx, person.id, date(of, 1, 1), date(of, 12, 31))
    return _year(desk, branch, person, rows)


def _year(desk: Desk, branch: Org, person: Person, rows: Sequence[Training]) -> Year:
    hours = sum((one.hours for one in rows if one.state == "confirmed"), ZERO)
    return Year(person, rows, hours, settings.training_hours(branch).of(people.roles_in(desk, person, branch)))


def short(desk: Desk, branch: Org, of: int) -> list[Year]:
    """Answer who of a branch is short of hours in a year, by name; one statement for all their courses."""
    by_person: dict[int, list[Training]] = {}
    for row in trainings.of_branch(desk.tx, branch.id, date(of, 1, 1), date(of, 12, 31)):
        by_person.setdefault(row.person_id, []).append(row)
    roster = sorted(rosters.roster(desk.tx, branch.id), key=lambda one: (one.name, one.id))
    found = [_year(desk, branch, person, by_person.get(person.id, ())) for person in roster]
    return [one for one in found if one.short]


# ---- what waits ---------------------------------------------------------------------------------------------------
def branches_waiting(desk: Desk) -> set[int]:
    """Answer the ids of the branches in which a course waits for the office's word."""
    return {one.branch_id for one in trainings.waiting(desk.tx)}


def waiting(desk: Desk, branch: Org) -> Iterator[tuple[frozenset[int], date]]:
    """Answer what waits for a branch's office: who can say, and since when."""
    for row in trainings.waiting_of(desk.tx, branch.id):
        able = frozenset(one.id for one in deciders(desk, row))
        yield able, row.entered_at.astimezone(desk.house.zone).date()


def rows(desk: Desk, branches: Sequence[Org], period: str | None) -> Iterator[dict[str, Any]]:
    """Answer the log as a table, of a period or of all time."""
    span = parse_period(period) if period else None
    first, last = (span.first, span.last) if span else (date.min, date.max)
    for branch in branches:
        for row in trainings.of_branch(desk.tx, branch.id, first, last):
            person = persons.get(desk.tx, row.person_id)
            by = persons.get(desk.tx, row.answered_by).name if row.answered_by is not None else None
            yield {
                "id": row.id,
                "branch": branch.code,
                "code": person.code,
                "name": person.name,
                "course": row.title,
                "kind": row.kind,
                "held_on": row.held_on,
                "hours": row.hours,
                "evidence": row.evidence,
                "state": row.state,
                "confirmed_by": by if row.state == "confirmed" else None,
            }
