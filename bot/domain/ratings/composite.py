"""The composite result of units: party and business work, what stands beside them; the year-end sheet (X8, X9, X17)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.awards.contest import observation_score
from bot.domain.points.number import HUNDRED, ZERO, round2
from bot.domain.ratings.refusals import bad_scores

WORK = ("party", "business")
BESIDE = ("joint_building", "satisfaction")
FIVE = ("report", "view", "check", "ask", "judge")
"""The five ways of the year-end sheet: 述、看、查、问、评."""
CONTEST = ("site", "stage")
PARTS = (*WORK, *BESIDE, *FIVE, *CONTEST)
"""What a unit is scored in, in the order of a line."""
JUDGED = frozenset(CONTEST)
"""Parts that several people give marks for."""
_MARK = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
_WORDS = {
    **{part: part for part in PARTS},
    **dict(zip(("党建", "業務", "业务", "黨建"), ("party", "business", "business", "party"), strict=True)),
    **dict(zip(("共建", "满意度", "滿意度"), ("joint_building", "satisfaction", "satisfaction"), strict=True)),
    **dict(zip("述看查问评", FIVE, strict=True)),
    **dict(zip("述看查問評", FIVE, strict=True)),
    **dict(zip(("现场", "現場", "汇报", "匯報"), ("site", "site", "stage", "stage"), strict=True)),
}
_LINE = (*WORK, *BESIDE, *FIVE)
"""What the columns of a pasted row are, after the unit's code."""


def read_scores(words: Sequence[str]) -> dict[str, tuple[Decimal, ...]]:
    """Read the scores of one unit: ``party=88.5 business=90 site=9,8.5,9``, or a row of a sheet in its columns' order.

    Raises:
        Refusal: ``BAD_SCORES``.
    """
    found: dict[str, tuple[Decimal, ...]] = {}
    if words and "=" not in words[0]:
        if len(words) > len(_LINE):
            raise bad_scores(" ".join(words))
        words = [f"{part}={word}" for part, word in zip(_LINE, words, strict=False) if word != "-"]
    for word in words:
        name, _, marks = word.partition("=")
        part = _WORDS.get(name.lower())
        if part is None:
            raise bad_scores(word)
        found[part] = _marks(marks, word, several=part in JUDGED)
    if not found:
        raise bad_scores("")
    return found


def _marks(text: str, word: str, *, several: bool) -> tuple[Decimal, ...]:
    marks = text.split(",")
    if not all(_MARK.fullmatch(one) and Decimal(one) <= HUNDRED for one in marks) or (len(marks) > 1 and not several):
        raise bad_scores(word)
    return tuple(Decimal(one) for one in marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A weighed sum with its terms: name, score, weight in percent. Weights of missing parts are shared out."""

    terms: Sequence[tuple[str, Decimal, Decimal]]
    total: Decimal | None


def weigh(scores: Mapping[str, Decimal], weights: Mapping[str, Decimal]) -> Weighed:
    """Weigh what is there; without a part the others count for the whole, as in 3.26.

    Args:
        scores: Part to score, of 100.
        weights: Part to weight in percent, in the order in which they are told.
    """
    terms = [(part, scores[part], weight) for part, weight in weights.items() if part in scores]
    whole = sum((weight for _, _, weight in terms), ZERO)
    if not whole:
        return Weighed(terms=terms, total=None)
    return Weighed(terms=terms, total=round2(sum((score * weight for _, score, weight in terms), ZERO) / whole))


def observed(site: Sequence[Decimal], stage: Sequence[Decimal]) -> Decimal | None:
    """Find the result of an observation contest, None while one half has no marks (3.26)."""
    return observation_score(site, stage) if site and stage else None
