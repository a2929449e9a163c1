"""Rulebooks by name or text: the presets that come with the bot, and people's own files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.domain.points.scheme import Scheme
from bot.i18n import N_
from bot.schemes.errors import InvalidScheme, SchemeError

if TYPE_CHECKING:
    from bot.domain.awards.rules import AwardRound, AwardRules
    from bot.domain.life.template import WorkList
    from bot.domain.ratings.sheet import RatingSheet

NO_POINTS = N_("“{preset}” has no items to give points for. These presets have: {presets}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """What one file holds: any of the four sections (domain 4)."""

    code: str
    about: str
    points: Scheme | None = None
    rating: "RatingSheet | None" = None
    tasks: "WorkList | None" = None
    awards: "AwardRules | None" = None

    @property
    def sections(self) -> tuple[str, ...]:
        """The names of the sections that the file has, in the order of the account."""
        parts = (("points", self.points), ("rating", self.rating), ("tasks", self.tasks), ("awards", self.awards))
        return tuple(name for name, part in parts if part is not None)


def load_rulebook(text: str, filename: str) -> Rulebook:
    """Read a rulebook from YAML.

    Args:
        text: The file's content.
        filename: The file's name as the errors shall give it.

    Returns:
        The rulebook with the sections that the file has.

    Raises:
        InvalidScheme: with all faults, each with its line.

    Source: domain 4.
    """
    from bot.schemes.reading import read_rulebook  # noqa: PLC0415 - the bot starts without it: 0.2 s and 9 MB

    return read_rulebook(text, filename)


def load_scheme(text: str, filename: str) -> Scheme:
    """Read the points section of a rulebook from YAML.

    Raises:
        InvalidScheme: with all faults, or because the file has no points section.
    """
    rulebook = load_rulebook(text, filename)
    if rulebook.points is not None:
        return rulebook.points
    facts: dict[str, object] = {"preset": rulebook.code, "presets": ", ".join(points_presets())}
    raise InvalidScheme((SchemeError(file=filename, line=1, text=NO_POINTS, facts=facts),))


@cache
def presets() -> tuple[str, ...]:
    """Give the codes of the presets that come with the bot, in alphabetical order."""
    names = (file.name for file in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def load_preset(code: str) -> Rulebook:
    """Read a preset.

    Raises:
        KeyError: no preset has that code; ``presets()`` lists them.
    """
    if code not in presets():
        raise KeyError(code)
    filename = f"{code}.yaml"
    return load_rulebook((files(__package__) / filename).read_text(encoding="utf-8"), filename)


@cache
def award_kinds() -> "Mapping[str, AwardRound]":
    """Give every kind of award that ships, by code: those of the presets, in the form in which rounds are held."""
    filename = "awards.yaml"
    text = (files(__package__) / "kinds" / filename).read_text(encoding="utf-8")
    own = load_rulebook(text, filename).awards
    of_presets = (load_preset(code).awards for code in presets())
    kinds = {code: rules for awards in of_presets if awards is not None for code, rules in awards.rounds.items()}
    return kinds | dict(own.rounds if own is not None else {})


def carries_points(code: str) -> bool:
    """Tell whether a preset has a points section, so that ``/setup`` can take it; ``KeyError`` for no preset."""
    return load_preset(code).points is not None


def points_presets() -> tuple[str, ...]:
    """Give the codes of the presets that ``/setup`` can take."""
    return tuple(code for code in presets() if carries_points(code))
