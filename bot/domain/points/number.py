"""Numbers of points: rounding, averaging, reading and writing."""

import re
import unicodedata
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bot.domain.refusals import bad_number

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
HUNDRED = Decimal(100)

_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{1,6})?|\.\d{1,6})", re.ASCII)


def round_half_up(x: Decimal | Fraction, places: int) -> Decimal:
    """Round half away from zero to ``places`` decimals; a negative zero becomes zero.

    A fraction is exact until here, and one division does not move it: if it lies half-way it is a short decimal.

    Source: domain 3, general.
    """
    exact = x if isinstance(x, Decimal) else Decimal(x.numerator) / x.denominator
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded.is_zero() else rounded


def round2(x: Decimal | Fraction) -> Decimal:
    """Round points or money to two decimals, half away from zero, never ``-0.00``.

    Source: domain 3, general; golden ``round2``.
    """
    return round_half_up(x, 2)


def round4(x: Decimal | Fraction) -> Decimal:
    """Round a coefficient to four decimals, half away from zero.

    Source: domain 3, general.
    """
    return round_half_up(x, 4)


def mean(numbers: Collection[Decimal]) -> Fraction:
    """Average at least one number, exactly.

    A third is not a decimal: weighed as one, it can end just below the half-way that it reaches.

    Source: domain 3, general (round once, at the end).
    """
    return Fraction(sum(numbers, ZERO)) / len(numbers)


def half_up(x: Decimal) -> int:
    """Round a non-negative count half up to a whole number.

    Source: domain 3.12.
    """
    return int(x.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def parse_points(word: str) -> Decimal:
    """Read a number of points that a person typed.

    Args:
        word: For example ``2.5``, ``+2.50`` or a full-width form of it.

    Returns:
        The number, not rounded.

    Raises:
        Refusal: ``BAD_NUMBER`` if it is no plain decimal number.
    """
    plain = unicodedata.normalize("NFKC", word).strip().replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(plain):
        raise bad_number(word)
    return Decimal(plain)


def to_hundredths(points: Decimal) -> int:
    """Give points as the integer hundredths that storage keeps."""
    return int(round2(points) * HUNDRED)


def from_hundredths(hundredths: int) -> Decimal:
    """Give stored integer hundredths as points with two decimals."""
    return round2(Decimal(hundredths) / HUNDRED)


def plain(points: Decimal) -> str:
    """Write points with two decimals and no sign for gains: ``2.50``, ``-3.00``."""
    return f"{round2(points):f}"


def signed(points: Decimal) -> str:
    """Write points with two decimals and their sign: ``+2.50``, ``-3.00``, ``0.00``."""
    rounded = round2(points)
    return f"+{rounded:f}" if rounded > 0 else f"{rounded:f}"
