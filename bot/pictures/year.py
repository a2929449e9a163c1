"""Somebody's year: a square a day for what was done, a bar a month for how it went."""

from dataclasses import dataclass

from bot.pictures.canvas import WIDTH, Box, Canvas
from bot.pictures.heading import MARGIN, draw_heading, heading_height
from bot.pictures.theme import Colour, Theme, ThemeName

DAYS = 31
LABEL = 88
CELL, GAP = 20, 2
LINE = 28
SECTION = 50
BAR_ROW = 38
VALUE = 150
LEGEND = 46


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month.

    Attributes:
        label: Its short name.
        days: A step for each of its days: 0 nothing, 1 to 4 gained, -1 and -2 lost, None after today.
        value: Its points or score, as written; empty where it does not count.
        share: The same from -100 to 100, of the highest; None likewise.
    """

    label: str
    days: tuple[int | None, ...]
    value: str = ""
    share: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What a year shows.

    Attributes:
        lang: Whose characters.
        theme: light or dark.
        title: Whose.
        subtitle: Where, and which year.
        notes: Lines below that: the total, the place.
        months: The twelve.
        calendar: What stands over the squares.
        trend: What stands over the bars.
        less: At the light end of the legend.
        more: At its dark end.
        lost: At the colour of what was taken away.
    """

    lang: str
    theme: ThemeName
    title: str
    subtitle: str
    months: tuple[Month, ...]
    calendar: str
    trend: str
    less: str
    more: str
    lost: str
    notes: tuple[str, ...] = ()

    @property
    def caption(self) -> str:
        """What it is, in a line."""
        return f"{self.title} · {self.subtitle}"

    def drawn(self) -> Canvas:
        """Draw it."""
        height = heading_height(self.notes) + 2 * SECTION + len(self.months) * (LINE + BAR_ROW) + LEGEND + 64
        canvas = Canvas(WIDTH, height, theme=self.theme, lang=self.lang)
        top = draw_heading(canvas, self.title, self.subtitle, self.notes)
        top = _section(canvas, self.calendar, top)
        top = _squares(canvas, self.months, top)
        top = _legend(canvas, self, top)
        top = _section(canvas, self.trend, top)
        _bars(canvas, self.months, top)
        return canvas


def _section(canvas: Canvas, text: str, top: int) -> int:
    canvas.text(text, Box(MARGIN, top, WIDTH - MARGIN, top + SECTION - 8), size=26, ink=canvas.theme.muted)
    return top + SECTION


def _squares(canvas: Canvas, months: tuple[Month, ...], top: int) -> int:
    theme, left = canvas.theme, MARGIN + LABEL
    for day in (1, 10, 20, 30):
        at = left + (day - 1) * (CELL + GAP)
        canvas.text(str(day), Box(at - 14, top, at + CELL + 14, top + 30), size=21, ink=theme.muted, align="middle")
    top += 34
    for month in months:
        canvas.text(month.label, Box(MARGIN, top, left - 10, top + LINE), size=22, ink=theme.muted, align="right")
        for index, step in enumerate(month.days):
            if step is not None:
                at = left + index * (CELL + GAP)
                canvas.fill(Box(at, top + 4, at + CELL, top + 4 + CELL), _heat(theme, step))
        top += LINE
    return top


def _heat(theme: Theme, step: int) -> Colour:
    return theme.loss[min(2, -step) - 1] if step < 0 else theme.heat[min(4, step)]


def _legend(canvas: Canvas, year: Year, top: int) -> int:
    theme, left = canvas.theme, MARGIN + LABEL
    box = Box(left, top + 6, left + 90, top + LEGEND - 6)
    left = _after(canvas, year.less, box) + 10
    for step in range(5):
        canvas.fill(Box(left, top + 13, left + CELL, top + 13 + CELL), theme.heat[step])
        left += CELL + GAP
    left = _after(canvas, year.more, Box(left + 8, top + 6, left + 98, top + LEGEND - 6)) + 40
    if any(step is not None and step < 0 for month in year.months for step in month.days):
        canvas.fill(Box(left, top + 13, left + CELL, top + 13 + CELL), theme.loss[1])
        canvas.text(
            year.lost, Box(left + CELL + 8, top + 6, WIDTH - MARGIN, top + LEGEND - 6), size=22, ink=theme.muted
        )
    return top + LEGEND


def _after(canvas: Canvas, text: str, box: Box) -> int:
    return canvas.text(text, box, size=22, ink=canvas.theme.muted).ink.right


def _bars(canvas: Canvas, months: tuple[Month, ...], top: int) -> None:
    theme, left, right = canvas.theme, MARGIN + LABEL, WIDTH - MARGIN - VALUE
    losses = any(month.share is not None and month.share < 0 for month in months)
    zero = left + (right - left) // 2 if losses else left
    long = right - zero
    for month in months:
        canvas.text(month.label, Box(MARGIN, top, left - 10, top + BAR_ROW), size=22, ink=theme.muted, align="right")
        if month.share is not None:
            end = zero + round(long * month.share / 100)
            bar = Box(min(zero, end), top + 8, max(zero, end, zero + 2), top + BAR_ROW - 8)
            canvas.fill(bar, theme.heat[3] if month.share >= 0 else theme.loss[1])
        box = Box(right + 10, top, WIDTH - MARGIN, top + BAR_ROW)
        ink = theme.down if month.value.startswith("\N{MINUS SIGN}") else theme.ink
        canvas.text(month.value, box, size=26, ink=ink, align="right")
        top += BAR_ROW
