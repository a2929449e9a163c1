"""Pictures: plain facts in the reader's language in, a PNG out.

A leaf: it imports nothing of the bot, and Pillow and the fonts only when something is drawn. Every picture stands
beside a text with the same facts, so nothing here is the only place where something is said. A picture's facts are
small and plain: they wait in the outbox, and pictures of equal facts are one picture (`digest`).
"""

import hashlib
import threading
from collections.abc import Mapping
from typing import Any

import orjson

from bot.pictures import packing
from bot.pictures.certificate import Certificate
from bot.pictures.code import Code
from bot.pictures.health import Health
from bot.pictures.leaderboard import Leaderboard
from bot.pictures.status import Status
from bot.pictures.year import Year

Facts = Leaderboard | Year | Status | Health | Certificate | Code
KINDS: dict[str, type[Facts]] = {
    "leaderboard": Leaderboard,
    "year": Year,
    "status": Status,
    "health": Health,
    "certificate": Certificate,
    "code": Code,
}
"""Name to what a picture of that kind shows; each knows how to draw itself."""

EDITION = 1
"""Grows when the same facts are drawn otherwise, so that no picture of before is taken for it."""
MIME = "image/png"

_drawing = threading.Lock()
"""One at a time: the fonts and their glyphs are shared."""


def packed(facts: Facts) -> dict[str, Any]:
    """Answer a picture as JSON holds it."""
    kind = next(name for name, known in KINDS.items() if type(facts) is known)
    return {"kind": kind, "facts": packing.packed(facts)}


def digest(wanted: Mapping[str, Any] | Facts) -> str:
    """Answer what pictures have in common that look the same."""
    wanted = wanted if isinstance(wanted, Mapping) else packed(wanted)
    return hashlib.sha256(orjson.dumps([EDITION, wanted], option=orjson.OPT_SORT_KEYS)).hexdigest()


def draw(wanted: Mapping[str, Any]) -> bytes:
    """Draw a picture as `packed` answered it."""
    facts: Facts = packing.unpacked(KINDS[wanted["kind"]], wanted["facts"])
    with _drawing:
        return facts.drawn().png()
