"""Canvas: texts in boxes, plain shapes, and the smallest PNG of them.

A picture has few colours, so it is drawn as indices of a palette: a glyph is its coverage looked up in a ramp between
its ink and its ground. That is several times faster than drawing in full colour and counting the colours afterwards.
"""

import io
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from bot.pictures.fonts import MOST_GLYPHS, Typeface, typeface
from bot.pictures.theme import THEMES, Colour, Theme

WIDTH = 864
"""Of nearly all pictures: a phone is some 360 points wide, so 24 pixels are 10 points of its screen."""
LEAST = 21
"""The smallest letters, in pixels: a phone shows them at some nine points."""
STEPS = 8
"""Shades between ink and ground."""
MOST_COLOURS = 256
FINER = 4
"""How much larger a round or slanting shape is drawn before it is made small: its edges become smooth."""
ELLIPSIS = "…"

Align = Literal["left", "middle", "right"]


class Box(NamedTuple):
    """A rectangle in pixels; right and bottom are outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Its width."""
        return self.right - self.left


class Words(NamedTuple):
    """A text as it was set: the box it had, the box its ink fills, and its size."""

    text: str
    box: Box
    ink: Box
    size: int


class Paint:
    """The colours of a theme as a palette, and the glyphs of a language in them; kept from picture to picture."""

    def __init__(self, theme: Theme, face: Typeface) -> None:
        self.theme = theme
        self.face = face
        self._palette: dict[Colour, int] = {}
        self._ramps: dict[tuple[Colour, Colour], bytes] = {}
        self._inked: dict[tuple[str, int, Colour, Colour], Any] = {}

    @property
    def palette(self) -> list[int]:
        """The colours in the order of their indices, as Pillow wants them."""
        return [part for colour in self._palette for part in colour]

    def index(self, colour: Colour) -> int:
        """Answer the index of a colour; of the nearest one where there is no more room."""
        known = self._palette.get(colour)
        if known is None:
            if len(self._palette) == MOST_COLOURS:
                return self._palette[min(self._palette, key=lambda one: _distance(one, colour))]
            known = self._palette[colour] = len(self._palette)
        return known

    def ramp(self, ink: Colour, ground: Colour) -> bytes:
        """Answer the index of every coverage from 0 to 255."""
        ramp = self._ramps.get((ink, ground))
        if ramp is None:
            shades = [self.index(_between(ground, ink, step, STEPS)) for step in range(STEPS + 1)]
            ramp = self._ramps[ink, ground] = bytes(shades[round(cover * STEPS / 255)] for cover in range(256))
        return ramp

    def shaded(self, mask: Any, ink: Colour, ground: Colour) -> tuple[Any, Any]:
        """Answer a mask in a colour, and where it is seen at all (bytes translate faster than Pillow's `point`)."""
        from PIL import Image  # noqa: PLC0415 - a bot that draws nothing does without

        cover = mask.tobytes()
        shaded = Image.frombytes("L", mask.size, cover.translate(self.ramp(ink, ground)))
        return shaded, Image.frombytes("L", mask.size, cover.translate(_SEEN))

    def inked(self, character: str, size: int, ink: Colour, ground: Colour) -> tuple[Any, Any]:
        """Answer a character in a colour over another, and where it is seen."""
        key = (character, size, ink, ground)
        drawn = self._inked.get(key)
        if drawn is None:
            if len(self._inked) >= MOST_GLYPHS:
                self._inked.clear()
            drawn = self._inked[key] = self.shaded(self.face.glyph(character, size).mask, ink, ground)
        return drawn


@cache
def paint(theme: str, lang: str) -> Paint:
    """Answer the paint of a theme for a language."""
    return Paint(THEMES[theme], typeface(lang))


class Canvas:
    """A picture while it is drawn. `words` keeps what was set where, so that a test can measure it."""

    def __init__(self, width: int, height: int, *, theme: str, lang: str) -> None:
        from PIL import Image  # noqa: PLC0415 - as above

        self.paint = paint(theme, lang)
        self.theme: Theme = self.paint.theme
        self.face: Typeface = self.paint.face
        self.words: list[Words] = []
        self.width, self.height = width, height
        self.image: Any = Image.new("L", (width, height), self.paint.index(self.theme.page))

    # ---- shapes --------------------------------------------------------------------------------------------
    def fill(self, box: Box, colour: Colour) -> None:
        """Fill a rectangle."""
        self.image.paste(self.paint.index(colour), tuple(box))

    def disc(self, box: Box, colour: Colour, ground: Colour, *, radius: int | None = None) -> None:
        """Fill a circle, or a rectangle with round corners."""
        width, height = box.width, box.bottom - box.top
        shape = _rounded(width, height, min(width, height) // 2 if radius is None else radius)
        shaded, seen = self.paint.shaded(shape, colour, ground)
        self.image.paste(shaded, (box.left, box.top), seen)

    def shape(self, corners: Sequence[tuple[float, float]], colour: Colour, ground: Colour) -> None:
        """Fill what lies between some corners, over one ground."""
        from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

        left, top = int(min(x for x, _ in corners)), int(min(y for _, y in corners))
        width, height = int(max(x for x, _ in corners)) + 1 - left, int(max(y for _, y in corners)) + 1 - top
        large = Image.new("L", (width * FINER, height * FINER), 0)
        ImageDraw.Draw(large).polygon([((x - left) * FINER, (y - top) * FINER) for x, y in corners], fill=255)
        shaded, seen = self.paint.shaded(large.resize((width, height), Image.Resampling.BOX), colour, ground)
        self.image.paste(shaded, (left, top), seen)

    # ---- texts ---------------------------------------------------------------------------------------------
    def text(
        self,
        text: str,
        box: Box,
        *,
        size: int,
        ink: Colour,
        ground: Colour | None = None,
        align: Align = "left",
        least: int = LEAST,
    ) -> Words:
        """Set a line into a box: smaller if it is too wide, and cut short where it would become too small to read."""
        shaped, size = self.fitted(text, box.width, size=size, least=least)
        wide = self.face.width(shaped, size)
        pen = {"left": 0.0, "middle": (box.width - wide) / 2, "right": box.width - wide}[align] + box.left
        baseline = round((box.top + box.bottom) / 2 + 0.37 * size)
        ramp_of = (ink, ground or self.theme.page)
        inked: list[Box] = []
        for character in shaped:
            glyph = self.face.glyph(character, size)
            if glyph.mask is not None:
                at = Box(
                    *(corner := (round(pen) + glyph.left, baseline + glyph.top)),
                    corner[0] + glyph.width,
                    corner[1] + glyph.height,
                )
                shaded, seen = self.paint.inked(character, size, *ramp_of)
                self.image.paste(shaded, (at.left, at.top), seen)
                inked.append(at)
            pen += glyph.advance
        words = Words(shaped, box, _around(inked) or Box(box.left, box.top, box.left, box.top), size)
        self.words.append(words)
        return words

    def fitted(self, text: str, width: int, *, size: int, least: int = LEAST) -> tuple[str, int]:
        """Answer a text and a size at which it fits into a width."""
        shaped = self.face.shaped(text, size)
        wide = self.face.width(shaped, size)
        if wide <= width:
            return shaped, size
        size = max(min(least, size), int(size * width / wide))
        while size > least and self.face.width(shaped, size) > width:
            size -= 1
        if self.face.width(shaped, size) <= width:
            return shaped, size
        room = width - self.face.width(ELLIPSIS, size)
        kept = 0
        for character in shaped:
            room -= self.face.glyph(character, size).advance
            if room < 0:
                break
            kept += 1
        return shaped[:kept].rstrip() + ELLIPSIS, size

    def wrapped(self, text: str, width: int, *, size: int, most: int) -> list[str]:
        """Break a text into lines: between words of Latin, anywhere between Chinese characters; the last is cut."""
        lines: list[str] = []
        line, wide = "", 0.0
        for piece in _pieces(self.face.shaped(text, size)):
            long = self.face.width(piece, size)
            if line and wide + long > width:
                lines.append(line.rstrip())
                line, wide = "", 0.0
                piece = piece.lstrip()  # noqa: PLW2901 - a line begins with no blank
            line, wide = line + piece, wide + long
        lines.append(line.rstrip())
        return lines if len(lines) <= most else [*lines[: most - 1], " ".join(lines[most - 1 :])]

    def paragraph(
        self,
        text: str,
        box: Box,
        *,
        size: int,
        ink: Colour,
        ground: Colour | None = None,
        align: Align = "left",
        leading: int,
    ) -> int:
        """Set a text in as many lines as fit into a box; answer where the last one ends."""
        most = max(1, (box.bottom - box.top) // leading)
        top = box.top
        for line in self.wrapped(text, box.width, size=size, most=most):
            self.text(
                line, Box(box.left, top, box.right, top + leading), size=size, ink=ink, ground=ground, align=align
            )
            top += leading
        return top

    # ---- the end -------------------------------------------------------------------------------------------
    def png(self) -> bytes:
        """Answer the picture as a PNG with a palette."""
        from PIL import Image  # noqa: PLC0415 - as above

        indexed = Image.frombytes("P", self.image.size, self.image.tobytes())
        indexed.putpalette(self.paint.palette)
        out = io.BytesIO()
        indexed.save(out, "PNG", compress_level=3)
        return out.getvalue()


_CLOSING = "，。、；：！？）》」』”’%,.;:!?)"
_SEEN = bytes([0, *[255] * 255])


def _between(ground: Colour, ink: Colour, step: int, steps: int) -> Colour:
    return Colour(*(round(low + (high - low) * step / steps) for low, high in zip(ground, ink, strict=True)))


def _distance(one: Colour, other: Colour) -> int:
    return sum((left - right) ** 2 for left, right in zip(one, other, strict=True))


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break: after a blank, and around every Chinese character but before a stop."""
    pieces: list[str] = []
    for character in text:
        before = pieces[-1][-1] if pieces else ""
        word = _latin(character) and before != "" and _latin(before)
        if before and (word or character == " " or character in _CLOSING):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _latin(character: str) -> bool:
    return character < "\u2e80" and character != " "


@lru_cache(maxsize=64)
def _rounded(width: int, height: int, radius: int) -> Any:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    large = Image.new("L", (width * FINER, height * FINER), 0)
    corners = (0, 0, width * FINER - 1, height * FINER - 1)
    ImageDraw.Draw(large).rounded_rectangle(corners, radius * FINER, fill=255)
    return large.resize((width, height), Image.Resampling.BOX)
