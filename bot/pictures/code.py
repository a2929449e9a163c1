"""A code to point a phone at: a meeting's check-in, a page's address."""

from dataclasses import dataclass

from bot.pictures.canvas import WIDTH, Box, Canvas
from bot.pictures.heading import MARGIN, draw_heading, heading_height
from bot.pictures.theme import Colour, ThemeName

BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
QUIET = 4
"""Modules of white around a code; readers need them (ISO/IEC 18004)."""
ACROSS = 640
SPOKEN = 96
NOTE = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What a code shows.

    Attributes:
        lang: Whose characters.
        theme: light or dark; the code itself is always black on white.
        title: What it is for.
        subtitle: Where and when.
        content: What a phone reads: an address.
        spoken: The same for who has no camera, large; empty for none.
        notes: Lines below: until when it holds, what to do.
    """

    lang: str
    theme: ThemeName
    title: str
    subtitle: str
    content: str
    spoken: str = ""
    notes: tuple[str, ...] = ()

    @property
    def caption(self) -> str:
        """What it is, in a line."""
        return f"{self.title} · {self.subtitle}"

    def drawn(self) -> Canvas:
        """Draw it."""
        height = heading_height(()) + ACROSS + (SPOKEN if self.spoken else 0) + NOTE * len(self.notes) + 40
        canvas = Canvas(WIDTH, height, theme=self.theme, lang=self.lang)
        top = draw_heading(canvas, self.title, self.subtitle)
        _modules(canvas, self.content, top)
        top += ACROSS + 10
        if self.spoken:
            box = Box(MARGIN, top, WIDTH - MARGIN, top + SPOKEN)
            canvas.text(self.spoken, box, size=72, ink=canvas.theme.ink, align="middle")
            top += SPOKEN
        for note in self.notes:
            box = Box(MARGIN, top, WIDTH - MARGIN, top + NOTE)
            canvas.text(note, box, size=25, ink=canvas.theme.muted, align="middle")
            top += NOTE
        return canvas


def _modules(canvas: Canvas, content: str, top: int) -> None:
    """Draw a code as large as whole pixels a module allow, in the middle of its white square."""
    import segno  # noqa: PLC0415 - only a code needs it

    matrix = segno.make(content, error="m", micro=False).matrix
    pixels = ACROSS // (len(matrix) + 2 * QUIET)
    left = (WIDTH - ACROSS) // 2
    canvas.fill(Box(left, top, left + ACROSS, top + ACROSS), WHITE)
    edge = (ACROSS - pixels * len(matrix)) // 2
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                corner = left + edge + x * pixels, top + edge + y * pixels
                canvas.fill(Box(*corner, corner[0] + pixels, corner[1] + pixels), BLACK)
