"""Cases: the rules propose, a named role lets the person be heard, then decides and leaves a record (2.3-9).

Nothing is sent to the person, and nothing counts, before somebody decided to hear them; nothing is decided before they
answered or their days are over; and a case ends with a record or with the reason for which it was dropped.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.text import NOTE_LIMIT, clean_text
from bot.domain.refusals import Refusal, no_right, not_heard_yet, stale_card, words_needed
from bot.i18n import N_
from bot.services import case_text, people
from bot.services.asked import second_persons
from bot.services.desk import Desk
from bot.services.letters import Key, Lane, PrivateLetter, post
from storage import audit, cases, orgs, persons
from storage.cases import Case
from storage.orgs import Org
from storage.persons import Person

WORKDAYS = 5
"""Within how many working days a proposal is confirmed, and a person answers (2.3-9)."""
COMMITTEE = ("committee_reviewer", "admin")
ROLES: dict[tuple[str, int], tuple[str, ...]] = {
    ("ladder", 1): ("secretary", "deputy_secretary", *COMMITTEE),
    ("ladder", 2): (*COMMITTEE, "secretary", "deputy_secretary"),
    ("ladder", 3): (*COMMITTEE, "secretary", "deputy_secretary"),
    ("red", 1): ("secretary", "deputy_secretary", *COMMITTEE),
}
"""Kind and level to who decides, the named role first; what is not listed is the committee's."""

EXPLAIN = N_("💬 Explain")
LEAVE = N_("🗓 Enter a leave")
OBJECT = N_("✋ Object")
OPEN_LIST = N_("⚖️ Look at them")


class Proposal(NamedTuple):
    """What the rules propose.

    Attributes:
        kind: ladder, duty, restriction or red.
        mark: What it is about; there is one case of it in a branch.
        person_id: Whom it concerns, None for the branch.
        about_id: Whose month a duty is about.
        duty: What is owed; whose tasks were red.
        level: Step of the ladder, or of red months; 1 for all others.
        since: First month of the streak.
        period: The month whose end proposed it.
        facts: What it rests on: months with scores, or numbers.
    """

    kind: str
    mark: str
    person_id: int | None
    about_id: int | None
    duty: str
    level: int
    since: str
    period: str
    facts: list[list[str]]


def propose(desk: Desk, branch: Org, proposal: Proposal) -> Case | None:
    """Open a case, or raise the one of the same streak; None where it stands at that level already."""
    earlier = cases.by_mark(desk.tx, branch.id, proposal.mark)
    due_on = desk.calendar().add_workdays(desk.today, WORKDAYS)
    if earlier is None:
        number = cases.add(desk.tx, branch_id=branch.id, due_on=due_on, opened_at=desk.now, **proposal._asdict())
        verb = "propose"
    elif proposal.level > earlier.level:
        number, verb = earlier.id, "raise"
        changes = {"level": proposal.level, "period": proposal.period, "facts": proposal.facts, "decided_by": None}
        cases.change(desk.tx, earlier.id, from_rev=earlier.rev, state="proposed", due_on=due_on, **changes)
    else:
        return None
    case = known(desk, number)
    _note(desk, case, None, verb)
    return case


def announce(desk: Desk, branch: Org, month: str, found: Sequence[Case]) -> None:
    """Tell who decides on new proposals, in one private letter each; those concerned hear nothing yet."""
    waiting: dict[int, int] = {}
    for case in found:
        for person in deciders(desk, case):
            waiting[person.id] = waiting.get(person.id, 0) + 1
    for person_id, count in sorted(waiting.items()):
        person = persons.get(desk.tx, person_id)
        if person.telegram_id is None:
            continue
        speech = desk.speaks(person)
        due = desk.calendar().add_workdays(desk.today, WORKDAYS)
        text = speech.count(case_text.PROPOSED, count, branch=branch.name, month=speech.month(month), due=due)
        keys = [[Key(label=speech.plain(OPEN_LIST), data=f"st:l:{branch.id}:{month[:4]}:0")]]
        key = f"cases:{branch.id}:{month}:{person_id}"
        post(
            desk, PrivateLetter(to=person.telegram_id, text=text, keyboard=keys, lane=Lane.CARD, key=key, about=branch)
        )


def roles_for(case: Case) -> tuple[str, ...]:
    """Answer who decides on a case: the named role, and who steps in for it."""
    return ROLES.get((case.kind, case.level), COMMITTEE)


def deciders(desk: Desk, case: Case) -> list[Person]:
    """Answer who may decide now: nobody whom it concerns, after an objection not who let it go on; none for nobody."""
    branch = orgs.get(desk.tx, case.branch_id)
    without = [case.person_id, case.about_id if case.kind == "duty" else None]
    if case.person_id is None:
        without += [int(one) for one in people.holders(desk, branch).get("secretary", ())]
    if objected(desk, case):
        without.append(case.decided_by)
    try:
        excluded = [person for person in without if person is not None]
        return second_persons(desk, branch, roles_for(case), excluded=excluded)
    except Refusal:
        return []


def objected(desk: Desk, case: Case) -> bool:
    """Tell whether the person has objected since the case was proposed or raised last."""
    return "object" in _since_raised(desk, case)


def heard(desk: Desk, case: Case) -> bool:
    """Tell whether the person has answered, or had the days to do so."""
    return bool({"explain", "object"} & _since_raised(desk, case)) or desk.today > case.due_on


def _since_raised(desk: Desk, case: Case) -> set[str]:
    verbs: set[str] = set()
    for step in cases.steps(desk.tx, case.id):
        if step.verb == "raise":
            verbs.clear()
        verbs.add(step.verb)
    return verbs


def waiting(desk: Desk, branch: Org) -> list[Case]:
    """Answer the cases of a branch that wait for who decides: proposed, or heard to the end; the most urgent first."""
    return [case for case in cases.open_of(desk.tx, branch.id) if case.state == "proposed" or heard(desk, case)]


def readable(desk: Desk, person: Person, branch: Org) -> list[Case]:
    """Answer a branch's open cases, for its office: none that concerns the reader before it is to be heard."""
    return [
        case
        for case in cases.open_of(desk.tx, branch.id)
        if case.state == "hearing" or all(one.id != person.id for one in concerned(desk, case))
    ]


def moved_at(desk: Desk, case: Case) -> datetime:
    """Answer when something happened to a case last."""
    return cases.steps(desk.tx, case.id)[-1].at


def for_decider(desk: Desk, person: Person, number: int) -> Case:
    """Answer a case for who decides on it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    case = known(desk, number)
    if all(other.id != person.id for other in deciders(desk, case)):
        raise no_right(roles_for(case)[:1])
    return case


def for_concerned(desk: Desk, person: Person, number: int) -> Case:
    """Answer a case for those whom it concerns, while they may answer.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    case = known(desk, number)
    if case.state != "hearing" or all(other.id != person.id for other in concerned(desk, case)):
        raise stale_card()
    return case


def concerned(desk: Desk, case: Case) -> list[Person]:
    """Answer whom a case concerns: the person, for a branch its secretaries."""
    if case.person_id is not None:
        return [persons.get(desk.tx, case.person_id)]
    branch = orgs.get(desk.tx, case.branch_id)
    return [persons.get(desk.tx, int(one)) for one in people.holders(desk, branch).get("secretary", ())]


def hear(desk: Desk, actor: Person, number: int, rev: int) -> Case:
    """Let the person be heard: only now they learn of it, and have five working days to answer.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    case = for_decider(desk, actor, number)
    _need(case, rev, "proposed")
    due_on = desk.calendar().add_workdays(desk.today, WORKDAYS)
    case = _move(desk, case, actor, "hear", state="hearing", due_on=due_on, decided_by=actor.id)
    for person in concerned(desk, case):
        if person.telegram_id is None:
            continue
        speech = desk.speaks(person)
        keys = [Key(label=speech.plain(EXPLAIN), data=f"st:e:{case.id}")]
        if case.kind == "ladder":
            keys.append(Key(label=speech.plain(LEAVE), data=f"st:a:{case.id}"))
        keys.append(Key(label=speech.plain(OBJECT), data=f"st:o:{case.id}"))
        text = case_text.hearing(desk, case, speech)
        post(desk, PrivateLetter(to=person.telegram_id, text=text, keyboard=[keys], about=_branch(desk, case)))
    return case


def reply(desk: Desk, person: Person, number: int, verb: str, text: str) -> Case:
    """Take what the person says: an explanation, or an objection that somebody else then decides on.

    Raises:
        Refusal: ``STALE_CARD``, ``WORDS_NEEDED``.
    """
    case = for_concerned(desk, person, number)
    words = _words(text)
    case = _move(desk, case, person, verb, text=words, state="hearing")
    for other in deciders(desk, case):
        if other.telegram_id is not None:
            speech = desk.speaks(other)
            told = case_text.answered(desk, case, person, verb, words, speech)
            keys = [[Key(label=speech.plain(OPEN_LIST), data=f"st:v:{case.id}")]]
            post(
                desk,
                PrivateLetter(
                    to=other.telegram_id, text=told, keyboard=keys, lane=Lane.CARD, about=_branch(desk, case)
                ),
            )
    return case


def check_end(desk: Desk, actor: Person, number: int, *, rev: int, verb: str) -> Case:
    """Insist that somebody may end a case now: by a record once the person was heard, or by dropping it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``NOT_HEARD_YET``.
    """
    case = for_decider(desk, actor, number)
    if verb == "drop":
        _need(case, rev, "proposed", "hearing")
    else:
        _need(case, rev, "hearing")
        if not heard(desk, case):
            raise not_heard_yet(case.due_on)
    return case


def finish(desk: Desk, actor: Person, number: int, *, rev: int, verb: str, text: str) -> Case:
    """End a case: with the record of the talk or decision, or dropped for a reason. Who knows of it is told.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``NOT_HEARD_YET``, ``WORDS_NEEDED``.
    """
    case = check_end(desk, actor, number, rev=rev, verb=verb)
    words = _words(text)
    told = case.state == "hearing"
    case = _move(desk, case, actor, verb, text=words, state="closed" if verb == "record" else "dropped")
    if told:
        _tell_end(desk, case, verb, words, actor)
    return case


def drop_by_rule(desk: Desk, case: Case, reason: str) -> None:
    """Drop a case that the rules would not propose any more; who knew of it is told."""
    told = case.state == "hearing"
    case = _move(desk, case, None, "drop", text=reason, state="dropped")
    if told:
        _tell_end(desk, case, "drop", reason, None)


def _tell_end(desk: Desk, case: Case, verb: str, words: str, actor: Person | None) -> None:
    for person in concerned(desk, case):
        if person.telegram_id is not None:
            text = case_text.ended(desk, case, verb, words, actor, desk.speaks(person))
            post(desk, PrivateLetter(to=person.telegram_id, text=text, about=_branch(desk, case)))


def _branch(desk: Desk, case: Case) -> Org:
    return orgs.get(desk.tx, case.branch_id)


def _words(text: str) -> str:
    words = clean_text(text, NOTE_LIMIT)
    if not words:
        raise words_needed()
    return words


def _need(case: Case, rev: int, *states: str) -> None:
    if case.rev != rev or case.state not in states:
        raise stale_card()


def _move(
    desk: Desk, case: Case, actor: Person | None, verb: str, *, text: str | None = None, **changes: object
) -> Case:
    if not cases.change(desk.tx, case.id, from_rev=case.rev, **changes):
        raise stale_card()
    moved = known(desk, case.id)
    _note(desk, moved, actor, verb, text)
    return moved


def known(desk: Desk, number: int) -> Case:
    """Answer a case. Raises ``STALE_CARD`` where there is none."""
    case = cases.get(desk.tx, number)
    if case is None:
        raise stale_card()
    return case


def _note(desk: Desk, case: Case, actor: Person | None, verb: str, text: str | None = None) -> None:
    """Write a step, and into the audit log that nobody can change that it was."""
    who = actor.id if actor else None
    cases.add_step(desk.tx, case.id, verb=verb, level=case.level, person_id=who, text=text, now=desk.now)
    audit.add(desk.tx, now=desk.now, actor_id=who, action="case", what=f"case {case.id}", after=f"{verb} {case.level}")


def scores_as_facts(months: Sequence[tuple[str, Decimal]]) -> list[list[str]]:
    """Write months with scores as a case keeps them."""
    return [[month, f"{score:.2f}"] for month, score in months]
