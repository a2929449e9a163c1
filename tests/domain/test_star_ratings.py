"""Star ratings through the year, findings that weigh on a branch, unit scores: what people enter and what follows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ratings.coefficient import mutual_coeff
from bot.domain.ratings.composite import observed, read_scores, weigh
from bot.domain.ratings.fact import FactKind, FactState, Finding, StarSince, caps, next_month, star_in_force
from bot.domain.ratings.rating import RatingState, SheetScore, Working, moved, parse_rate, sheet_score, working
from bot.domain.ratings.sheet import Indicator, RatingSheet
from bot.domain.ratings.star import BANDS, RatedBranch, star_round
from bot.domain.refusals import Refusal

D = Decimal


def indicator(code: str, weight: str, *, role: bool = False) -> Indicator:
    return Indicator(code=code, category="A", names={}, weight=D(weight), role=role, target={}, standard={})


SHEET = RatingSheet(
    code="feicheng",
    about="",
    cycle="year",
    domains={},
    steps=(),
    self_rating_due=(11, 30),
    role_share=D("0.40"),
    categories={},
    indicators={one.code: one for one in (indicator("A1", "60"), indicator("A2", "40", role=True))},
    share_base=D("0.70"),
    share_review=D("0.30"),
    bands=BANDS,
    five_star_max_pct=D(30),
    veto_max_star=4,
    vetoes={},
    subsidy=None,
    demotion_sources=(),
    honours=None,
    rectification=None,
    warning_rules=(),
    organisational_life={},
)
"""Two indicators, of which one tells role performance."""
ALLOWED = {
    "self_rating": {"submit": "committee_appraisal", "leave_out": "left_out"},
    "committee_appraisal": {"appraise": "decided", "candidate": "municipal_review", "leave_out": "left_out"},
    "municipal_review": {"keep": "decided", "cancel": "decided"},
    "decided": {"publish": "publicity"},
    "publicity": {"file": "filed"},
}
"""F7, written out once more: state to act to the state after it."""
ACTS = sorted({act for acts in ALLOWED.values() for act in acts})


@pytest.mark.parametrize("state", RatingState)
@pytest.mark.parametrize("act", ACTS)
def test_a_rating_only_moves_forward(state: RatingState, act: str) -> None:
    after = ALLOWED.get(state, {}).get(act)
    if after is not None:
        assert moved(state, act) == after
        return
    with pytest.raises(Refusal) as caught:
        moved(state, act)
    assert (caught.value.code, caught.value.facts) == ("RATING_IS", {"rating": state})


@pytest.mark.parametrize(
    ("rates", "base", "role", "star"),
    [
        (("1", "1"), "100.00", "40.00", 5),
        (("1", "0.75"), "90.00", "30.00", 5),
        (("0.5", "0.75"), "60.00", "30.00", 2),
        (("0.33", "0.33"), "33.00", "13.20", 1),
        (("0", "0"), "0.00", "0.00", 1),
    ],
)
def test_a_sheet_adds_up(rates: tuple[str, str], base: str, role: str, star: int) -> None:
    given_rates = dict(zip(SHEET.indicators, map(D, rates), strict=True))

    assert sheet_score(SHEET, given_rates) == SheetScore(base=D(base), role=D(role), star=star)


def test_a_total_shows_its_working_under_the_rulebooks_own_shares_and_caps() -> None:
    """100 less 10 for the sheet, 80 for the review: 0.7 * 90 + 0.3 * 80 = 87, and 0.6 * 90 + 0.4 * 80 = 86."""
    rates = {"A1": D(1), "A2": D(1)}
    found = working(SHEET, rates, deduct=D(10), review=D(80))
    assert found == Working(base=D(100), role=D(40), deduct=D(10), review=D(80), total=D(87), star=4)
    assert working(SHEET, rates, deduct=D(10), review=D(80), caps=(3, 4)).star == 3

    own = replace(SHEET, share_base=D("0.6"), share_review=D("0.4"), bands=((D(86), 5),))
    found = working(own, rates, deduct=D(10), review=D(80))
    assert (found.total, found.star) == (D(86), 5)


@pytest.mark.parametrize(("rates", "missing"), [({}, 2), ({"A1": D(1)}, 1)])
def test_a_sheet_with_gaps_has_no_score(rates: dict[str, Decimal], missing: int) -> None:
    for ask in (lambda: sheet_score(SHEET, rates), lambda: working(SHEET, rates, deduct=D(0), review=D(0))):
        with pytest.raises(Refusal) as caught:
            ask()
        assert (caught.value.code, caught.value.facts) == ("INDICATORS_MISSING", {"count": missing})


@pytest.mark.parametrize(
    ("word", "rate"), [("85", "0.85"), ("85%", "0.85"), (" 85％ ", "0.85"), ("0", "0"), ("100", "1"), ("100.0", "1")]
)
def test_how_far_an_indicator_is_met_is_a_percentage(word: str, rate: str) -> None:
    assert parse_rate(word) == D(rate)


@pytest.mark.parametrize(
    ("word", "code"), [("-1", "BAD_PERCENT"), ("101", "BAD_PERCENT"), ("85.5", "BAD_PERCENT"), ("much", "BAD_NUMBER")]
)
def test_another_percentage_is_refused_with_what_was_written(word: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_rate(word)

    assert caught.value.code == code
    assert word in caught.value.facts.values()


def branch(code: str, total: str, role: str = "30", *caps: int) -> RatedBranch:
    return RatedBranch(id=code, total=D(total), role=D(role), review=D(80), caps=caps)


def test_a_tie_at_the_quota_is_left_to_people_and_who_is_beyond_it_gets_four() -> None:
    """Of ten branches three keep five stars: a is first; b, c and d are equal for two places; e is below them."""
    rows = [branch("a", "99"), *(branch(code, "95") for code in "bcd"), branch("e", "91"), branch("f", "95", "30", 3)]
    rows += [branch(code, "75") for code in "ghij"]
    allowed, stars = star_round(rows)

    assert allowed == 3
    assert {code: (one.star, one.reason) for code, one in stars.items()} == {
        "a": (5, "band"),
        **dict.fromkeys("bcd", (4, "quota_tie_manual")),
        "e": (4, "quota"),
        "f": (3, "vetoed"),
        **dict.fromkeys("ghij", (3, "band")),
    }


@pytest.mark.parametrize(
    ("kind", "state", "since", "counts"),
    [
        (FactKind.VETO, FactState.CONFIRMED, 2026, True),
        (FactKind.NEGATIVE, FactState.CONFIRMED, 2025, True),
        (FactKind.NEGATIVE, FactState.CONFIRMED, 2027, False),
        (FactKind.DEMOTION, FactState.CONFIRMED, 2026, False),
        (FactKind.VETO, FactState.PROPOSED, 2026, False),
        (FactKind.VETO, FactState.APPLIED, 2026, False),
        (FactKind.VETO, FactState.LIFTED, 2026, False),
        (FactKind.VETO, FactState.DROPPED, 2026, False),
    ],
)
def test_a_finding_bars_stars_while_it_is_confirmed(kind: FactKind, state: FactState, since: int, counts: bool) -> None:
    found = Finding(kind=kind, state=state, max_star=3, since=date(since, 12, 31))

    assert caps([found], 2026) == ((3,) if counts else ())


def test_the_strictest_finding_comes_first() -> None:
    found = [
        Finding(kind=FactKind.VETO, state=FactState.CONFIRMED, max_star=star, since=date(2026, 1, 1))
        for star in (4, 1, 3)
    ]

    assert caps(found, 2026) == (1, 3, 4)


@pytest.mark.parametrize(
    ("month", "star"), [("2025-12", 0), ("2026-01", 4), ("2026-05", 4), ("2026-06", 2), ("2027-01", 2), ("2027-02", 5)]
)
def test_the_star_of_a_month_is_the_last_that_began_by_then(month: str, star: int) -> None:
    """Of two for June the later written counts; what is written later for an earlier month changes nothing after."""
    history = [(4, "2026-01"), (3, "2026-06"), (2, "2026-06"), (5, "2027-02"), (1, "2026-03")]
    rows = [StarSince(star=known, month=since) for known, since in history]
    if month == "2026-05":
        rows.pop()

    assert star_in_force(rows, month) == star
    assert star_in_force([], month) == 0


@pytest.mark.parametrize(
    ("day", "month"),
    [(date(2026, 1, 1), "2026-02"), (date(2026, 11, 30), "2026-12"), (date(2026, 12, 1), "2027-01")],
)
def test_a_changed_star_acts_from_the_next_month_on(day: date, month: str) -> None:
    assert next_month(day) == month


def test_without_units_there_are_no_coefficients() -> None:
    assert mutual_coeff([]) == {}


@pytest.mark.parametrize(
    ("line", "scores"),
    [
        ("party=88.5 business=90", {"party": ["88.5"], "business": ["90"]}),
        ("党建=88 業務=90.25", {"party": ["88"], "business": ["90.25"]}),
        ("黨建=0 业务=100", {"party": ["0"], "business": ["100"]}),
        ("SITE=9,8.5,9 stage=7", {"site": ["9", "8.5", "9"], "stage": ["7"]}),
        ("现场=9 汇报=8", {"site": ["9"], "stage": ["8"]}),
        ("現場=9 匯報=8", {"site": ["9"], "stage": ["8"]}),
        ("共建=5 满意度=6", {"joint_building": ["5"], "satisfaction": ["6"]}),
        ("滿意度=6", {"satisfaction": ["6"]}),
        (
            "述=1 看=2 查=3 问=4 评=5",
            {"report": ["1"], "view": ["2"], "check": ["3"], "ask": ["4"], "judge": ["5"]},
        ),
        ("問=4 評=5", {"ask": ["4"], "judge": ["5"]}),
        ("88.5 90", {"party": ["88.5"], "business": ["90"]}),
        (
            "1 - 3 4 5 6 7 8 9",
            {
                "party": ["1"],
                "joint_building": ["3"],
                "satisfaction": ["4"],
                "report": ["5"],
                "view": ["6"],
                "check": ["7"],
                "ask": ["8"],
                "judge": ["9"],
            },
        ),
    ],
)
def test_the_scores_of_a_unit_are_read(line: str, scores: dict[str, list[str]]) -> None:
    assert read_scores(line.split()) == {part: tuple(map(D, marks)) for part, marks in scores.items()}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("", "—"),
        ("-", "—"),
        ("1 2 3 4 5 6 7 8 9 10", "1 2 3 4 5 6 7 8 9 10"),
        ("mood=5", "mood=5"),
        ("party=101", "party=101"),
        ("party=100.01", "party=100.01"),
        ("party=8.555", "party=8.555"),
        ("party=", "party="),
        ("party=8,9", "party=8,9"),
        ("site=8,x", "site=8,x"),
        ("party=8 business", "business"),
        ("88 x", "business=x"),
    ],
)
def test_other_scores_are_refused_with_the_word_that_is_wrong(line: str, word: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_scores(line.split())

    assert caught.value.code == "BAD_SCORES"
    assert word in caught.value.facts.values()


WEIGHTS = {"party": D(50), "business": D(30), "satisfaction": D(20)}


def test_a_weighed_sum_shows_its_terms_and_shares_out_what_is_missing() -> None:
    whole = weigh({"satisfaction": D(60), "party": D(90), "business": D(80)}, WEIGHTS)
    assert whole.total == D(81)
    assert whole.terms == [
        ("party", D(90), D(50)),
        ("business", D(80), D(30)),
        ("satisfaction", D(60), D(20)),
    ]
    assert weigh({"party": D(90), "business": D(80), "mood": D(1)}, WEIGHTS).total == D("86.25")


def test_without_a_part_that_weighs_there_is_no_sum() -> None:
    assert weigh({}, WEIGHTS).total is None
    assert weigh({"party": D(90)}, {"party": D(0)}).total is None


SCORES = st.decimals(min_value=0, max_value=100, places=2)


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS)), SCORES, min_size=1))
def test_a_weighed_sum_lies_between_its_scores(scores: dict[str, Decimal]) -> None:
    total = weigh(scores, WEIGHTS).total

    assert total is not None
    assert min(scores.values()) <= total <= max(scores.values())


def test_an_observation_has_a_result_when_both_halves_have_marks() -> None:
    assert observed([D(80)], [D(90)]) == D(85)
    assert observed([], [D(90)]) is None
    assert observed([D(80)], []) is None
