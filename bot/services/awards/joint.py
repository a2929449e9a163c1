"""Joint work: pairs, groups, camps, joint committees, projects, instructors - whom it concerns, what it is called.

A mismatch of a pair is said, never forbidden (J8). The sides say themselves that they agree; a project needs the
committee's word as well, from somebody who did not propose it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.awards.joint import JointKind, JointState, fits, split
from bot.domain.points.number import ZERO
from bot.domain.refusals import no_right, stale_card, unknown_branch
from bot.i18n import N_, Html, Language
from bot.schemes.loader import load_preset
from bot.services import committee, people, words
from bot.services.desk import Desk
from storage import joint_works, orgs, persons, rosters
from storage.joint_works import Act, Member, Work
from storage.orgs import Org
from storage.persons import Person

RULES = "jiangjin"
"""The preset whose rules of pairing and groups count."""
KINDS = {
    JointKind.PAIR: N_("pair"),
    JointKind.GROUP: N_("collaboration group"),
    JointKind.CAMP: N_("special branch camp"),
    JointKind.COMMITTEE: N_("joint committee"),
    JointKind.PROJECT: N_("innovation project"),
    JointKind.INSTRUCTOR: N_("instructor of a branch"),
}
STATES: dict[str, str] = {
    JointState.PROPOSED: N_("proposed"),
    JointState.ACTIVE: N_("under way"),
    JointState.ENDED: N_("ended"),
    JointState.DROPPED: N_("dropped"),
}
ASKED = N_("🤝 {name} ({kind}) is proposed by {by}. Does your side agree?")
APPROVE = N_("🎯 All owners agree to the project {name}. It waits for the committee's word.")
BEGUN = N_("🤝 {name} ({kind}) is under way. Please record what is done together: {command}")
ENDED = N_("🤝 {name} ({kind}) has ended. {record}")
DROPPED = N_("🤝 {name} ({kind}) does not come about.")
AGREE, DECLINE, OPEN = N_("✅ Agree"), N_("✖️ Decline"), N_("📋 Open")
COMMANDS = {
    JointKind.PAIR: "/pair",
    JointKind.GROUP: "/groups",
    JointKind.CAMP: "/camp",
    JointKind.COMMITTEE: "/camp",
    JointKind.PROJECT: "/project",
    JointKind.INSTRUCTOR: "/instructor",
}


class Joint(NamedTuple):
    """Joint work with its owner, its sides and its activities."""

    row: Work
    owner: Org
    members: Sequence[Member]
    acts: Sequence[Act]


class Side(NamedTuple):
    """A side as it is proposed."""

    org_id: int | None = None
    person_id: int | None = None
    part: str = ""
    share: Decimal | None = None


def look(desk: Desk, row: Work) -> Joint:
    """Gather what belongs to joint work."""
    owner, found = orgs.get(desk.tx, row.committee_id), joint_works.members(desk.tx, row.id)
    return Joint(row, owner, found, joint_works.acts(desk.tx, row.id))


def known(desk: Desk, person: Person, number: int) -> Joint:
    """Answer joint work for those it concerns: its sides, and who conducts the committee's proceedings.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    row = joint_works.get(desk.tx, number)
    if row is None:
        raise stale_card()
    found = look(desk, row)
    if not reads(desk, person, found):
        raise no_right((*committee.OFFICE, *committee.CONDUCTS))
    return found


def reads(desk: Desk, person: Person, found: Joint) -> bool:
    """Tell whether joint work concerns somebody."""
    return bool(sides_of(desk, person, found)) or committee.conducts(desk, person, found.owner)


def concerning(desk: Desk, person: Person, kinds: Sequence[str], *, over: bool = False) -> list[Joint]:
    """Answer the joint work that concerns somebody, of some kinds; with `over` what has ended, the newest first."""
    rows = [row for row in joint_works.every(desk.tx) if row.state == JointState.ENDED][::-1] if over else (
        joint_works.standing(desk.tx)
    )  # fmt: skip
    found = (look(desk, row) for row in rows if row.kind in kinds)
    return [one for one in found if reads(desk, person, one)]


def answers_for(desk: Desk, person: Person, side: Member) -> bool:
    """Tell whether somebody speaks for a side: the person, or the office of the organisation."""
    if side.org_id is None:
        return side.person_id == person.id
    return bool(people.roles_in(desk, person, orgs.get(desk.tx, side.org_id)) & set(committee.OFFICE))


def sides_of(desk: Desk, person: Person, found: Joint) -> list[Member]:
    """Answer the sides that somebody speaks for."""
    return [side for side in found.members if answers_for(desk, person, side)]


def side_name(desk: Desk, side: Member) -> str:
    """Answer what a side is called."""
    if side.org_id is not None:
        return orgs.get(desk.tx, side.org_id).name
    return persons.get(desk.tx, side.person_id or 0).name


def name(desk: Desk, found: Joint) -> str:
    """Answer what joint work is called: its title, its temporary organisation, or its sides."""
    if found.row.title:
        return found.row.title
    if found.row.org_id is not None:
        return orgs.get(desk.tx, found.row.org_id).name
    return " ↔ ".join(side_name(desk, side) for side in found.members)


def voices(desk: Desk, side: Member) -> list[Person]:
    """Answer who speaks for a side."""
    if side.org_id is None:
        return [persons.get(desk.tx, side.person_id or 0)]
    return committee.secretaries(desk, orgs.get(desk.tx, side.org_id))


def conductors(desk: Desk, owner: Org) -> list[Person]:
    """Answer who conducts a committee's proceedings."""
    held = people.holders(desk, owner)
    able = held.get(committee.CONDUCTS[0]) or held.get("admin", ())
    return [persons.get(desk.tx, int(one)) for one in able]


# ---- who and what is meant --------------------------------------------------------------------------------------
def owner_for(desk: Desk, person: Person, home: Org) -> Org:
    """Answer whose matter it is what somebody proposes: the committee conducted, else the one above the own branch.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    for org in people.ancestors(desk, home)[::-1]:
        if committee.conducts(desk, person, org):
            return org
    if home.parent_id is not None and people.roles_in(desk, person, home) & set(committee.OFFICE):
        return orgs.get(desk.tx, home.parent_id)
    raise no_right((*committee.OFFICE, *committee.CONDUCTS))


def side(desk: Desk, owner: Org, word: str) -> Side:
    """Answer who a word names: a branch of the committee, else somebody in one.

    Raises:
        Refusal: ``UNKNOWN_BRANCH``, ``SEVERAL_PERSONS``.
    """
    branches = committee.under(desk, owner)
    unit = next((one for one in branches if word.upper() == one.code or word == one.name), None)
    if unit is not None:
        return Side(org_id=unit.id)
    person = someone(desk, branches, word)
    if person is None:
        raise unknown_branch(word, [one.code for one in branches][:3])
    return Side(person_id=person.id)


def someone(desk: Desk, branches: Sequence[Org], word: str) -> Person | None:
    """Answer the one member of some branches who is called so, None for nobody. Raises ``SEVERAL_PERSONS``."""
    called = [one for one in branches if any(word in {p.name, p.code} for p in rosters.roster(desk.tx, one.id))]
    return people.find_member(desk, called[0], word) if called else None


# ---- kinds of a pair's sides ----------------------------------------------------------------------------------------
def parts() -> Iterator[tuple[str, dict[str, str]]]:
    """Answer the kinds of sides that the rulebook pairs, by code, each with its names: both sides of every rule."""
    awards = load_preset(RULES).awards
    for at, (one, other) in enumerate(awards.pairing if awards is not None else ()):
        yield f"a{at}", dict(one)
        yield f"b{at}", dict(other)


def part_name(part: str, speech: Language) -> str:
    """Answer what a kind of a pair's side is called."""
    return words.named(dict(parts())[part], speech)


def mismatch(found: Joint) -> bool:
    """Tell whether a pair whose kinds are known is none that the rules put together."""
    named = [one.part for one in found.members if one.part]
    return found.row.kind == JointKind.PAIR and len(named) == 2 and not fits(*named)


def elsewhere(desk: Desk, found: Joint) -> list[Joint]:
    """Answer the other active pairs of a pair's sides: the rule is one to one."""
    if found.row.kind != JointKind.PAIR:
        return []
    own = {(one.org_id, one.person_id) for one in found.members}
    others = [
        look(desk, row)
        for row in joint_works.standing(desk.tx)
        if row.kind == JointKind.PAIR and row.id != found.row.id and row.state == JointState.ACTIVE
    ]
    return [one for one in others if own & {(side.org_id, side.person_id) for side in one.members}]


def given(found: Joint) -> list[Decimal]:
    """Answer what each owner of a project gets of its points, in their order; the sum is the whole."""
    return split(found.row.points or ZERO, [one.share or ZERO for one in found.members])


# ---- telling ----------------------------------------------------------------------------------------------------
def tell_begun(desk: Desk, found: Joint) -> None:
    """Tell every side that it is under way."""
    command = COMMANDS[JointKind(found.row.kind)]
    tell(desk, all_voices(desk, found), found, BEGUN, keys=((OPEN, f"jw:p:{found.row.id}"),), command=command)


def all_voices(desk: Desk, found: Joint) -> list[Person]:
    """Answer who speaks for any of the sides."""
    return [person for one in found.members for person in voices(desk, one)]


def tell(
    desk: Desk,
    hearers: Sequence[Person],
    found: Joint,
    sentence: str,
    *,
    keys: Sequence[tuple[str, str]] = (),
    **facts: object,
) -> None:
    """Tell people privately of joint work, by its name and kind and what else the sentence holds."""
    called = name(desk, found)

    def text(speech: Language) -> Html:
        return speech.say(sentence, name=called, kind=speech.word(KINDS[JointKind(found.row.kind)]), **facts)

    committee.tell(desk, hearers, found.owner, text, keys=keys)


def note(desk: Desk, person: Person, number: int, what: str) -> None:
    """Write a step into the audit log."""
    committee.note(desk, person, "joint", f"joint work {number}", what)
