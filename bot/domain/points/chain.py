"""Review chains: which persons can decide on which level."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.refusals import no_reviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a resolved chain: the role it asks for and the persons who may decide there."""

    role: str
    persons: tuple[str, ...]


def resolve_chain(
    chain: Sequence[str],
    holders: Mapping[str, Sequence[str]],
    fallback: Sequence[str],
    *,
    excluded: Collection[str] = (),
) -> tuple[Level, ...]:
    """Find persons for every level, so that no person is needed on two levels.

    A level whose role has nobody left is given to the next fallback role that has; a chain never gets shorter.

    Args:
        chain: Roles, in order (of the levels still to be decided).
        holders: Role to the persons who hold it for the branch.
        fallback: Roles that step in, in order.
        excluded: Claimant, submitter, and whoever decided on an earlier level.

    Returns:
        One level per role of ``chain``. A level lists everybody eligible; that the levels can be decided by
        distinct persons is certain.

    Raises:
        Refusal: ``NO_REVIEWER``.

    Source: domain 3.31, 2.2-5, 2.3-6.
    """
    levels: list[Level] = []
    for role in chain:
        for candidate in (role, *fallback):
            persons = tuple(p for p in dict.fromkeys(holders.get(candidate, ())) if p not in excluded)
            level = Level(role=candidate, persons=persons)
            if _distinct([*levels, level]):
                levels.append(level)
                break
        else:
            raise no_reviewer(tuple(dict.fromkeys((role, *fallback))))
    return tuple(levels)


def _distinct(levels: Sequence[Level]) -> bool:
    """Tell whether each level can have a person of its own (augmenting paths; a chain has a few levels)."""
    taken: dict[str, int] = {}

    def place(index: int, seen: set[str]) -> bool:
        for person in levels[index].persons:
            if person not in seen:
                seen.add(person)
                if person not in taken or place(taken[person], seen):
                    taken[person] = index
                    return True
        return False

    return all(place(index, set()) for index in range(len(levels)))
