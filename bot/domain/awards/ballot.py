"""Ballots: what may be voted on, what stands on a ballot paper, what the counters mean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bot.domain.awards.quota import Candidate, Selection, quota, select_quota
from bot.domain.awards.satisfaction import Satisfaction, satisfaction
from bot.domain.life.vote import VoteResult, election_quorum, vote


class VoteKind(StrEnum):
    """What is voted on."""

    RESOLUTION = "resolution"
    ELECTION = "election"
    SATISFACTION = "satisfaction"
    APPRAISAL = "appraisal"


ANSWERS: Mapping[VoteKind, tuple[str, ...]] = {
    VoteKind.RESOLUTION: ("yes", "no", "abstain"),
    VoteKind.ELECTION: ("abstain", "yes", "no"),
    VoteKind.SATISFACTION: ("satisfied", "fairly", "average", "dissatisfied", "abstain"),
    VoteKind.APPRAISAL: ("excellent", "qualified", "basic", "unqualified"),
}
"""What can be said to each question; a mark is the place in here. The first of an election is an untouched name."""

EXCELLENT = Fraction(1, 3)
"""Of those appraised not more may be excellent [R16]."""
MOST_ON_PAPER = 120
"""So many names fit into the data of a button (64 bytes), which is where a paper under way is kept."""
WITHOUT_VOTE = frozenset({"probationary", "activist"})
"""Status of those who neither vote on resolutions nor are graded (2.2-14)."""


_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Mark(NamedTuple):
    """One answer to one question of a vote: what lies in the urn, with nothing beside it."""

    subject: int
    answer: int


Counts = Mapping[tuple[int, str], int]
"""Question and answer to the number of ballots that say so."""


def has_vote(kind: VoteKind, status: str) -> bool:
    """Tell whether a member of that status votes; probationary ones and activists are only asked if they are satisfied.

    Source: domain 2.2-14 [R16].
    """
    return kind is VoteKind.SATISFACTION or status not in WITHOUT_VOTE


def needed_present(kind: VoteKind, eligible: int) -> int:
    """Answer the fewest ballots with which a vote counts at all.

    Source: domain 3.15, 3.30.
    """
    return -(-eligible * 4 // 5) if kind is VoteKind.ELECTION else -(-eligible // 2)


def pack(marks: Sequence[int]) -> str:
    """Write the answers of a paper under way so that a button's data can hold them: three answers a character."""
    padded = [*marks, *[0] * (-len(marks) % 3)]
    threes = zip(padded[::3], padded[1::3], padded[2::3], strict=True)
    return _SIGNS[len(marks) % 3] + "".join(_SIGNS[one * 16 + two * 4 + three] for one, two, three in threes)


def unpack(text: str) -> tuple[int, ...]:
    """Read what `pack` wrote; what it did not write is an empty paper."""
    places = [_SIGNS.find(sign) for sign in text]
    if not places or -1 in places or places[0] > 2 or len(places) * 3 > MOST_ON_PAPER + 3:
        return ()
    marks = [mark for place in places[1:] for mark in (place // 16, place // 4 % 4, place % 4)]
    return tuple(marks[: len(marks) - (-places[0] % 3)])


def most_excellent(graded: int) -> int:
    """Answer how many of those appraised may be excellent.

    Source: domain 3.12, 2.2-13.
    """
    return quota(graded, EXCELLENT, "floor")


def sound(kind: VoteKind, marks: Sequence[Mark], *, subjects: Collection[int], seats: int) -> bool:
    """Tell whether a paper is filled in as it must be.

    Args:
        kind: Of the vote.
        marks: The answers.
        subjects: The questions of this paper: each is answered once.
        seats: Of an election: not more yes than that; of an appraisal: how many may be excellent.
    """
    if sorted(mark.subject for mark in marks) != sorted(subjects):
        return False
    if not all(0 <= mark.answer < len(ANSWERS[kind]) for mark in marks):
        return False
    chosen = {VoteKind.ELECTION: "yes", VoteKind.APPRAISAL: "excellent"}.get(kind)
    return chosen is None or sum(ANSWERS[kind][mark.answer] == chosen for mark in marks) <= seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Elected:
    """How an election ended.

    Attributes:
        quorum: Whether four fifths were present; without them nobody is elected.
        votes: Candidate to the votes for it.
        elected: With more than half of the ballots, the most votes first.
        tied: At the same number where the seats end: a runoff decides.
        open_seats: Seats that nobody has.
    """

    quorum: bool
    votes: Mapping[int, int]
    elected: Sequence[int]
    tied: Sequence[int]
    open_seats: int

    @property
    def runoff(self) -> tuple[int, ...]:
        """Who stands in a runoff: the tied; where too few had a majority, those who are not elected."""
        if not self.quorum or self.open_seats == 0:
            return ()
        return tuple(self.tied) or tuple(sorted(set(self.votes) - set(self.elected)))


def election(counts: Counts, *, candidates: int, eligible: int, present: int, seats: int) -> Elected:
    """Find who is elected: four fifths present, more than half of the ballots, the most votes; no tie is decided here.

    Source: domain 3.30 [R20], 3.12.
    """
    votes = {one: counts.get((one, "yes"), 0) for one in range(candidates)}
    if not election_quorum(eligible, present):
        return Elected(quorum=False, votes=votes, elected=(), tied=(), open_seats=seats)
    able = [Candidate(id=f"{one:04d}", keys=(Decimal(n),)) for one, n in votes.items() if n * 2 > present]
    chosen = select_quota(able, seats)
    elected = [int(one) for one in chosen.selected]
    return Elected(
        quorum=True,
        votes=votes,
        elected=elected,
        tied=[int(one) for one in chosen.unresolved],
        open_seats=seats - len(elected),
    )


def resolution(counts: Counts, *, eligible: int, present: int) -> VoteResult:
    """Decide a resolution by its counters (3.30)."""
    return vote(eligible, present, counts.get((0, "yes"), 0))


def satisfied(counts: Counts, *, invited: int) -> Satisfaction:
    """Weigh a poll by its counters (3.15)."""
    return satisfaction({answer: n for (_, answer), n in counts.items()}, invited)


def appraised(counts: Counts, *, graded: int) -> Selection:
    """Propose who is excellent: those whom more call so than anything else, the most first, at most a third.

    Source: domain 3.12, 2.2-13 [R16]; the branch decides.
    """
    able = []
    for one in range(graded):
        said = {answer: counts.get((one, answer), 0) for answer in ANSWERS[VoteKind.APPRAISAL]}
        if said["excellent"] * 2 > sum(said.values()):
            keys = (Decimal(said["excellent"]), Decimal(said["qualified"]), Decimal(-said["unqualified"]))
            able.append(Candidate(id=f"{one:04d}", keys=keys))
    return select_quota(able, most_excellent(graded))
