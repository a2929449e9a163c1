"""Votes: quorum and majority are counted of those who should attend."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """Whether enough were present, and whether the resolution passed."""

    quorum: bool
    passed: bool


def vote(eligible: int, present: int, yes: int) -> VoteResult:
    """Decide a resolution: half of the eligible present, more than half of the eligible for it.

    Args:
        eligible: Members with a vote who should attend.
        present: Those who did.
        yes: Votes for it; those against and abstentions do not matter beyond that.

    Source: domain 3.30.
    """
    quorum = present * 2 >= eligible
    return VoteResult(quorum=quorum, passed=quorum and yes * 2 > eligible)


def election_quorum(eligible: int, present: int) -> bool:
    """Tell whether four fifths of the eligible are present, as an election needs.

    Source: domain 3.30.
    """
    return present * 5 >= eligible * 4
