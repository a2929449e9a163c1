"""Motions: what somebody wants the branch to vote on, read from a line."""

import re
from dataclasses import dataclass

from bot.domain.awards.ballot import MOST_ON_PAPER, VoteKind
from bot.domain.awards.refusals import too_many_names, vote_needs
from bot.domain.points.text import normalise_text

_WORDS = {
    VoteKind.RESOLUTION: ("resolution", "表决", "表決"),
    VoteKind.ELECTION: ("election", "选举", "選舉"),
    VoteKind.SATISFACTION: ("satisfaction", "满意度", "滿意度", "测评", "測評"),
    VoteKind.APPRAISAL: ("appraisal", "评议", "評議", "民主评议", "民主評議"),
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words}
_BETWEEN = re.compile(r"[,;、,;\s]+")
MOST_IN_TITLE = 200
USAGE = {
    VoteKind.RESOLUTION: "/vote resolution TITLE",
    VoteKind.ELECTION: "/vote election 2 TITLE: NAME, NAME, NAME",
    VoteKind.SATISFACTION: "/vote satisfaction TITLE",
    VoteKind.APPRAISAL: "/vote appraisal TITLE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """What is to be voted on; an election has seats and names."""

    kind: VoteKind
    title: str
    seats: int = 1
    names: tuple[str, ...] = ()


def read_motion(text: str, kind: VoteKind | None = None) -> Motion:
    """Read a motion: a kind (a resolution without one), a title, and for an election seats before and names after it.

    Args:
        text: As written.
        kind: Where it was asked for already.

    Raises:
        Refusal: ``VOTE_NEEDS`` with the form of that kind, ``TOO_MANY_NAMES``.
    """
    words = normalise_text(text).split()
    if kind is None and words and words[0].lower() in _KINDS:
        kind = _KINDS[words.pop(0).lower()]
    kind = kind or VoteKind.RESOLUTION
    seats = 1
    if kind is VoteKind.ELECTION and len(words) > 1 and words[0].isascii() and words[0].isdecimal():
        seats = int(words.pop(0)[:4])
    title, names = " ".join(words), tuple[str, ...]()
    if kind is VoteKind.ELECTION:
        title, _, rest = title.partition(":")
        names = tuple(dict.fromkeys(name for name in _BETWEEN.split(rest) if name))
        if not 1 <= seats <= len(names):
            raise vote_needs(USAGE[kind])
    title = title.strip()[:MOST_IN_TITLE]
    if not title:
        raise vote_needs(USAGE[kind])
    if len(names) > MOST_ON_PAPER:
        raise too_many_names(MOST_ON_PAPER)
    return Motion(kind=kind, title=title, seats=seats, names=names)
