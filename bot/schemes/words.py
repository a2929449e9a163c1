"""Wordings in three languages: ``texts:`` of a file, by code or by the Chinese word itself."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import BeforeValidator

from bot.i18n import N_
from bot.schemes.source import Source
from bot.schemes.values import Shape, Text

STRAY_TEXT = N_("“texts” speaks of “{key}”, which this file does not have.")

Names = Mapping[str, str]


def _wording(value: object) -> object:
    """Take a bare sentence for its zh-Hans wording."""
    return {"zh": value} if isinstance(value, str) else value


class NamedShape(Shape):
    """Anything that has a name; only the zh-Hans one is needed."""

    zh: Text
    zh_Hant: Text | None = None  # noqa: N815 - the name of the language
    en: Text | None = None


class WordingShape(NamedShape):
    """One wording; a language that is missing takes the zh-Hans one."""

    def names(self) -> dict[str, str]:
        """Give the three languages, none of them empty."""
        return named(self.zh, self.zh_Hant, self.en)


Wording = Annotated[WordingShape, BeforeValidator(_wording)]


class TextShape(Shape):
    """What ``texts`` adds to one code or word; ``zh`` is for what has no Chinese word in its own place."""

    zh: Text | None = None
    zh_Hant: Text | None = None  # noqa: N815 - the name of the language
    en: Text | None = None
    target: Wording | None = None
    standard: Wording | None = None


def named(zh: str, zh_hant: str | None = None, en: str | None = None) -> dict[str, str]:
    """Give names in all three languages; one that is missing shows the zh-Hans wording."""
    return {"zh_Hans": zh, "zh_Hant": zh_hant or zh, "en": en or zh}


class Lexicon:
    """The ``texts`` of one file, and which of them were used."""

    def __init__(self, source: Source, texts: object) -> None:
        self._source = source
        self._texts: dict[str, TextShape] = {}
        self._used: set[str] = set()
        for key, entry in (texts if isinstance(texts, dict) else {}).items():
            shape = source.shape(TextShape, entry, ("texts", key), name=key)
            self._texts[key] = shape or TextShape()

    def names(self, zh: str, *, key: str | None = None, zh_hant: str | None = None, en: str | None = None) -> Names:
        """Give the names of something: what its own row says, else what ``texts`` says of its code or word."""
        entry = self._entry(zh if key is None else key)
        return named(zh, zh_hant or entry.zh_Hant, en or entry.en)

    def title(self, code: str) -> Names:
        """Give what a rulebook is called beside its code, or nothing."""
        entry = self._entry(code)
        return named(entry.zh, entry.zh_Hant, entry.en) if entry.zh else {}

    def all(self, words: Iterable[str]) -> tuple[Names, ...]:
        """Give the names of several words."""
        return tuple(self.names(word) for word in words)

    def target(self, key: str) -> Names:
        """Give the target (目标要求) of a code, or nothing."""
        target = self._entry(key).target
        return target.names() if target else {}

    def standard(self, key: str) -> Names:
        """Give the standard (考评标准) of a code, or nothing."""
        standard = self._entry(key).standard
        return standard.names() if standard else {}

    def refuse_strays(self) -> None:
        """Fault every entry that nothing asked for: it is a slip of the pen in a code."""
        for key in self._texts.keys() - self._used:
            self._source.fault(("texts", key), STRAY_TEXT, key=key)

    def _entry(self, key: str) -> TextShape:
        self._used.add(key)
        return self._texts.get(key, TextShape())
