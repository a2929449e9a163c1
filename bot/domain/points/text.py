"""Texts that people type: what is taken out, how long they may be."""

import re
import unicodedata
from collections.abc import Iterable

from bot.domain.refusals import text_too_long

NOTE_LIMIT = 1000
REASON_LIMIT = 500
NAME_LIMIT = 40

# Characters that turn the reading direction or hide: they can make a card say something else than it stores.
_HIDING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\u2060\u00ad")
_PEOPLE_LIMIT = 100
_NAME = re.compile(r"(?=.*[^\W\d_])[^\W_]+(?:[ .·'’-]+[^\W_]+)*\.?")
"""A name, or the code that tells namesakes apart: letters, and digits beside them; 12:30 is no name."""


def normalise_text(text: str) -> str:
    """Apply NFKC (full-width forms, U+3000) and drop what must never be stored or shown.

    Dropped: control characters except line breaks and tabs (NUL among them), lone surrogates (they cannot be
    written as UTF-8), and marks that turn the reading direction.
    """
    normal = unicodedata.normalize("NFKC", text)
    # Nothing that is dropped is printable; most messages are, and this runs for every one.
    return normal if normal.isprintable() else "".join(c for c in normal if _harmless(c))


def _harmless(character: str) -> bool:
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in _HIDING


def clean_text(text: str, limit: int = NOTE_LIMIT) -> str:
    """Give a note, reason or name as it is stored: normalised, runs of blanks as one space.

    Args:
        text: As typed.
        limit: Most characters that are taken.

    Raises:
        Refusal: ``TEXT_TOO_LONG``.
    """
    cleaned = " ".join(normalise_text(text).split())
    if len(cleaned) > limit:
        raise text_too_long(len(cleaned), limit)
    return cleaned


def split_people(note: str) -> tuple[tuple[str, ...], str]:
    """Split a note that starts with names and a colon: ``王五、赵六:清扫`` (interface 4).

    Whether the words are persons only the roster can tell: a note may also start with ``地点:``. So the
    caller treats the note as a whole if it knows none of the names.

    Returns:
        The names in order, each once, and the rest; no names and the whole note if it has not that form.
    """
    head, colon, rest = normalise_text(note).partition(":")
    if not colon or rest.startswith("//"):
        return (), note
    names = tuple(dict.fromkeys(name.strip() for name in re.split("[、,，]", head)))
    if len(names) > _PEOPLE_LIMIT or not all(_is_name(name) for name in names):
        return (), note
    return names, " ".join(rest.split())


def _is_name(name: str) -> bool:
    return len(name) <= NAME_LIMIT and _NAME.fullmatch(name) is not None


def joined(words: Iterable[str]) -> str:
    """Join the words of a note with single spaces."""
    return " ".join(words)
