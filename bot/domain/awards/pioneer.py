"""The pioneer index of members (J9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.awards.award_refusals import bad_pioneer_row
from bot.domain.points.number import HUNDRED, ZERO, parse_points, round2
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusal import Refusal

BONUS_CAP = Decimal(20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pioneer:
    """The value, and its index against the last one; no index without a last value above zero."""

    value: Decimal
    index: Decimal | None


def pioneer_index(
    dimensions: Iterable[tuple[Decimal, Decimal]],
    positive: Iterable[Decimal],
    negative: Iterable[Decimal],
    previous: Decimal | None,
    *,
    zeroed: bool = False,
    bonus_cap: Decimal = BONUS_CAP,
) -> Pioneer:
    """Find a member's pioneer index.

    Args:
        dimensions: Weight and score of each, weights out of 100.
        positive: Bonuses, capped together.
        negative: Deductions, as positive numbers.
        previous: Value of the last period.
        zeroed: Whether a zeroing fact stands.
        bonus_cap: Most that bonuses add.

    Source: domain 3.25, 2.3-13.
    """
    basic = sum((weight * score / HUNDRED for weight, score in dimensions), ZERO)
    value = basic + min(sum(positive, ZERO), bonus_cap) - sum(negative, ZERO)
    published = ZERO if zeroed else round2(max(ZERO, value))
    if previous is None or previous <= 0:
        return Pioneer(value=published, index=None)
    return Pioneer(value=published, index=round2(published / previous * HUNDRED))


Fact = tuple[Decimal, str]
"""A bonus or deduction, as a positive number, and why."""
MOST_FACTS = 20
ZEROING = frozenset({"zero", "归零", "歸零", "清零"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What an index is found from: a score of each dimension, bonuses, deductions, the fact that zeroes it or none."""

    scores: tuple[Decimal, ...]
    positive: tuple[Fact, ...] = ()
    negative: tuple[Fact, ...] = ()
    zero: str = ""


def read_inputs(text: str, dimensions: int) -> Inputs:
    """Read a row: ``90 85 80 88; +5 flood relief; -2 late report; zero document 12/2026``.

    Raises:
        Refusal: ``BAD_PIONEER_ROW`` with the cell that is faulty.
    """
    head, *facts = (one.strip() for one in text.replace("；", ";").split(";"))
    scores = tuple(_number(word, HUNDRED) for word in head.split())
    if len(scores) != dimensions or len(facts) > MOST_FACTS:
        raise bad_pioneer_row(head or text)
    positive: list[Fact] = []
    negative: list[Fact] = []
    zero = ""
    for fact in filter(None, facts):
        word, _, rest = fact.partition(" ")
        why = clean_text(rest, REASON_LIMIT)
        if not why:
            raise bad_pioneer_row(fact)
        if word.lower() in ZEROING:
            zero = why
        elif word[0] in "+＋":
            positive.append((_number(word[1:], HUNDRED), why))
        elif word[0] in "-−－":
            negative.append((_number(word[1:], HUNDRED), why))
        else:
            raise bad_pioneer_row(fact)
    return Inputs(scores=scores, positive=tuple(positive), negative=tuple(negative), zero=zero)


def _number(word: str, most: Decimal) -> Decimal:
    try:
        found = parse_points(word)
    except Refusal:
        raise bad_pioneer_row(word) from None
    if round2(found) != found or not 0 <= found <= most:
        raise bad_pioneer_row(word)
    return round2(found)


def formula(inputs: Inputs, weights: Sequence[Decimal], bonus_cap: Decimal) -> str:
    """Write how a value comes from its inputs, so that a reader can recompute it (3.25)."""
    if inputs.zero:
        return "0"
    terms = " + ".join(f"{score}×{weight}/100" for score, weight in zip(inputs.scores, weights, strict=True))
    plus, minus = (sum((points for points, _ in facts), ZERO) for facts in (inputs.positive, inputs.negative))
    return f"max(0, {terms} + min({plus}, {bonus_cap}) − {minus})"


def found_from(inputs: Inputs, weights: Sequence[Decimal], previous: Decimal | None, *, bonus_cap: Decimal) -> Pioneer:
    """Find the index of inputs under a standard's weights and cap."""
    return pioneer_index(
        zip(weights, inputs.scores, strict=True),
        (points for points, _ in inputs.positive),
        (points for points, _ in inputs.negative),
        previous,
        zeroed=bool(inputs.zero),
        bonus_cap=bonus_cap,
    )


def read_standard(lines: Sequence[str]) -> tuple[tuple[tuple[str, Decimal], ...], Decimal | None]:
    """Read a year's standard, a dimension a line with its weight (together 100), and the cap of bonuses or None.

    Raises:
        Refusal: ``BAD_PIONEER_ROW``.
    """
    dims: list[tuple[str, Decimal]] = []
    cap: Decimal | None = None
    for line in lines:
        name, _, word = line.strip().rpartition(" ")
        number = _number(word, HUNDRED)
        if name.lower() in {"cap", "封顶", "封頂"}:
            cap = number
        elif not name or not number or name in dict(dims):
            raise bad_pioneer_row(line)
        else:
            dims.append((clean_text(name, 40), number))
    if sum((weight for _, weight in dims), ZERO) != HUNDRED:
        raise bad_pioneer_row(" + ".join(str(weight) for _, weight in dims) or "–")
    return tuple(dims), cap
