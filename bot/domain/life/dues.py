"""Party dues: a calculator for private chats (no income is stored), and arrears."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.domain.points.number import round2
from bot.domain.points.text import normalise_text
from bot.domain.refusals import missing_argument

_EMPLOYED: Sequence[tuple[Decimal | None, Decimal]] = (
    (Decimal(3000), Decimal("0.005")),
    (Decimal(5000), Decimal("0.01")),
    (Decimal(10000), Decimal("0.015")),
    (None, Decimal("0.02")),
)
_INCOME = re.compile(r"[¥￥]?([0-9]{1,8}(?:\.[0-9]{1,2})?)(?:元|yuan)?")
_RETIRED: Sequence[tuple[Decimal | None, Decimal]] = (
    (Decimal(5000), Decimal("0.005")),
    (None, Decimal("0.01")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dues:
    """The rate, and yuan a month with two decimals."""

    rate: Decimal
    amount: Decimal


def dues(income: Decimal, kind: Literal["employed", "retired"] = "employed") -> Dues:
    """Find the monthly dues; the rate applies to the whole base.

    Args:
        income: Monthly base in yuan.
        kind: Employed or retired.

    Source: domain 3.34.
    """
    table = _RETIRED if kind == "retired" else _EMPLOYED
    rate = next(rate for limit, rate in table if limit is None or income <= limit)
    return Dues(rate=rate, amount=round2(income * rate))


def read_income(text: str) -> Decimal:
    """Read a monthly base: 6500, 6,500.50, 6500元.

    Raises:
        Refusal: ``MISSING_ARGUMENT``; it does not repeat what was written, for that may be an income.
    """
    found = _INCOME.fullmatch(normalise_text(text).replace(",", "").replace(" ", ""))
    if found is None:
        raise missing_argument("dues", "/dues 6500")
    return Decimal(found[1])


def dues_arrears(unpaid_months: int) -> Literal["none", "remind", "warn", "escalate"]:
    """Tell what follows from unpaid months: 1 or 2 remind, 3 to 5 warn, from 6 on escalate.

    Source: domain 3.24.
    """
    if unpaid_months >= 6:
        return "escalate"
    if unpaid_months >= 3:
        return "warn"
    return "remind" if unpaid_months >= 1 else "none"
