"""Ballots: papers in buttons, quorums, elections without a decided tie, a third of excellent ones."""

import random

import pytest

from bot.domain.awards.ballot import (
    MOST_ON_PAPER,
    Mark,
    VoteKind,
    appraised,
    election,
    most_excellent,
    needed_present,
    pack,
    sound,
    unpack,
)
from bot.domain.awards.motion import read_motion
from bot.domain.refusals import Refusal


@pytest.mark.parametrize("length", range(MOST_ON_PAPER + 1))
def test_a_paper_under_way_is_read_as_it_was_written(length: int) -> None:
    marks = tuple(random.Random(length).choices(range(4), k=length))

    assert unpack(pack(marks)) == marks
    assert len(f"vb:1234567890:{pack(marks)}:119") <= 64


@pytest.mark.parametrize("text", ["", "!", "Z", "äö", "A" * 99])
def test_what_nobody_wrote_is_an_empty_paper(text: str) -> None:
    assert unpack(text) == ()


@pytest.mark.parametrize(
    ("kind", "eligible", "needed"),
    [
        ("resolution", 20, 10),
        ("resolution", 19, 10),
        ("election", 20, 16),
        ("election", 19, 16),
        ("satisfaction", 7, 4),
    ],
)
def test_a_quorum_is_the_fewest_that_satisfy_it(kind: str, eligible: int, needed: int) -> None:
    assert needed_present(VoteKind(kind), eligible) == needed


def votes(*yes: int) -> dict[tuple[int, str], int]:
    return {(place, "yes"): n for place, n in enumerate(yes)}


@pytest.mark.parametrize(
    ("yes", "present", "seats", "elected", "runoff"),
    [
        ((15, 14, 3), 18, 2, [0, 1], ()),
        ((15, 12, 12), 18, 2, [0], (1, 2)),  # tied at the last seat: nobody of them by itself
        ((15, 9, 8), 18, 2, [0], (1, 2)),  # nine of eighteen are not more than half
        ((12, 12), 18, 2, [0, 1], ()),
        ((12, 12), 15, 2, [], ()),  # fifteen of twenty are not four fifths
    ],
)
def test_elected_is_who_has_more_than_half_and_no_tie_is_decided(
    yes: tuple[int, ...], present: int, seats: int, elected: list[int], runoff: tuple[int, ...]
) -> None:
    found = election(votes(*yes), candidates=len(yes), eligible=20, present=present, seats=seats)

    assert (list(found.elected), found.runoff) == (elected, runoff)


def test_at_most_a_third_is_proposed_as_excellent() -> None:
    """Of seven two: those whom more than half call so, the most first; who is tied at the limit is left open."""
    assert [most_excellent(n) for n in (2, 3, 7, 9)] == [0, 1, 2, 3]
    counts = {(place, "excellent"): n for place, n in enumerate((6, 5, 5, 4, 1, 0, 0))}
    counts |= {(place, "qualified"): 6 - counts[place, "excellent"] for place in range(7)}
    found = appraised(counts, graded=7)

    assert found.selected == ["0000"]
    assert found.unresolved == ["0001", "0002"]


@pytest.mark.parametrize(
    ("marks", "fits"),
    [
        ([(0, 1), (1, 0), (2, 2)], True),
        ([(0, 1), (1, 1), (2, 0)], False),  # two for one seat
        ([(0, 1), (1, 0)], False),  # one is missing
        ([(0, 1), (0, 0), (1, 0), (2, 0)], False),  # one stands twice
        ([(0, 3), (1, 0), (2, 0)], False),  # no such answer
    ],
)
def test_a_paper_answers_each_question_once(marks: list[tuple[int, int]], *, fits: bool) -> None:
    assert sound(VoteKind.ELECTION, [Mark(*mark) for mark in marks], subjects=[0, 1, 2], seats=1) is fits


def test_a_motion_is_read_from_a_line() -> None:
    motion = read_motion("选举 2 支部委员会：王芳、李明, 赵强")
    assert (motion.kind, motion.title, motion.seats, motion.names) == (
        VoteKind.ELECTION,
        "支部委员会",
        2,
        ("王芳", "李明", "赵强"),
    )
    assert read_motion("接收预备党员").kind is VoteKind.RESOLUTION
    assert read_motion("appraisal 2026").title == "2026"
    for text in ("", "election 2 x: Wang", "election Committee"):
        with pytest.raises(Refusal, match="VOTE_NEEDS"):
            read_motion(text)
