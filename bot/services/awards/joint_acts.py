"""Activities of joint work: one side records, another confirms; what waits, who has not met in the half-year (J2)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bot.domain.awards.joint import JointState, half_year_start
from bot.domain.awards.joint_refusals import joint_is, second_person_needed
from bot.domain.points.day import parse_day
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import bad_date, stale_card, words_needed
from bot.i18n import N_, Html, Language
from bot.services import committee
from bot.services.awards import joint
from bot.services.awards.joint import Joint
from bot.services.desk import Desk
from storage import joint_works, persons
from storage.joint_works import Act
from storage.orgs import Org
from storage.persons import Person

RECORDED = N_("🤝 {name}, {day}: {words}\nRecorded by {by}. Is it right? It counts once another side has confirmed it.")
DISPUTED = N_("🤝 {name}, {day}: another side says that this is not right: {words}\nPlease talk to each other.")
RIGHT, WRONG = N_("✅ It is right"), N_("✋ It is not")


class Waits(NamedTuple):
    """One thing that waits: for whom, since which day."""

    people: frozenset[int]
    since: date


def record(desk: Desk, person: Person, number: int, text: str) -> Joint:
    """Record what was done on a day; the other sides are asked.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``JOINT_IS``, ``BAD_DATE``, ``FUTURE_DATE``, ``WORDS_NEEDED``.
    """
    found = joint.known(desk, person, number)
    if found.row.state != JointState.ACTIVE:
        raise joint_is(found.row.state)
    first, _, rest = text.strip().partition(" ")
    day = parse_day(first, desk.today)
    if day is None:
        raise bad_date(first)
    said = clean_text(rest, REASON_LIMIT)
    if not said:
        raise words_needed()
    act_id = joint_works.add_act(desk.tx, number, done_on=day, words=said, entered_by=person.id, entered_on=desk.today)
    joint.note(desk, person, number, f"activity {act_id}")
    act = _act(desk, act_id)
    keys = ((RIGHT, f"jw:c:{act_id}"), (WRONG, f"jw:x:{act_id}"))

    def asked(speech: Language) -> Html:
        return speech.say(RECORDED, name=joint.name(desk, found), day=day, words=said, by=person.name)

    committee.tell(desk, deciders(desk, found, act), found.owner, asked, keys=keys)
    return joint.known(desk, person, number)


def _act(desk: Desk, act_id: int) -> Act:
    act = joint_works.act(desk.tx, act_id)
    if act is None:
        raise stale_card()
    return act


def deciders(desk: Desk, found: Joint, act: Act) -> list[Person]:
    """Answer who may confirm an activity: the other sides, else who conducts the committee's proceedings."""
    entered = persons.get(desk.tx, act.entered_by)
    others = [one for one in found.members if not joint.answers_for(desk, entered, one)]
    able = [person for one in others for person in joint.voices(desk, one)] or joint.conductors(desk, found.owner)
    return [one for one in able if one.id != act.entered_by]


def answer(desk: Desk, person: Person, act_id: int, *, right: bool) -> Joint:
    """Confirm or dispute what another side recorded.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``SECOND_PERSON_NEEDED`` for the side that recorded it.
    """
    act = _act(desk, act_id)
    found = joint.known(desk, person, act.work_id)
    entered = persons.get(desk.tx, act.entered_by)
    others = [one for one in found.members if not joint.answers_for(desk, entered, one)]
    speaks = any(joint.answers_for(desk, person, one) for one in others)
    if person.id == act.entered_by or not (speaks or committee.conducts(desk, person, found.owner)):
        raise second_person_needed()
    state = "confirmed" if right else "disputed"
    if not joint_works.answer_act(desk.tx, act_id, state, by=person.id, on=desk.today):
        raise stale_card()
    joint.note(desk, person, act.work_id, f"activity {act_id} {state}")
    if not right:

        def told(speech: Language) -> Html:
            return speech.say(DISPUTED, name=joint.name(desk, found), day=act.done_on, words=act.words)

        committee.tell(desk, [entered], found.owner, told)
    return joint.known(desk, person, act.work_id)


# ---- what waits -------------------------------------------------------------------------------------------------
def branches_waiting(desk: Desk) -> set[int]:
    """Answer the ids of the branches in which something of joint work may wait."""
    return joint_works.orgs_standing(desk.tx)


def waiting(desk: Desk, branch: Org) -> Iterator[Waits]:
    """Answer what of joint work waits for a branch's office: to agree, to confirm an activity."""
    for row in joint_works.standing_of(desk.tx, branch.id):
        found = joint.look(desk, row)
        mine = next((one for one in found.members if one.org_id == branch.id), None)
        if mine is None:
            continue
        office = frozenset(person.id for person in joint.voices(desk, mine))
        if row.state == JointState.PROPOSED and mine.agreed_by is None:
            yield Waits(office, row.opened_on)
        for act in found.acts:
            able = office & {person.id for person in deciders(desk, found, act)}
            if act.state == "recorded" and able:
                yield Waits(able, act.entered_on)


def half_year(desk: Desk, branch: Org) -> list[tuple[Joint, date | None]]:
    """Answer the active joint work of a branch with the last confirmed activity of this half-year, None for none."""
    found = [joint.look(desk, row) for row in joint_works.active_of(desk.tx, branch.id)]
    begin = half_year_start(desk.today)
    return [(one, max((act.done_on for act in one.acts if _counts(act, begin)), default=None)) for one in found]


def _counts(act: Act, begin: date) -> bool:
    return act.state == "confirmed" and act.done_on >= begin
