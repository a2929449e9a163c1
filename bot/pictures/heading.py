"""The heading that pictures share: a bar, a title, what it is about, and remarks."""

from collections.abc import Sequence

from bot.pictures.canvas import WIDTH, Box, Canvas

MARGIN = 36
BAR = 8
TITLE = 56
SUBTITLE = 42
NOTE = 34


def heading_height(notes: Sequence[str]) -> int:
    """Answer how high a heading is."""
    return BAR + 20 + TITLE + SUBTITLE + NOTE * len(notes) + 14


def draw_heading(canvas: Canvas, title: str, subtitle: str, notes: Sequence[str] = ()) -> int:
    """Draw a heading; answer where it ends."""
    theme, right = canvas.theme, canvas.width - MARGIN
    canvas.fill(Box(0, 0, canvas.width, BAR), theme.accent)
    top = BAR + 20
    canvas.text(title, Box(MARGIN, top, right, top + TITLE), size=40, ink=theme.ink, least=28)
    top += TITLE
    canvas.text(subtitle, Box(MARGIN, top, right, top + SUBTITLE), size=29, ink=theme.accent, least=23)
    top += SUBTITLE
    for note in notes:
        canvas.text(note, Box(MARGIN, top, right, top + NOTE), size=24, ink=theme.muted)
        top += NOTE
    return top + 14


__all__ = ["MARGIN", "WIDTH", "draw_heading", "heading_height"]
