"""Themes: the colours of a picture, light or dark, each pair of ink and ground with enough contrast to read."""

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Colour(NamedTuple):
    """Red, green and blue, 0 to 255."""

    red: int
    green: int
    blue: int


def _hex(text: str) -> Colour:
    return Colour(*(int(text[at : at + 2], 16) for at in (0, 2, 4)))


ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Inks and grounds.

    Attributes:
        page: Ground of the whole.
        stripe: Ground of every other row.
        own: Ground of the reader's own row.
        line: Rules between things.
        ink: Text.
        muted: Text that stands back.
        accent: The party's red: titles, the bar above them.
        up: Who rose; what is well.
        down: Who fell; what is bad.
        warning: What needs a look.
        gold: The first place; so silver and bronze.
        on_medal: Ink on them.
        on_signal: Ink on green, yellow and red.
        heat: Five steps from nothing to much.
        loss: Two steps of what was taken away.
    """

    page: Colour
    stripe: Colour
    own: Colour
    line: Colour
    ink: Colour
    muted: Colour
    accent: Colour
    up: Colour
    down: Colour
    warning: Colour
    gold: Colour
    silver: Colour
    bronze: Colour
    on_medal: Colour
    on_signal: Colour
    heat: tuple[Colour, Colour, Colour, Colour, Colour]
    loss: tuple[Colour, Colour]


THEMES: dict[str, Theme] = {
    "light": Theme(
        page=_hex("ffffff"),
        stripe=_hex("f4f5f7"),
        own=_hex("fff1cc"),
        line=_hex("d9dce1"),
        ink=_hex("1b1f24"),
        muted=_hex("5b6470"),
        accent=_hex("b3201f"),
        up=_hex("14713d"),
        down=_hex("b3201f"),
        warning=_hex("8a5a00"),
        gold=_hex("f2c230"),
        silver=_hex("c3c9d1"),
        bronze=_hex("dfa26b"),
        on_medal=_hex("2b2100"),
        on_signal=_hex("ffffff"),
        heat=(_hex("e9ecf0"), _hex("f6c9a8"), _hex("ee9a66"), _hex("d85f35"), _hex("a92a1c")),
        loss=(_hex("b9cbe8"), _hex("5c86c5")),
    ),
    "dark": Theme(
        page=_hex("17191d"),
        stripe=_hex("1f2329"),
        own=_hex("40361a"),
        line=_hex("3a4048"),
        ink=_hex("f1f3f5"),
        muted=_hex("a9b1bc"),
        accent=_hex("ff8a80"),
        up=_hex("6fd597"),
        down=_hex("ff8a80"),
        warning=_hex("f0c05a"),
        gold=_hex("e3b428"),
        silver=_hex("aab2bd"),
        bronze=_hex("c98b56"),
        on_medal=_hex("1d1700"),
        on_signal=_hex("17191d"),
        heat=(_hex("2a2f36"), _hex("6b3a22"), _hex("a2502a"), _hex("d9703c"), _hex("ffa36b")),
        loss=(_hex("2f4363"), _hex("7ba3e0")),
    ),
}
"""Name to theme."""
