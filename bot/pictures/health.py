"""A health report: figures with their colours, shares as bars, and what to do next."""

from dataclasses import dataclass

from bot.pictures.canvas import WIDTH, Box, Canvas
from bot.pictures.heading import MARGIN, draw_heading, heading_height
from bot.pictures.status import Signal, colour_of
from bot.pictures.theme import ThemeName

TILE, GAP = 136, 16
SECTION = 50
BAR_ROW = 62
ADVICE = 38
MOST_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure: what it is, its value as written, and its colour."""

    label: str
    value: str
    signal: Signal = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A share: what it is, as written, and in hundredths of the whole bar."""

    label: str
    value: str
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a health report shows.

    Attributes:
        lang: Whose characters.
        theme: light or dark.
        title: Whose.
        subtitle: Of which month.
        notes: Lines below that.
        figures: Two in a row.
        bars_head: What stands over the bars.
        bars: One below the other.
        advice_head: What stands over the advice.
        advice: What to do next, a point each.
    """

    lang: str
    theme: ThemeName
    title: str
    subtitle: str
    notes: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    bars_head: str = ""
    bars: tuple[Bar, ...] = ()
    advice_head: str = ""
    advice: tuple[str, ...] = ()

    @property
    def caption(self) -> str:
        """What it is, in a line."""
        return f"{self.title} · {self.subtitle}"

    def drawn(self) -> Canvas:
        """Draw it."""
        measure = Canvas(1, 1, theme=self.theme, lang=self.lang)
        points = [measure.wrapped(point, WIDTH - 2 * MARGIN - 30, size=27, most=MOST_LINES) for point in self.advice]
        rows = (len(self.figures) + 1) // 2
        height = heading_height(self.notes) + rows * (TILE + GAP) + 30
        height += (SECTION + len(self.bars) * BAR_ROW) if self.bars else 0
        height += (SECTION + sum(len(lines) for lines in points) * ADVICE) if points else 0
        canvas = Canvas(WIDTH, height, theme=self.theme, lang=self.lang)
        top = draw_heading(canvas, self.title, self.subtitle, self.notes)
        top = _figures(canvas, self.figures, top)
        if self.bars:
            top = _bars(canvas, self, top)
        if points:
            canvas.text(
                self.advice_head, Box(MARGIN, top, WIDTH - MARGIN, top + SECTION), size=26, ink=canvas.theme.muted
            )
            _advice(canvas, points, top + SECTION)
        return canvas


def _figures(canvas: Canvas, figures: tuple[Figure, ...], top: int) -> int:
    theme, wide = canvas.theme, (WIDTH - 2 * MARGIN - GAP) // 2
    for index, figure in enumerate(figures):
        left, above = MARGIN + (index % 2) * (wide + GAP), top + (index // 2) * (TILE + GAP)
        tile = Box(left, above, left + wide, above + TILE)
        canvas.disc(tile, theme.stripe, theme.page, radius=14)
        if figure.signal:
            canvas.fill(Box(left, above + 16, left + 8, above + TILE - 16), colour_of(theme, figure.signal))
        inside = Box(left + 26, above + 14, tile.right - 20, above + 52)
        canvas.text(figure.label, inside, size=25, ink=theme.muted, ground=theme.stripe)
        value = Box(left + 26, above + 54, tile.right - 20, above + TILE - 12)
        ink = colour_of(theme, figure.signal) if figure.signal else theme.ink
        canvas.text(figure.value, value, size=48, ink=ink, ground=theme.stripe, least=26)
    return top + (len(figures) + 1) // 2 * (TILE + GAP)


def _bars(canvas: Canvas, report: Health, top: int) -> int:
    theme, right = canvas.theme, WIDTH - MARGIN
    canvas.text(report.bars_head, Box(MARGIN, top, right, top + SECTION), size=26, ink=theme.muted)
    top += SECTION
    for bar in report.bars:
        canvas.text(bar.label, Box(MARGIN, top, right - 210, top + 38), size=26, ink=theme.ink)
        canvas.text(bar.value, Box(right - 200, top, right, top + 38), size=26, ink=theme.muted, align="right")
        canvas.fill(Box(MARGIN, top + 40, right, top + 52), theme.line)
        end = MARGIN + round((right - MARGIN) * max(0, min(100, bar.share)) / 100)
        canvas.fill(Box(MARGIN, top + 40, end, top + 52), theme.heat[3])
        top += BAR_ROW
    return top


def _advice(canvas: Canvas, points: list[list[str]], top: int) -> None:
    theme = canvas.theme
    for lines in points:
        canvas.disc(Box(MARGIN + 4, top + 14, MARGIN + 14, top + 24), theme.accent, theme.page)
        for line in lines:
            canvas.text(line, Box(MARGIN + 30, top, WIDTH - MARGIN, top + ADVICE), size=27, ink=theme.ink)
            top += ADVICE
