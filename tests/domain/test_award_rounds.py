"""Awards: who may be a candidate, how winners are found, what a paper and a motion are; the pioneer index."""

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.awards.ballot import MOST_ON_PAPER, VoteKind, has_vote, resolution, satisfied
from bot.domain.awards.eligibility import HALF_YEAR_DAYS, NEEDS, Record, unmet
from bot.domain.awards.entry import Choice, Way, choose_by_figure, choose_by_marks, way
from bot.domain.awards.motion import Motion, read_motion
from bot.domain.awards.pioneer import pioneer_index
from bot.domain.awards.rules import AwardRound
from bot.domain.points import spot
from bot.domain.refusals import Refusal

D = Decimal
BEST = Record(in_service=True, days=HALF_YEAR_DAYS, average=D(90), pass_line=D(60), star=5, among_first=True)


def round_of(**facts: object) -> AwardRound:
    return AwardRound(code="post", titles=(), freq="year", **facts)  # type: ignore[arg-type]  # from a table


@pytest.mark.parametrize(
    ("record", "lacks"),
    [
        (BEST, ""),
        (Record(in_service=False, days=183, star=5, among_first=True), "in_service"),
        (Record(days=182, star=5, among_first=True), "half_year"),
        (Record(days=183, average=D("59.99"), pass_line=D(60), star=5, among_first=True), "passed"),
        (Record(days=183, average=None, pass_line=D(60), star=5, among_first=True), "passed"),
        (Record(days=183, average=D(60), pass_line=D(60), star=5, among_first=True), ""),
        (Record(days=183, average=D(1), pass_line=None, star=5, among_first=True), ""),
        (Record(days=183, ladder=True, star=5, among_first=True), "no_ladder"),
        (Record(days=183, barred=True, star=5, among_first=True), "not_barred"),
        (Record(days=183, finding=True, star=5, among_first=True), "no_finding"),
        (Record(days=183, star=4, among_first=True), "five_star"),
        (Record(days=183, star=3, among_first=True), "five_star four_star"),
        (Record(days=183, star=5), "top_three"),
        (Record(), "half_year five_star four_star top_three"),
    ],
)
def test_what_stands_against_a_candidate_is_told_in_order(record: Record, lacks: str) -> None:
    assert unmet(reversed(NEEDS), record) == tuple(lacks.split())


def test_only_what_a_rulebook_asks_is_asked() -> None:
    assert unmet(["five_star"], Record()) == ("five_star",)
    assert unmet([], Record()) == ()


CRITERIA: tuple[tuple[dict[str, str], Decimal], ...] = (({}, D("0.6")), ({}, D("0.4")))


@pytest.mark.parametrize(
    ("rules", "how"),
    [
        (round_of(criteria=CRITERIA), Way.JUDGES),
        (round_of(criteria=CRITERIA, by="points"), Way.JUDGES),
        (round_of(criteria=CRITERIA, stages=({},)), Way.FIGURE),
        (round_of(stages=({},)), Way.FIGURE),
        (round_of(by="points"), Way.FIGURE),
        (round_of(), Way.COMMITTEE),
    ],
)
def test_how_winners_are_found_follows_from_the_rulebook(rules: AwardRound, how: Way) -> None:
    assert way(rules) is how


def test_judges_marks_are_weighed_and_a_tie_is_broken_by_the_criteria_in_their_order() -> None:
    """11: 0.6 * 80 + 0.4 * 95 = 86 and 12: 0.6 * 90 + 0.4 * 80 = 86; 12 is better in the first criterion."""
    rules = round_of(criteria=CRITERIA)
    marks = {11: {0: [D(80)], 1: [D(95)]}, 12: {0: [D(85), D(95)], 1: [D(80)]}, 13: {0: [D(50)], 1: []}}

    assert choose_by_marks(rules, marks, 1) == Choice({11: D(86), 12: D(86), 13: D(30)}, [12], [], 0)
    equal = {2: {0: [D(80)], 1: [D(80)]}, 10: {0: [D(80)], 1: [D(80)]}}
    assert choose_by_marks(rules, equal, 1) == Choice({2: D(80), 10: D(80)}, [], [10, 2], 1)


def test_the_highest_figures_win_and_a_tie_at_the_cut_is_left_to_people() -> None:
    figures = {7: D(90), 8: D(95), 20: D(90), 100: D(80)}

    assert choose_by_figure(figures, 3) == Choice(figures, [8, 7, 20], [], 0)
    assert choose_by_figure(figures, 2) == Choice(figures, [8], [7, 20], 1)


@pytest.mark.parametrize(
    ("kind", "status", "votes"),
    [
        (VoteKind.RESOLUTION, "full", True),
        (VoteKind.RESOLUTION, "probationary", False),
        (VoteKind.ELECTION, "activist", False),
        (VoteKind.APPRAISAL, "probationary", False),
        (VoteKind.SATISFACTION, "probationary", True),
        (VoteKind.SATISFACTION, "activist", True),
    ],
)
def test_who_is_not_a_full_member_is_only_asked_whether_they_are_satisfied(
    kind: VoteKind, status: str, votes: bool
) -> None:
    assert has_vote(kind, status) is votes


def test_counters_become_a_resolution_or_a_satisfaction() -> None:
    counts = {(0, "yes"): 6, (0, "no"): 3, (0, "abstain"): 1}
    carried = resolution(counts, eligible=11, present=10)
    assert (carried.quorum, carried.passed) == (True, True)
    assert resolution({(0, "no"): 10}, eligible=11, present=10).passed is False

    content = satisfied({(0, "satisfied"): 1, (0, "dissatisfied"): 1}, invited=4)
    assert (content.valid, content.score, content.rate) == (True, D(50), D(50))


@pytest.mark.parametrize(
    "text", ["", "election 2 Committee: Wang", "election Committee:", "resolution", "election 0 X: Wang"]
)
def test_a_motion_that_lacks_something_shows_its_form(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_motion(text)

    kind = "election" if text.startswith("election") else "resolution"
    assert caught.value.code == "VOTE_NEEDS"
    assert f"/vote {kind}" in str(caught.value.facts)


def test_a_paper_holds_as_many_names_as_fit() -> None:
    names = [f"M{number}" for number in range(MOST_ON_PAPER + 1)]

    assert read_motion(f"election X: {' '.join(names[1:])} M1").names == tuple(names[1:])
    with pytest.raises(Refusal) as caught:
        read_motion(f"election X: {' '.join(names)}")
    assert caught.value.code == "TOO_MANY_NAMES"
    assert MOST_ON_PAPER in caught.value.facts.values()


def test_the_kind_of_a_motion_may_have_been_asked_for_already() -> None:
    assert read_motion("Open day", VoteKind.SATISFACTION) == Motion(kind=VoteKind.SATISFACTION, title="Open day")
    assert read_motion("election", VoteKind.RESOLUTION).title == "election"


DIMENSIONS = [(D(60), D(90)), (D(40), D(80))]


@pytest.mark.parametrize(
    ("bonuses", "deductions", "before", "zeroed", "value", "index"),
    [
        (["5"], ["3"], "80", False, "88.00", "110.00"),
        (["15", "15"], [], "80", False, "106.00", "132.50"),
        ([], ["100"], "80", False, "0.00", "0.00"),
        (["5"], [], "80", True, "0.00", "0.00"),
        ([], [], None, False, "86.00", None),
        ([], [], "0", False, "86.00", None),
        ([], [], "0.5", False, "86.00", "17200.00"),
    ],
)
def test_a_members_index_compares_with_the_last_one(
    bonuses: list[str], deductions: list[str], before: str | None, *, zeroed: bool, value: str, index: str | None
) -> None:
    last = None if before is None else D(before)
    found = pioneer_index(DIMENSIONS, map(D, bonuses), map(D, deductions), last, zeroed=zeroed)

    assert (str(found.value), found.index if index is None else str(found.index)) == (value, index)
    assert index is not None or found.index is None


def test_a_spot_check_is_drawn_with_a_seed_that_was_promised() -> None:
    """What is published is SHA-256 as everybody computes it, of the salt alone; month and salt are the seed."""
    assert spot.commitment("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert spot.seed(f"{date(2026, 5, 1):%Y-%m}", "salt") == "2026-05:salt"
