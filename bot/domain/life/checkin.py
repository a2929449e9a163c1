"""Check-in by a code that changes every half minute, instead of faces (1.7)."""

import hmac
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from math import asin, cos, radians, sin, sqrt

STEP_SECONDS = 30
TOLERATED_STEPS = 1
EARTH_RADIUS_METRES = 6_371_000
RADIUS_METRES = 200


def checkin_code(secret: str, timestamp: int) -> str:
    """Give the six digits shown on the host's screen at a Unix time.

    Source: domain 3.29.
    """
    return _code(secret, timestamp // STEP_SECONDS)


def _code(secret: str, step: int) -> str:
    digest = hmac.new(secret.encode(), str(step).encode(), sha256).hexdigest()
    return f"{int(digest, 16) % 1_000_000:06d}"


def checkin_verify(secret: str, code: str, timestamp: int) -> bool:
    """Tell whether a code is that of the running half minute, the one before or the one after.

    All three are compared in constant time, so that the answer's delay tells nothing.

    Source: domain 3.29.
    """
    step = timestamp // STEP_SECONDS
    matches = [
        hmac.compare_digest(_code(secret, step + shift).encode(), code.encode(errors="replace"))
        for shift in range(-TOLERATED_STEPS, TOLERATED_STEPS + 1)
    ]
    return any(matches)


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
