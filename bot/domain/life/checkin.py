"""Check-in by a code that changes every half minute, instead of faces (1.7)."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from math import asin, cos, radians, sin, sqrt

STEP_SECONDS = 30
TOLERATED_STEPS = 1
REMEMBERED_STEPS = 240
"""Steps back for which an old code is told from a wrong one: two hours."""
MARK_LENGTH = 40
"""Hexadecimal digits of the mark in a link: nobody guesses it, and the link keeps Telegram's 64 characters."""
EARTH_RADIUS_METRES = 6_371_000
RADIUS_METRES = 200


def checkin_code(secret: str, timestamp: int) -> str:
    """Give the six digits shown on the host's screen at a Unix time.

    Source: domain 3.29.
    """
    return _code(secret, step_of(timestamp))


def step_of(timestamp: int) -> int:
    """Give the number of the half minute in which a Unix time lies."""
    return timestamp // STEP_SECONDS


def _code(secret: str, step: int) -> str:
    digest = hmac.new(secret.encode(), str(step).encode(), sha256).hexdigest()
    return f"{int(digest, 16) % 1_000_000:06d}"


def checkin_verify(secret: str, code: str, timestamp: int) -> bool:
    """Tell whether a code is that of the running half minute, the one before or the one after.

    All three are compared in constant time, so that the answer's delay tells nothing.

    Source: domain 3.29.
    """
    return _matches(_code, secret, code, timestamp, range(-TOLERATED_STEPS, TOLERATED_STEPS + 1))


def checkin_expired(secret: str, code: str, timestamp: int) -> bool:
    """Tell whether a code that does not count now was one in the last two hours: somebody forwarded it, or was slow."""
    return _matches(_code, secret, code, timestamp, range(-REMEMBERED_STEPS, -TOLERATED_STEPS))


def seconds_left(timestamp: float) -> int:
    """Give the seconds until the code on the screen changes, 1 to 30."""
    return STEP_SECONDS - int(timestamp) % STEP_SECONDS


def checkin_mark(secret: str, timestamp: int) -> str:
    """Give the mark of the link in the screen's QR code: it changes with the digits and is too long to be guessed."""
    return _mark(secret, step_of(timestamp))


def _mark(secret: str, step: int) -> str:
    return hmac.new(secret.encode(), f"link:{step}".encode(), sha256).hexdigest()[:MARK_LENGTH]


def mark_verify(secret: str, mark: str, timestamp: int) -> bool:
    """Tell whether a link's mark is that of the running half minute, the one before or the one after."""
    return _matches(_mark, secret, mark, timestamp, range(-TOLERATED_STEPS, TOLERATED_STEPS + 1))


def mark_expired(secret: str, mark: str, timestamp: int) -> bool:
    """Tell whether a link's mark was one in the last two hours."""
    return _matches(_mark, secret, mark, timestamp, range(-REMEMBERED_STEPS, -TOLERATED_STEPS))


def _matches(make: Callable[[str, int], str], secret: str, given: str, timestamp: int, shifts: range) -> bool:
    step, written = step_of(timestamp), given.encode(errors="replace")
    found = [hmac.compare_digest(make(secret, step + shift).encode(), written) for shift in shifts]
    return any(found)  # every one was compared, so that the answer's delay tells nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """Whole metres, the only thing that is kept of a location, and whether they are near enough."""

    metres: int
    inside: bool


def geofence(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float, *, radius: int = RADIUS_METRES
) -> Distance:
    """Measure the distance of two places in degrees (haversine) against a radius in metres.

    Source: domain 3.29.
    """
    phi, other_phi = radians(latitude), radians(other_latitude)
    half_chord = (
        sin((other_phi - phi) / 2) ** 2 + cos(phi) * cos(other_phi) * sin(radians(other_longitude - longitude) / 2) ** 2
    )
    exact = 2 * EARTH_RADIUS_METRES * asin(sqrt(min(1.0, half_chord)))
    metres = int(Decimal(exact).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return Distance(metres=metres, inside=metres <= radius)
