"""Review chains: which persons can decide on which level, by themselves or for somebody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.refusals import no_reviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a resolved chain: the role it asks for and the persons who may decide there.

    Attributes:
        role: The role.
        persons: All who may decide.
        delegates: Who of them decides in whose place, because that one asked for it.
        deputies: Who of them stepped in because the level's time is over, with the role by which they may.
    """

    role: str
    persons: tuple[str, ...]
    delegates: Mapping[str, str] = field(default_factory=dict)
    deputies: Mapping[str, str] = field(default_factory=dict)

    @property
    def holders(self) -> tuple[str, ...]:
        """Those who hold the level's role themselves."""
        return tuple(p for p in self.persons if p not in self.delegates and p not in self.deputies)

    def role_of(self, person: str) -> str:
        """Answer by which role a person decides here."""
        return self.deputies.get(person, self.role)


def resolve_chain(
    chain: Sequence[str],
    holders: Mapping[str, Sequence[str]],
    fallback: Sequence[str],
    *,
    excluded: Collection[str] = (),
    delegates: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Level, ...]:
    """Find persons for every level, so that no person is needed on two levels.

    A level whose role has nobody left is given to the next fallback role that has; a chain never gets shorter.

    Args:
        chain: Roles, in order (of the levels still to be decided).
        holders: Role to the persons who hold it for the branch.
        fallback: Roles that step in, in order.
        excluded: Claimant, submitter, and whoever decided on an earlier level, or let decide there.
        delegates: Person to those who may decide in that person's place. Nobody decides for somebody who is
            excluded: an own claim is not approved by proxy either.

    Returns:
        One level per role of ``chain``. A level lists everybody eligible; that the levels can be decided by
        distinct persons, without any delegate, is certain.

    Raises:
        Refusal: ``NO_REVIEWER``.

    Source: domain 3.31, 2.2-5, 2.3-6.
    """
    levels: list[Level] = []
    for role in chain:
        for candidate in (role, *fallback):
            persons = _able(holders.get(candidate, ()), excluded)
            level = Level(role=candidate, persons=persons)
            if _distinct([*levels, level]):
                levels.append(_with_delegates(level, delegates or {}, excluded))
                break
        else:
            raise no_reviewer(tuple(dict.fromkeys((role, *fallback))))
    return tuple(levels)


def with_deputies(
    levels: Sequence[Level],
    holders: Mapping[str, Sequence[str]],
    fallback: Sequence[str],
    *,
    excluded: Collection[str] = (),
) -> tuple[Level, ...]:
    """Let the next fallback role that has somebody step in beside those whose time is over.

    Whoever is needed on a later level does not: the chain must not end for want of persons.

    Args:
        levels: As ``resolve_chain`` answers them; the first is the one that is late.
        holders: Role to the persons who hold it for the branch.
        fallback: Roles that step in, in order.
        excluded: As in ``resolve_chain``.
    """
    late, *later = levels
    for role in fallback:
        able = tuple(
            person
            for person in _able(holders.get(role, ()), {*excluded, *late.persons})
            if _distinct([replace(level, persons=_able(level.holders, {person})) for level in later])
        )
        if able:
            deputies = dict.fromkeys(able, role)
            return (replace(late, persons=(*late.persons, *able), deputies=deputies), *later)
    return tuple(levels)


def _able(persons: Sequence[str], excluded: Collection[str]) -> tuple[str, ...]:
    return tuple(person for person in dict.fromkeys(persons) if person not in excluded)


def _with_delegates(level: Level, delegates: Mapping[str, Sequence[str]], excluded: Collection[str]) -> Level:
    stand_in: dict[str, str] = {}
    for person in level.persons:
        for other in _able(delegates.get(person, ()), {*excluded, *level.persons}):
            stand_in.setdefault(other, person)
    return replace(level, persons=(*level.persons, *stand_in), delegates=stand_in) if stand_in else level


def _distinct(levels: Sequence[Level]) -> bool:
    """Tell whether each level can have a person of its own (augmenting paths; a chain has a few levels)."""
    taken: dict[str, int] = {}

    def place(index: int, seen: set[str]) -> bool:
        for person in levels[index].holders:
            if person not in seen:
                seen.add(person)
                if person not in taken or place(taken[person], seen):
                    taken[person] = index
                    return True
        return False

    return all(place(index, set()) for index in range(len(levels)))
