"""The leaderboard: places, names, points and arrows, as a group or one person may see them."""

from dataclasses import dataclass
from typing import Literal

from bot.pictures.canvas import WIDTH, Box, Canvas
from bot.pictures.heading import MARGIN, draw_heading, heading_height
from bot.pictures.theme import Colour, ThemeName

MOST_ROWS = 30
"""More would be too small on a phone; the text beside the picture has them all."""
ROW = 50
REMARK = 28
"""What a remark adds to its row."""
HEADS = 40
FOOT = 28
_PLACE, _GAP, _COLUMN, _ARROW = 68, 14, 152, 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row.

    Attributes:
        place: As written: 1, 2, 2, 4.
        name: Whose.
        points: As written, with two decimals.
        converted: Likewise; empty where the scheme has none.
        arrow: ↑2, ↓1, –, or nothing.
        medal: gold, silver, bronze, or nothing.
        remark: What stands below the name.
        own: Whether it is the reader's.
    """

    place: str
    name: str
    points: str
    converted: str = ""
    arrow: str = ""
    medal: Literal["", "gold", "silver", "bronze"] = ""
    remark: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaderboard:
    """What a leaderboard shows; every text is in the reader's language already.

    Attributes:
        lang: Whose characters: zh_Hans, zh_Hant, en.
        theme: light or dark.
        title: Whose board.
        subtitle: Of whom and of when.
        notes: Lines below that: how many are in scope, their average.
        heads: Over the name, the points and the converted score.
        rows: At most `MOST_ROWS`.
        empty: What is said where there are none.
        foot: What is said below: how many others.
    """

    lang: str
    theme: ThemeName
    title: str
    subtitle: str
    notes: tuple[str, ...] = ()
    heads: tuple[str, str, str] = ("", "", "")
    rows: tuple[Line, ...] = ()
    empty: str = ""
    foot: str = ""

    @property
    def caption(self) -> str:
        """What it is, in a line."""
        return f"{self.title} · {self.subtitle}"

    def drawn(self) -> Canvas:
        """Draw it."""
        return _draw(self)


def _draw(facts: Leaderboard) -> Canvas:
    rows = facts.rows[:MOST_ROWS]
    body = sum(_height(row) for row in rows) + HEADS if rows else ROW
    foot = FOOT + 2 * 16 if facts.foot else 20
    height = heading_height(facts.notes) + body + foot
    canvas = Canvas(WIDTH, height, theme=facts.theme, lang=facts.lang)
    theme = canvas.theme
    top = draw_heading(canvas, facts.title, facts.subtitle, facts.notes)
    if not rows:
        line = Box(MARGIN, top, WIDTH - MARGIN, top + ROW)
        canvas.text(facts.empty, line, size=29, ink=theme.muted)
        top += ROW
    else:
        top = _table(canvas, facts, top)
    if facts.foot:
        canvas.text(facts.foot, Box(MARGIN, top + 16, WIDTH - MARGIN, top + 16 + FOOT), size=24, ink=theme.muted)
    return canvas


def _height(row: Line) -> int:
    return ROW + (REMARK if row.remark else 0)


def _table(canvas: Canvas, facts: Leaderboard, top: int) -> int:
    theme, converted = canvas.theme, any(row.converted for row in facts.rows)
    right = WIDTH - MARGIN
    second = (right - _COLUMN, right) if converted else (right, right)
    first = (second[0] - _COLUMN - (_GAP if converted else 0), second[0] - (_GAP if converted else 0))
    arrows = any(row.arrow for row in facts.rows)
    moved = (first[0] - (_ARROW + _GAP if arrows else 0), first[0] - _GAP)
    named = (MARGIN + _PLACE, (moved[0] if arrows else first[0]) - _GAP)
    heads = ((facts.heads[0], named, "left"), (facts.heads[1], first, "right"), (facts.heads[2], second, "right"))
    for text, (left, end), align in heads:
        if text and end > left:
            box = Box(left, top, end, top + HEADS)
            canvas.text(text, box, size=23, ink=theme.muted, align="left" if align == "left" else "right")
    top += HEADS
    for index, row in enumerate(facts.rows[:MOST_ROWS]):
        height = _height(row)
        ground = theme.own if row.own else theme.stripe if index % 2 == 0 else theme.page
        canvas.fill(Box(0, top, WIDTH, top + height), ground)
        bottom = top + ROW
        _place(canvas, row, top, ground)
        canvas.text(row.name, Box(named[0], top, named[1], bottom), size=32, ink=theme.ink, ground=ground)
        if row.remark:
            below = Box(named[0], bottom - 6, right, bottom + REMARK - 6)
            canvas.text(row.remark, below, size=21, ink=theme.muted, ground=ground)
        if row.arrow:
            ink = theme.up if row.arrow[0] == "↑" else theme.down if row.arrow[0] == "↓" else theme.muted
            canvas.text(row.arrow, Box(moved[0], top, moved[1], bottom), size=27, ink=ink, ground=ground, align="right")
        ink = theme.down if row.points.startswith(("-", "\N{MINUS SIGN}")) else theme.ink
        canvas.text(row.points, Box(first[0], top, first[1], bottom), size=32, ink=ink, ground=ground, align="right")
        if row.converted:
            box = Box(second[0], top, second[1], bottom)
            canvas.text(row.converted, box, size=32, ink=theme.ink, ground=ground, align="right")
        top += height
    return top


def _place(canvas: Canvas, row: Line, top: int, ground: Colour) -> None:
    theme = canvas.theme
    if not row.medal:
        box = Box(MARGIN - 8, top, MARGIN + _PLACE - 20, top + ROW)
        canvas.text(row.place, box, size=29, ink=theme.muted, ground=ground, align="middle")
        return
    medal = {"gold": theme.gold, "silver": theme.silver, "bronze": theme.bronze}[row.medal]
    across = 40
    left, above = MARGIN + (_PLACE - 28 - across) // 2, top + (ROW - across) // 2
    box = Box(left, above, left + across, above + across)
    canvas.disc(box, medal, ground)
    inside = Box(left + 4, above, left + across - 4, above + across)
    canvas.text(row.place, inside, size=27, ink=theme.on_medal, ground=medal, align="middle")
