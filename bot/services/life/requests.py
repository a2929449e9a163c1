"""Service requests (H8): fifty classes, each with the working days in which it is to be answered. They are data."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz import process

from bot.domain.refusals import unknown_request
from bot.i18n import Language

FILE = "requests.csv"


class Request(NamedTuple):
    """A class of requests; `days` are working days."""

    code: str
    days: int
    names: Mapping[str, str]

    def name(self, speech: Language) -> str:
        """Answer its name in a language."""
        return self.names[speech.code]


@cache
def classes() -> Mapping[str, Request]:
    """Answer the classes by code, in their order."""
    lines = (files("bot.schemes") / FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("|") for line in lines if line and not line.startswith("#"))
    return {
        code: Request(code, int(days), {"zh_Hans": hans, "zh_Hant": hant, "en": english})
        for code, days, hans, hant, english in rows
    }


def find(word: str) -> Request:
    """Answer the class that a code or a name means.

    Raises:
        Refusal: ``UNKNOWN_REQUEST`` with what looks most like it.
    """
    wanted = word.strip().upper()
    for one in classes().values():
        if wanted == one.code or wanted in {name.upper() for name in one.names.values()}:
            return one
    named = {name: one.code for one in classes().values() for name in one.names.values()}
    near = [f"{named[match[0]]} {match[0]}" for match in process.extract(word, list(named), limit=3)]
    raise unknown_request(word, near)


def facts(code: str | None, speech: Language) -> dict[str, object]:
    """Answer what a sentence about a class says; nothing for a task that is no request."""
    one = classes().get(code or "")
    return {"code": one.code, "name": one.name(speech), "days": one.days} if one is not None else {}
