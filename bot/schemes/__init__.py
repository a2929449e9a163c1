"""Rulebooks as data: the presets and the reader of people's own files.

A rulebook is a YAML file of one or more sections (points, rating, tasks, awards; domain 4). Rows are lists whose
places ``columns`` names; wordings in other languages, targets and standards stand under ``texts``, by code or by
the Chinese word. Everything is checked at the edge, and every fault is told at once with its file and line.
"""

from bot.schemes.errors import InvalidScheme, SchemeError
from bot.schemes.loader import (
    Rulebook,
    carries_points,
    load_preset,
    load_rulebook,
    load_scheme,
    points_presets,
    presets,
)

__all__ = [
    "InvalidScheme",
    "Rulebook",
    "SchemeError",
    "carries_points",
    "load_preset",
    "load_rulebook",
    "load_scheme",
    "points_presets",
    "presets",
]
