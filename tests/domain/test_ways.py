"""Small rules with a table each: warnings, dues, rules of one's own, months, who explains a zero."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain.calendar.late import catch_up
from bot.domain.calendar.periods import month_of_key
from bot.domain.calendar.workdays import Workdays
from bot.domain.life.cadence import due_in, parse_due_rule, span_in
from bot.domain.life.dues import Dues, dues, dues_arrears, read_income
from bot.domain.life.ryg import Color, planned_progress, red_streak
from bot.domain.life.task import as_coloured
from bot.domain.life.warning import MOVES, WarningState, move, possible
from bot.domain.points.appeal import AppealState, Course, step
from bot.domain.points.own_rules import foreign_settings, rebased, under
from bot.domain.points.period import cycle_months, month_ends
from bot.domain.points.ranking import Section, rollup
from bot.domain.points.scheme import Scheme
from bot.domain.points.standing import MonthRow, zero_month_duties
from bot.domain.refusals import Refusal
from bot.schemes import load_preset

D = Decimal

IN_HAND = {"explain": "rectifying", "report": "submitted", "pass": "closed"}
ALLOWED = {
    "open": {"arrange": "acknowledged", "escalate": "escalated", **IN_HAND},
    "acknowledged": {"escalate": "escalated", **IN_HAND},
    "rectifying": {"escalate": "escalated", **IN_HAND},
    "submitted": {"close": "closed", "return": "rectifying"},
    "closed": {},
    "escalated": {"arrange": "acknowledged", **IN_HAND},
}
"""2.1 (Warning), written out once more: state to act to the state after it."""


@pytest.mark.parametrize("state", WarningState)
@pytest.mark.parametrize("act", MOVES)
def test_a_warning_goes_its_way_and_no_other(state: WarningState, act: str) -> None:
    after = ALLOWED[state].get(act)
    assert (act in possible(state)) is (after is not None)
    if after is not None:
        assert move(state, act) == after
        return
    with pytest.raises(Refusal) as caught:
        move(state, act)
    assert caught.value.code == "STALE_CARD"


@pytest.mark.parametrize(
    ("income", "kind", "rate", "amount"),
    [
        ("3000", "employed", "0.005", "15.00"),
        ("3000.01", "employed", "0.01", "30.00"),
        ("5000", "employed", "0.01", "50.00"),
        ("5000.01", "employed", "0.015", "75.00"),
        ("10000", "employed", "0.015", "150.00"),
        ("10000.01", "employed", "0.02", "200.00"),
        ("0", "employed", "0.005", "0.00"),
        ("5000", "retired", "0.005", "25.00"),
        ("5000.01", "retired", "0.01", "50.00"),
    ],
)
def test_dues_are_a_share_of_the_whole_base(income: str, kind: str, rate: str, amount: str) -> None:
    assert dues(D(income), kind) == Dues(rate=D(rate), amount=D(amount))  # type: ignore[arg-type]  # from a table


@pytest.mark.parametrize(
    ("text", "income"),
    [
        ("6500", "6500"),
        ("6,500.50", "6500.50"),
        ("6500元", "6500"),
        ("￥6 500", "6500"),
        ("¥12yuan", "12"),
        ("６５００", "6500"),
    ],
)
def test_a_base_is_read_as_people_write_it(text: str, income: str) -> None:
    assert read_income(text) == D(income)


@pytest.mark.parametrize("text", ["", "much", "-5", "6500.505", "123456789", "6500 dollars"])
def test_what_is_no_base_is_not_repeated(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_income(text)

    assert caught.value.code == "MISSING_ARGUMENT"
    assert set(caught.value.facts.values()) == {"dues", "/dues 6500"}


@pytest.mark.parametrize(
    ("months", "follows"),
    [(0, "none"), (1, "remind"), (2, "remind"), (3, "warn"), (5, "warn"), (6, "escalate"), (30, "escalate")],
)
def test_what_follows_from_months_unpaid(months: int, follows: str) -> None:
    assert dues_arrears(months) == follows


@pytest.mark.parametrize(
    ("month", "last"),
    [
        ("2026-01", date(2026, 1, 31)),
        ("2026-12", date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2026-11", date(2026, 11, 30)),
    ],
)
def test_a_month_ends(month: str, last: date) -> None:
    assert month_ends(month) == last
    assert month_ends(f"{month}-05") == last


def test_the_months_of_a_cycle() -> None:
    assert cycle_months("month", "2026-05") == ("2026-05", "2026-05")
    assert cycle_months("year", "2026-05") == ("2026-01", "2026-12")


def test_a_month_is_asked_for_by_its_key() -> None:
    assert month_of_key("2026-05") == (2026, 5)
    with pytest.raises(Refusal) as caught:
        month_of_key("2026")
    assert (caught.value.code, "2026" in caught.value.facts.values()) == ("UNKNOWN_PERIOD", True)


NOW = datetime.fromisoformat("2026-05-12T10:00+08:00")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("planned", "sent", "send", "skip"),
    [
        ([], [], [], []),
        ([-1], [], [], []),
        ([3, 2], [], [2], [3]),
        ([3, 2], [3, 2], [], []),
        ([3, 2], [2], [3], []),
        ([24], [], [24], []),
        ([25], [], [], [25]),
        ([0], [], [0], []),
    ],
)
def test_of_what_was_missed_only_the_newest_is_sent(
    planned: list[int], sent: list[int], send: list[int], skip: list[int]
) -> None:
    """All in hours before now; the grace is a day."""
    instants = [NOW - ago * HOUR for ago in planned]
    found = catch_up(instants, [NOW - ago * HOUR for ago in sent], NOW, 24 * HOUR)

    assert found == ([NOW - ago * HOUR for ago in send], [NOW - ago * HOUR for ago in skip])


@pytest.mark.parametrize(
    ("score", "disposed", "severe", "owed"),
    [
        ("0", False, False, [("sec", "explain_at_annual_report")]),
        ("0.004", False, True, [("sec", "explain_at_annual_report")]),
        ("0", True, False, [("sec", "explain_at_annual_report"), ("lead", "explain_at_democratic_life_meeting")]),
        (
            "0",
            True,
            True,
            [
                ("sec", "explain_at_annual_report"),
                ("lead", "explain_at_democratic_life_meeting"),
                ("lead", "accountability"),
            ],
        ),
        ("0.01", True, True, []),
    ],
)
def test_who_explains_a_month_of_nothing(score: str, disposed: bool, severe: bool, owed: list[tuple[str, str]]) -> None:
    row = MonthRow(member="m", score=D(score), disposed=disposed, leader="lead", secretary="sec", severe=severe)
    other = MonthRow(member="o", score=D(1), disposed=True, leader="lead", secretary="sec")

    assert [(duty.member, duty.who, duty.duty) for duty in zero_month_duties([other, row])] == [
        ("m", who, duty) for who, duty in owed
    ]


def test_a_department_without_people_keeps_its_own_points() -> None:
    sections = [Section(id="a", own=D(7), persons=())]
    scores, whole = rollup(sections, D("3.005"))
    with_people = [Section(id="b", own=D(1), persons=(D(80), D(90))), Section(id="c", own=D(0), persons=(D(60),))]
    assert rollup(with_people, D(2)) == rollup(with_people, D(2), "mean")
    assert rollup(with_people, D(2))[1] == D("79.33")  # (86 * 2 + 60) / 3 + 2

    assert [(one.id, one.heads, one.score) for one in scores] == [("a", 0, D(7))]
    assert whole == D("3.01")


def sichuan() -> Scheme:
    points = load_preset("sichuan").points
    assert points is not None
    return points


SICHUAN = sichuan()


def test_a_branch_may_set_its_items_and_nothing_else() -> None:
    fewer = dict(list(SICHUAN.items.items())[1:])
    own = replace(SICHUAN, code="own", title={}, items=fewer)
    assert foreign_settings(own, SICHUAN) == []
    assert foreign_settings(replace(own, base=D(1), cycle="year"), SICHUAN) == [
        name for name in SICHUAN.__dataclass_fields__ if name in {"base", "cycle"}
    ]
    fewer_kinds = dict(list(SICHUAN.categories.items())[1:])
    merged = under(SICHUAN, replace(own, base=D(1), categories=fewer_kinds))
    assert (merged.items, merged.categories) == (fewer, fewer_kinds)
    assert (merged.base, merged.code) == (SICHUAN.base, SICHUAN.code)


def test_what_a_branch_has_set_goes_with_it_into_a_new_version() -> None:
    """It added N1, changed the first item, left the second out; the new one adds N2, changes the third, drops one."""
    first, second, third, fourth, *rest = SICHUAN.items
    items = SICHUAN.items
    changed, added = replace(items[first], points=D(9)), replace(items[first], code="N1")
    own = {code: row for code, row in items.items() if code != second} | {first: changed, "N1": added}
    newer, new = replace(items[third], points=D(8)), replace(items[first], code="N2")
    later = {code: row for code, row in items.items() if code != fourth} | {third: newer, "N2": new}

    found = rebased(replace(SICHUAN, items=own), SICHUAN, replace(SICHUAN, version=SICHUAN.version + 1, items=later))

    assert found.version == SICHUAN.version + 1
    assert found.categories == SICHUAN.categories
    assert found.items == {first: changed, third: newer, "N1": added, "N2": new, **{code: items[code] for code in rest}}


@pytest.mark.parametrize(
    ("start", "due", "today", "planned"),
    [
        (date(2026, 5, 12), date(2026, 5, 11), date(2026, 5, 11), "100.00"),
        (date(2026, 5, 12), date(2026, 5, 10), date(2026, 5, 9), "0.00"),
        (date(2026, 5, 1), date(2026, 5, 3), date(2026, 4, 30), "0.00"),
        (date(2026, 5, 1), date(2026, 5, 3), date(2026, 5, 1), "33.33"),
        (date(2026, 5, 1), date(2026, 5, 3), date(2026, 5, 9), "100.00"),
    ],
)
def test_what_should_be_done_by_today(start: date, due: date, today: date, planned: str) -> None:
    assert str(planned_progress(start, due, today)) == planned


@pytest.mark.parametrize(
    ("months", "streak"),
    [
        ("", ""),
        ("05g", ""),
        ("05r", "05"),
        ("04r 05r", "04 05"),
        ("04r 05y", ""),
        ("03r 05r", "05"),
        ("03r 04g 05r 06r", "05 06"),
    ],
)
def test_red_months_in_a_row(months: str, streak: str) -> None:
    words: dict[str, Color] = {"r": "red", "y": "yellow", "g": "green"}
    colors = [(f"2026-{month[:2]}", words[month[2]]) for month in months.split()]

    assert red_streak(colors) == tuple(f"2026-{month}" for month in streak.split())


def test_red_months_go_on_over_the_turn_of_the_year() -> None:
    assert red_streak([("2026-12", "red"), ("2027-01", "red")]) == ("2026-12", "2027-01")


@pytest.mark.parametrize(
    ("rule", "year", "due"),
    [("12-20", 2026, date(2026, 12, 20)), ("02-29", 2026, date(2026, 2, 28)), ("02-29", 2028, date(2028, 2, 29))],
)
def test_a_day_of_the_year_comes_in_every_year(rule: str, year: int, due: date) -> None:
    read = parse_due_rule(rule)

    assert read is not None
    assert due_in(read, span_in("year", date(year, 6, 1)), Workdays()) == due


def test_a_task_is_coloured_by_its_days_and_progress() -> None:
    task = as_coloured(date(2026, 5, 1), date(2026, 5, 9), 40, date(2026, 5, 8))

    assert (task.start, task.due, task.progress, task.done_on) == (
        date(2026, 5, 1),
        date(2026, 5, 9),
        D(40),
        date(2026, 5, 8),
    )


def test_what_is_added_to_an_objection_moves_nothing_and_taking_it_back_ends_it() -> None:
    course = Course(id=1, by=5, handler=7, state=AppealState.ACCEPTED)

    assert step(course, "add", by=5) == course
    assert step(course, "withdraw", by=5) == replace(course, state=AppealState.WITHDRAWN)
