"""A status board: red, yellow and green, each with its word, for who does not see colours apart."""

from dataclasses import dataclass
from typing import Literal

from bot.pictures.canvas import WIDTH, Box, Canvas
from bot.pictures.heading import MARGIN, draw_heading, heading_height
from bot.pictures.theme import Colour, Theme, ThemeName

Signal = Literal["green", "yellow", "red", ""]
MOST_ROWS = 30
ROW = 56
REASON = 30
MARK = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """A row.

    Attributes:
        name: What is judged: a branch, a task, a duty.
        signal: Its colour; empty where nothing can be said yet.
        word: The colour in words, two or three characters.
        reason: Why, below the name; empty for none.
    """

    name: str
    signal: Signal
    word: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a status board shows.

    Attributes:
        lang: Whose characters.
        theme: light or dark.
        title: Whose board.
        subtitle: Of what and as of when.
        notes: Lines below that: how many are red, yellow, green.
        rows: At most `MOST_ROWS`.
        empty: What is said where there are none.
        foot: What is said below.
    """

    lang: str
    theme: ThemeName
    title: str
    subtitle: str
    notes: tuple[str, ...] = ()
    rows: tuple[StatusLine, ...] = ()
    empty: str = ""
    foot: str = ""

    @property
    def caption(self) -> str:
        """What it is, in a line."""
        return f"{self.title} · {self.subtitle}"

    def drawn(self) -> Canvas:
        """Draw it."""
        rows = self.rows[:MOST_ROWS]
        body = sum(_height(row) for row in rows) if rows else ROW
        canvas = Canvas(
            WIDTH, heading_height(self.notes) + body + (56 if self.foot else 24), theme=self.theme, lang=self.lang
        )
        theme = canvas.theme
        top = draw_heading(canvas, self.title, self.subtitle, self.notes)
        if not rows:
            canvas.text(self.empty, Box(MARGIN, top, WIDTH - MARGIN, top + ROW), size=29, ink=theme.muted)
        for index, row in enumerate(rows):
            ground = theme.stripe if index % 2 == 0 else theme.page
            canvas.fill(Box(0, top, WIDTH, top + _height(row)), ground)
            draw_signal(canvas, Box(MARGIN, top + 9, MARGIN + MARK, top + ROW - 9), row.signal, row.word, ground)
            left = MARGIN + MARK + 20
            canvas.text(row.name, Box(left, top, WIDTH - MARGIN, top + ROW), size=31, ink=theme.ink, ground=ground)
            if row.reason:
                box = Box(left, top + ROW - 8, WIDTH - MARGIN, top + ROW + REASON - 8)
                canvas.text(row.reason, box, size=23, ink=theme.muted, ground=ground)
            top += _height(row)
        if self.foot:
            canvas.text(self.foot, Box(MARGIN, top + 14, WIDTH - MARGIN, top + 42), size=24, ink=theme.muted)
        return canvas


def _height(row: StatusLine) -> int:
    return ROW + (REASON if row.reason else 0)


def draw_signal(canvas: Canvas, box: Box, signal: Signal, word: str, ground: Colour) -> None:
    """Draw a colour with its word in a rounded mark."""
    theme = canvas.theme
    colour = colour_of(theme, signal)
    canvas.disc(box, colour, ground, radius=(box.bottom - box.top) // 2)
    inside = Box(box.left + 10, box.top, box.right - 10, box.bottom)
    canvas.text(word, inside, size=26, ink=theme.on_signal, ground=colour, align="middle")


def colour_of(theme: Theme, signal: Signal) -> Colour:
    """Answer the colour of a signal in a theme."""
    return {"green": theme.up, "yellow": theme.warning, "red": theme.down, "": theme.muted}[signal]
