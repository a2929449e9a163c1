"""The summary of a month or a year: of everybody in scope how many entries, gains, losses, score and place."""

from collections.abc import Iterator
from typing import Any

from bot.domain.points.number import ZERO
from bot.services import board
from bot.services.board import Span
from bot.services.desk import Desk
from storage import turnover
from storage.orgs import Org

COLUMNS = ("branch", "period", "kind", "rank", "name", "code", "entries", "plus", "minus", "points", "score")


def rows(desk: Desk, branch: Org, span: Span) -> Iterator[dict[str, Any]]:
    """Answer a row for everybody who stands on a board of persons of the branch, best first.

    ``plus`` and ``minus`` are the sums of gains and of losses, ``points`` is both together; ``score`` is what the
    board shows: the same, or with a base and a floor, or the average of the months.
    """
    for kind in board.kinds(desk, branch):
        if kind == "branch":
            continue
        standing = board.standing(desk, branch, kind, span.start, span.end, before=span.before)
        turned = turnover.of_kind(desk.tx, branch.id, kind, span.start, span.end)
        for row in standing.rows:
            found = turned.get(standing.ids[row.code])
            plus, minus = (found.plus, found.minus) if found is not None else (ZERO, ZERO)
            yield {
                "branch": branch.code,
                "period": span.key,
                "kind": kind,
                "rank": row.rank,
                "name": row.name,
                "code": row.code,
                "entries": found.entries if found is not None else 0,
                "plus": plus,
                "minus": minus,
                "points": plus + minus,
                "score": row.points,
            }
