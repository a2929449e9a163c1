"""A certificate of stars: who, how many, for what, from whom."""

import math
from dataclasses import dataclass

from bot.pictures.canvas import Box, Canvas
from bot.pictures.theme import Colour, ThemeName

ACROSS, HIGH = 1280, 904
FRAME = 36
INSIDE = 150
STAR = 92
STARS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says.

    Attributes:
        lang: Whose characters.
        theme: light or dark.
        title: 荣誉证书.
        name: Who is honoured.
        stars: How many of the row are gold.
        row: How many stars are drawn: five for a rating, one for another award.
        rank: The stars in words: 五星级党组织.
        text: For what, in a sentence or two.
        issuer: Who gives it.
        day: When, as written.
        proof: Below, small: number and hash, by which it can be checked.
    """

    lang: str
    theme: ThemeName
    title: str
    name: str
    stars: int
    rank: str
    text: str
    issuer: str
    day: str
    proof: str = ""
    row: int = STARS

    @property
    def caption(self) -> str:
        """What it is, in a line."""
        return f"{self.title} · {self.name} · {self.rank}"

    def drawn(self) -> Canvas:
        """Draw it."""
        canvas = Canvas(ACROSS, HIGH, theme=self.theme, lang=self.lang)
        theme = canvas.theme
        for inset, thick, colour in ((FRAME, 6, theme.accent), (FRAME + 14, 2, theme.gold)):
            _frame(canvas, inset, thick, colour)
        left, right = INSIDE, ACROSS - INSIDE
        canvas.text(self.title, Box(left, 92, right, 176), size=64, ink=theme.accent, align="middle", least=40)
        _stars(canvas, self.stars, self.row, 196)
        canvas.text(self.rank, Box(left, 304, right, 352), size=34, ink=theme.muted, align="middle", least=30)
        canvas.text(self.name, Box(left, 366, right, 446), size=56, ink=theme.ink, align="middle", least=34)
        canvas.fill(Box(left + 140, 452, right - 140, 454), theme.line)
        canvas.paragraph(self.text, Box(left, 474, right, 474 + 4 * 48), size=32, ink=theme.ink, leading=48)
        canvas.text(self.issuer, Box(left, 682, right, 730), size=34, ink=theme.ink, align="right", least=30)
        canvas.text(self.day, Box(left, 732, right, 776), size=32, ink=theme.ink, align="right", least=30)
        if self.proof:
            canvas.text(self.proof, Box(left, 792, right, 836), size=31, ink=theme.muted, align="middle", least=31)
        return canvas


def _frame(canvas: Canvas, inset: int, thick: int, colour: Colour) -> None:
    right, bottom = ACROSS - inset, HIGH - inset
    for box in (
        Box(inset, inset, right, inset + thick),
        Box(inset, bottom - thick, right, bottom),
        Box(inset, inset, inset + thick, bottom),
        Box(right - thick, inset, right, bottom),
    ):
        canvas.fill(box, colour)


def _stars(canvas: Canvas, number: int, row: int, top: int) -> None:
    theme, gap = canvas.theme, 18
    left = (ACROSS - row * STAR - (row - 1) * gap) // 2
    for place in range(row):
        box = Box(left + place * (STAR + gap), top, left + place * (STAR + gap) + STAR, top + STAR)
        canvas.shape(_points(box), theme.gold if place < number else theme.line, theme.page)


def _points(box: Box) -> list[tuple[float, float]]:
    """Answer the corners of a star with five points."""
    middle, radius = ((box.left + box.right) / 2, (box.top + box.bottom) / 2), box.width / 2
    corners = []
    for step in range(10):
        long = radius if step % 2 == 0 else radius * 0.382
        angle = math.pi * (step / 5 - 0.5)
        corners.append((middle[0] + long * math.cos(angle), middle[1] + long * math.sin(angle)))
    return corners
