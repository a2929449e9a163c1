"""Fonts: glyphs of Noto Sans SC and TC, each drawn once; loaded with the first picture, not with the bot."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

GETA = "〓"
"""What a printer sets for a character that the case lacks: never an empty box."""
MOST_GLYPHS = 6000
"""Drawn glyphs that are kept: about ten megabytes at most."""
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Zl", "Zp"}
_SYMBOLS = {"So", "Sk"}


class Glyph(NamedTuple):
    """A character as drawn.

    Attributes:
        mask: Coverage, 0 to 255 a pixel; None for a blank.
        left: Where it begins, from the pen.
        top: Where it begins, from the baseline (negative is above).
        width: Of the mask.
        height: Of the mask.
        advance: How far the pen moves.
    """

    mask: Any
    left: int
    top: int
    width: int
    height: int
    advance: float


class Typeface:
    """The glyphs of a language: its own font, and the other one for what it lacks."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self._paths = paths
        self._fonts: dict[int, list[tuple[Any, bytes]]] = {}
        self._glyphs: dict[tuple[str, int], Glyph] = {}
        self._lacking: set[str] = set()

    def shaped(self, text: str, size: int) -> str:
        """Answer a text as it can be set: composed, without what no font has and nobody would miss (emoji, marks)."""
        composed = unicodedata.normalize("NFC", " ".join(text.split()))
        return "".join(self._settable(composed, size)).strip()

    def _settable(self, text: str, size: int) -> Iterator[str]:
        for character in text:
            if not self.lacks(character, size):
                yield character
            elif unicodedata.category(character) not in _INVISIBLE | _SYMBOLS:
                yield GETA

    def lacks(self, character: str, size: int) -> bool:
        """Tell whether no font has a character; that is seen when it is drawn, which it is anyway, at this size."""
        if character not in self._lacking:
            self.glyph(character, size)
        return character in self._lacking

    def glyph(self, character: str, size: int) -> Glyph:
        """Answer a character drawn at a size in pixels."""
        known = self._glyphs.get((character, size))
        if known is None:
            if len(self._glyphs) >= MOST_GLYPHS:
                self._glyphs.clear()
            known = self._glyphs[character, size] = self._drawn(character, size)
        return known

    def _drawn(self, character: str, size: int) -> Glyph:
        from PIL import Image  # noqa: PLC0415 - a bot that draws nothing does without

        found = None
        for font, nothing in self._at(size):
            core, offset = font.getmask2(character, mode="L", anchor="ls")
            if bytes(core) != nothing:
                found = core, offset, font
                break
        if found is None:
            self._lacking.add(character)
            return Glyph(None, 0, 0, 0, 0, 0.0)
        core, offset, font = found
        width, height = core.size
        mask = None
        if width and height:
            mask = Image.frombytes("L", (width, height), bytes(core))
        return Glyph(mask, int(offset[0]), int(offset[1]), width, height, float(font.getlength(character)))

    def _at(self, size: int) -> list[tuple[Any, bytes]]:
        """Answer the fonts at a size, each with how it draws what it lacks."""
        fonts = self._fonts.get(size)
        if fonts is None:
            from PIL import ImageFont  # noqa: PLC0415 - as above

            fonts = []
            for path in self._paths:
                font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
                fonts.append((font, bytes(font.getmask2("\uffff", mode="L", anchor="ls")[0])))
            self._fonts[size] = fonts
        return fonts

    def width(self, text: str, size: int) -> float:
        """Measure a shaped text."""
        return sum(self.glyph(character, size).advance for character in text)


@cache
def typeface(lang: str) -> Typeface:
    """Answer the glyphs for a language: the same character is drawn otherwise in Taipei than in Beijing."""
    import pylopdf_fonts_zh_cn as simplified  # noqa: PLC0415 - as above
    import pylopdf_fonts_zh_tw as traditional  # noqa: PLC0415 - likewise

    paths = (str(simplified.sans_path()), str(traditional.sans_path()))
    return Typeface(paths[::-1] if lang == "zh_Hant" else paths)
