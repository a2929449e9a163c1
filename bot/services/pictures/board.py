"""The leaderboard as a picture: the rows of the text beside it, no others."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.points.board import BoardRow
from bot.i18n import N_, Language, points_text
from bot.pictures.leaderboard import MOST_ROWS, Leaderboard, Line
from bot.services import board
from bot.services.board import Span, Standing
from bot.services.desk import Desk
from bot.services.pictures import theme_of
from storage.orgs import Org

SUBTITLE = N_("{kind} · {span}")
SCOPE = N_("In scope: {count} · with points: {scored} · average: {average}")
EXEMPT = N_("Exempt and not ranked: {count}")
NAME = N_("Name")
RAW = N_("Raw points")
POINTS = N_("Points")
CONVERTED = N_("Converted")


def for_group(
    desk: Desk, branch: Org, *, kind: str, span: Span, standing: Standing, speech: Language
) -> Leaderboard | None:
    """Answer what a group may see of a board; None where that is nothing, or the branch wants no pictures."""
    shown, others = board.group_rows(desk, branch, standing.rows)
    rows = [row if row.openly else replace(row, delta=None) for row in shown]
    others += len(rows[MOST_ROWS:])
    return _picture(
        branch, kind=kind, span=span, standing=standing, speech=speech, rows=rows[:MOST_ROWS], others=others
    )


def for_reader(
    branch: Org, *, kind: str, span: Span, standing: Standing, speech: Language, rows: Sequence[BoardRow], own: str
) -> Leaderboard | None:
    """Answer a page of the whole board, with the reader's own row marked; None as above."""
    others = len(standing.rows) - len(rows)
    return _picture(branch, kind=kind, span=span, standing=standing, speech=speech, rows=rows, others=others, own=own)


def notes(standing: Standing, speech: Language) -> list[str]:
    """Say what a board is about as a whole, as plain text."""
    lines = []
    if standing.average is not None:
        facts = {"count": len(standing.rows), "scored": standing.on_board, "average": standing.average}
        lines.append(speech.plain(SCOPE, **facts))
    if standing.exempt:
        lines.append(speech.plain(EXEMPT, count=standing.exempt))
    return lines


def _picture(
    branch: Org,
    *,
    kind: str,
    span: Span,
    standing: Standing,
    speech: Language,
    rows: Sequence[BoardRow],
    others: int,
    own: str = "",
) -> Leaderboard | None:
    theme = theme_of(branch)
    if theme is None or not rows:
        return None
    converted = any(row.converted is not None for row in rows)
    return Leaderboard(
        lang=speech.code,
        theme=theme,
        title=branch.name,
        subtitle=speech.plain(SUBTITLE, kind=speech.word(board.KINDS[kind]), span=board.span_text(span, speech)),
        notes=tuple(notes(standing, speech)),
        heads=(speech.word(NAME), speech.word(RAW if converted else POINTS), speech.word(CONVERTED)),
        rows=tuple(_line(row, speech, own=own) for row in rows),
        empty=speech.plain(board.NOBODY),
        foot=str(speech.count(board.OTHERS, others)) if others else "",
    )


def _line(row: BoardRow, speech: Language, *, own: str) -> Line:
    medals = ("", "gold", "silver", "bronze")
    return Line(
        place=str(row.rank),
        name=row.name,
        points=points_text(row.points),
        converted=f"{row.converted:.2f}" if row.converted is not None else "",
        arrow=board.arrow_text(row.delta),
        medal=medals[row.rank] if row.points > 0 and row.rank < len(medals) else "",  # type: ignore[arg-type]  # one of them
        remark=" · ".join(board.remarks(row, speech)),
        own=bool(own) and row.code == own,
    )
