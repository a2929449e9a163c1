"""An entry in a round of awards, and the round itself: states, and who is chosen by which way (J3, J4, L14)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bot.domain.awards.contest import contest
from bot.domain.awards.quota import Candidate, select_quota
from bot.domain.awards.rules import AwardRound


class RoundState(StrEnum):
    """Where a round stands."""

    ENTRIES = "entries"
    JUDGING = "judging"
    PUBLICITY = "publicity"
    GRANTED = "granted"
    CANCELLED = "cancelled"


class EntryState(StrEnum):
    """Where an entry stands; `out` did not reach the next heat."""

    ENTERED = "entered"
    WITHDRAWN = "withdrawn"
    OUT = "out"
    CANDIDATE = "candidate"
    GRANTED = "granted"
    REVOKED = "revoked"


class Way(StrEnum):
    """How a kind of award finds its winners."""

    JUDGES = "judges"
    FIGURE = "figure"
    COMMITTEE = "committee"


def way(rules: AwardRound) -> Way:
    """Answer how winners are found: by judges' marks, by a figure, or by the committee with a reason."""
    if rules.criteria and not rules.stages:
        return Way.JUDGES
    return Way.FIGURE if rules.by or rules.stages else Way.COMMITTEE


class Choice(NamedTuple):
    """Who wins by the figures alone.

    Attributes:
        scores: Entry to its score, two decimals.
        selected: Entries chosen, the best first.
        tied: Entries with the same figures at the cut; people decide among them.
        seats: Places that the tie leaves open.
    """

    scores: Mapping[int, Decimal]
    selected: Sequence[int]
    tied: Sequence[int]
    seats: int


def choose_by_marks(rules: AwardRound, marks: Mapping[int, Mapping[int, Sequence[Decimal]]], places: int) -> Choice:
    """Choose by judges' marks: weighted trimmed means, ties broken by the criteria in their order.

    Args:
        rules: With the weights of the criteria.
        marks: Entry to number of the criterion to the judges' marks.
        places: How many win.

    Source: domain 3.26 `contest`.
    """
    weights = {f"{number:02}": weight for number, (_, weight) in enumerate(rules.criteria)}
    entries = {
        str(entry): {f"{number:02}": list(found) for number, found in by_criterion.items()}
        for entry, by_criterion in marks.items()
    }
    result = contest(entries, weights, places)
    scores = {int(entry): score for entry, score in result.scores.items()}
    chosen = result.selection
    return Choice(
        scores, [int(one) for one in chosen.selected], [int(one) for one in chosen.unresolved], chosen.open_seats
    )


def choose_by_figure(figures: Mapping[int, Decimal], places: int) -> Choice:
    """Choose the highest figures.

    Source: domain 3.12 `select_quota`.
    """
    candidates = [Candidate(id=f"{entry:012}", keys=(figure,)) for entry, figure in figures.items()]
    chosen = select_quota(candidates, places)
    selected, tied = [int(one) for one in chosen.selected], [int(one) for one in chosen.unresolved]
    return Choice(figures, selected, tied, chosen.open_seats)
