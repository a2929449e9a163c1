"""Pairing of departments with villages, and the four ones of members in their community (J6, J8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RULES = {"law_order": "disorderly", "economic": "poor", "party_mass": "weak"}
FOUR_ONES = ("post", "pair", "activity", "suggestion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Pairs by code of the department, and who found no partner."""

    pairs: list[tuple[str, str]]
    unpaired_depts: list[str]
    unpaired_villages: list[str]


def pair(
    depts: Sequence[tuple[str, str]], villages: Sequence[tuple[str, str]], rules: Mapping[str, str] = RULES
) -> Pairing:
    """Pair each department with the first free village of the kind it is for.

    Args:
        depts: Code and kind.
        villages: Code and kind.
        rules: Kind of department to kind of village.

    Source: domain 3.27.
    """
    free = sorted(villages)
    pairs: list[tuple[str, str]] = []
    alone: list[str] = []
    for dept, kind in sorted(depts):
        match = next((village for village in free if village[1] == rules.get(kind)), None)
        if match is None:
            alone.append(dept)
        else:
            free.remove(match)
            pairs.append((dept, match[0]))
    return Pairing(pairs=pairs, unpaired_depts=alone, unpaired_villages=[code for code, _ in free])


@dataclass(frozen=True, slots=True, kw_only=True)
class FourOnes:
    """How many of the four ones a member has done in the year."""

    completed: int
    full: bool
    missing: list[str]


def four_ones(done: Mapping[str, int]) -> FourOnes:
    """Check the four ones: each at least once in the year.

    Args:
        done: post, pair, activity, suggestion to how often.

    Source: domain 3.27.
    """
    missing = [one for one in FOUR_ONES if done.get(one, 0) < 1]
    return FourOnes(completed=len(FOUR_ONES) - len(missing), full=not missing, missing=missing)
