"""Boards: the rows of a leaderboard, and which of them a group may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.points.number import round2
from bot.domain.points.ranking import normalize, rank, rank_delta
from bot.domain.points.scheme import PublicRows

GROUP_ROWS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One line of a board.

    Attributes:
        rank: Competition rank.
        code: Code or id of the subject; orders a tie, is no rank.
        name: As stored.
        points: Score as published.
        converted: Converted score, or ``None`` if the scheme has none.
        delta: Places moved up since the board before; ``None`` for a newcomer.
        openly: Whether a group was shown the place before. Where it was not, the arrow would tell it.
        per_head: A branch's points for each of its members; ``None`` for persons.
        linked: What of a branch's points came from its people by linkage; ``None`` for persons (L17).
    """

    rank: int
    code: str
    name: str
    points: Decimal
    converted: Decimal | None
    delta: int | None
    openly: bool = True
    linked: Decimal | None = None
    per_head: Decimal | None = None


def board(
    scores: Mapping[str, Decimal],
    names: Mapping[str, str],
    *,
    previous: Mapping[str, Decimal],
    full: Decimal | None = None,
) -> list[BoardRow]:
    """Lay out a board of one subject kind.

    Args:
        scores: Code to score (or total) of everybody in scope.
        names: Code to name.
        previous: Scores of the board before, for the arrows.
        full: Full marks of the converted column, or ``None`` for no such column.

    Returns:
        Rows, best first, ties by code.

    Source: domain 3.3, 3.10.
    """
    deltas = rank_delta(previous, scores)
    converted = normalize(scores, full) if full is not None else {}
    return [
        BoardRow(
            rank=place,
            code=code,
            name=names[code],
            points=round2(scores[code]),
            converted=converted.get(code),
            delta=deltas[code],
        )
        for code, place in rank(scores).items()
    ]


def rows_for_group(
    rows: Sequence[BoardRow], rule: PublicRows, *, base: Decimal | None, most: int = GROUP_ROWS, top: int = 3
) -> tuple[list[BoardRow], int]:
    """Choose what a group may see of a board: nobody is shown up.

    Args:
        rows: The whole board.
        rule: The scheme's ``public_rows``.
        base: The scheme's base; rows below it stay private under ``at_or_above_base``.
        most: Most rows under that rule.
        top: Last rank under ``top_n``; a tie there is shown whole.

    Returns:
        The rows to show and the number of others.

    Source: domain 2.3-8.
    """
    if rule == "all":
        shown = list(rows)
    elif rule == "top_n":
        shown = [row for row in rows if row.rank <= top]
    else:
        shown = [row for row in rows if base is None or row.points >= base][:most]
    return shown, len(rows) - len(shown)


def public_name(name: str, how: str) -> str:
    """Write a name as its bearer wants it on a group's boards: in full, or as initials (王**, W. L.).

    Args:
        name: As stored.
        how: ``initials``, or anything else for the whole name.
    """
    if how != "initials" or not name:
        return name
    words = name.split()
    if name[0].isascii() or len(words) > 1:
        return " ".join(f"{word[0]}." for word in words)
    return name[0] + "*" * max(1, len(name) - 1)


def gap_to_next(rows: Sequence[BoardRow], code: str) -> tuple[BoardRow, Decimal] | None:
    """Tell how many points are missing to draw level with the next better rank (L18).

    Returns:
        The nearest row above and the distance, or ``None`` for the best rank or an unknown code.
    """
    own = next((row for row in rows if row.code == code), None)
    if own is None:
        return None
    above = [row for row in rows if row.rank < own.rank]
    return (above[-1], above[-1].points - own.points) if above else None
