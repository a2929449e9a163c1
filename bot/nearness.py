"""Nearness: "did you mean …?" for names, codes and items. The only importer of rapidfuzz, which loads when it is asked.

Most messages are spelled right: the bot rests without the library (measured: 4 MB).
"""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], *, least: int = 50) -> list[str]:
    """Answer the up to three of some words that look most like one, the nearest first.

    Args:
        word: As somebody wrote it.
        known: What may be meant.
        least: How alike they must be, of 100.
    """
    from rapidfuzz import process  # noqa: PLC0415 - see above

    return [match[0] for match in process.extract(word, list(known), limit=3, score_cutoff=least)]


def one_off(word: str, other: str) -> bool:
    """Tell whether two words differ by at most one sign."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - see above

    return bool(Levenshtein.distance(word, other, score_cutoff=1) <= 1)
