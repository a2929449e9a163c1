"""Rulebooks as data: the presets and the reader of people's own files.

A rulebook is a YAML file of one or more sections (points, rating, tasks, awards; domain 4). Rows are lists whose
places ``columns`` names; wordings in other languages, targets and standards stand under ``texts``, by code or by
the Chinese word. Everything is checked at the edge, and every fault is told at once with its file and line.

Sheets (xlsx, csv) are read by ``bot.schemes.rows``; it is not imported here because openpyxl is slow to load and the
bot starts without it.
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
from bot.schemes.stored import Change, scheme_changes, scheme_from_json, scheme_to_json

__all__ = [
    "Change",
    "InvalidScheme",
    "Rulebook",
    "SchemeError",
    "carries_points",
    "load_preset",
    "load_rulebook",
    "load_scheme",
    "points_presets",
    "presets",
    "scheme_changes",
    "scheme_from_json",
    "scheme_to_json",
]
