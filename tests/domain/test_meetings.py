"""Meetings, check-in, what branches owe of them, what attendance gives."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.life import checkin
from bot.domain.life.attendance import Attendance, booked_by, gives, missing_items
from bot.domain.life.duty import Duty, duties_text, parse_duties, usual_duties
from bot.domain.life.health import Health, health, org_life
from bot.domain.life.meeting import MOVES, Kind, Plan, State, Turnout, moved, parse_kind, parse_meeting, turnout
from bot.domain.points.item import Item, ItemKind
from bot.domain.refusals import Refusal

TODAY = date(2026, 6, 1)
ZONE = ZoneInfo("Asia/Shanghai")
AT = 1_780_000_000
SECRET = "a secret of the meeting"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("members", Kind.MEMBERS_MEETING),
        ("党员大会", Kind.MEMBERS_MEETING),
        ("支委會", Kind.COMMITTEE),
        ("党小组会", Kind.GROUP),
        ("Lecture", Kind.LECTURE),
        ("主題黨日", Kind.THEME_DAY),
        ("组织生活会", Kind.ORG_LIFE),
        ("学习", Kind.STUDY),
        ("研讨", Kind.RESEARCH),
        ("contest", Kind.CONTEST),
        (" theme_day ", Kind.THEME_DAY),
        ("party", None),
        ("", None),
    ],
)
def test_a_kind_of_meeting_is_called_by_many_words(word: str, kind: Kind | None) -> None:
    assert parse_kind(word) == kind


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        (
            "theme_day 06-10 15:00-16:30 Room 302 | Our history",
            Plan(
                kind=Kind.THEME_DAY,
                day=date(2026, 6, 10),
                starts=time(15),
                ends=time(16, 30),
                place="Room 302",
                title="Our history",
            ),
        ),
        ("党课 6月10日 下午3点半", Plan(kind=Kind.LECTURE, day=date(2026, 6, 10), starts=time(15, 30))),
        ("党课 06-10 上午9时到11时", Plan(kind=Kind.LECTURE, day=date(2026, 6, 10), starts=time(9), ends=time(11))),
        ("党课 06-10 晚上7点20分", Plan(kind=Kind.LECTURE, day=date(2026, 6, 10), starts=time(19, 20))),
        ("党课 06-10 下午12点", Plan(kind=Kind.LECTURE, day=date(2026, 6, 10), starts=time(12))),
        ("党课 06-10 中午12:05", Plan(kind=Kind.LECTURE, day=date(2026, 6, 10), starts=time(12, 5))),
        ("党课 06-10 0:00~23:59", Plan(kind=Kind.LECTURE, day=date(2026, 6, 10), starts=time(0), ends=time(23, 59))),
        ("党课 2026-03-01 9:00", Plan(kind=Kind.LECTURE, day=date(2026, 3, 1), starts=time(9))),
        ("党课 2027-06-02 9:00", Plan(kind=Kind.LECTURE, day=date(2027, 6, 2), starts=time(9))),
    ],
)
def test_a_meeting_is_read(text: str, plan: Plan) -> None:
    assert parse_meeting(text, TODAY) == plan


def test_a_kind_that_was_chosen_need_not_be_written_and_a_written_one_counts_more() -> None:
    assert parse_meeting("06-10 9:00", TODAY, kind=Kind.STUDY).kind is Kind.STUDY
    assert parse_meeting("lecture 06-10 9:00", TODAY, kind=Kind.STUDY).kind is Kind.LECTURE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "MEETING_NEEDS_KIND"),
        ("06-10 9:00", "MEETING_NEEDS_KIND"),
        ("lecture", "MEETING_NEEDS_DAY"),
        ("lecture soon 9:00", "MEETING_NEEDS_DAY"),
        ("lecture 06-10", "MEETING_NEEDS_DAY"),
        ("lecture 2026-02-30 9:00", "BAD_DATE"),
        ("lecture 2026-02-28 9:00", "TOO_FAR_AWAY"),
        ("lecture 2027-06-03 9:00", "TOO_FAR_AWAY"),
        ("lecture 06-10 soon", "BAD_TIME"),
        ("lecture 06-10 24:00", "BAD_TIME"),
        ("lecture 06-10 9:60", "BAD_TIME"),
        ("lecture 06-10 9:00-25:00", "BAD_TIME"),
        ("lecture 06-10 9:00 " + "x" * 500, "TEXT_TOO_LONG"),
        ("lecture 06-10 9:00 | " + "x" * 500, "TEXT_TOO_LONG"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_meeting(text, TODAY)

    assert caught.value.code == code


def test_what_a_meeting_lacks_is_named() -> None:
    with pytest.raises(Refusal) as caught:
        parse_meeting("06-10 9:00", TODAY)
    assert all(kind.value in str(caught.value.facts) for kind in Kind)
    with pytest.raises(Refusal) as caught:
        parse_meeting("lecture 06-10 9:00-25:00", TODAY)
    assert "9:00-25:00" in caught.value.facts.values()
    with pytest.raises(Refusal) as caught:
        parse_meeting("lecture 2028-06-03 9:00", TODAY)
    assert date(2028, 6, 3) in caught.value.facts.values()


@pytest.mark.parametrize(
    ("starts", "ends", "last"),
    [
        (time(15), None, None),
        (time(15), time(16, 30), datetime(2026, 6, 10, 16, 30, tzinfo=ZONE)),
        (time(22), time(1), datetime(2026, 6, 11, 1, tzinfo=ZONE)),
        (time(15), time(15), datetime(2026, 6, 11, 15, tzinfo=ZONE)),
    ],
)
def test_a_meeting_may_go_past_midnight(starts: time, ends: time | None, last: datetime | None) -> None:
    plan = Plan(kind=Kind.LECTURE, day=date(2026, 6, 10), starts=starts, ends=ends)

    assert plan.span(ZONE) == (datetime.combine(date(2026, 6, 10), starts, ZONE), last)


ALLOWED = {
    "planned": {"open": "open", "cancel": "cancelled"},
    "open": {"close": "closed", "cancel": "cancelled"},
    "closed": {"record": "recorded"},
    "recorded": {"verify": "verified", "send_back": "closed"},
    "verified": {},
    "cancelled": {},
}
"""2.1, written out once more: state to act to the state after it."""


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", MOVES)
def test_a_meeting_moves_as_the_rules_say_and_not_otherwise(state: State, act: str) -> None:
    after = ALLOWED[state].get(act)
    if after is not None:
        assert moved(state, act) == after
        return
    with pytest.raises(Refusal) as caught:
        moved(state, act)
    assert caught.value.code == "MEETING_NOT_SO"
    assert state.value in caught.value.facts.values()


def test_who_came_is_counted() -> None:
    """1 and 2 came, 2 by roll call; 3 asked for leave, 4 did not; 5 asked for leave and came; 9 was exempt and came."""
    found = turnout(frozenset({1, 2, 3, 4, 5}), frozenset({3, 5}), frozenset({1, 2, 5, 9}), frozenset({2}))

    assert found == Turnout(expected=5, present=4, by_hand=1, leave=1, absent=1, guests=1)
    assert found.rate == 60


@pytest.mark.parametrize(
    ("expected", "present", "rate"), [(0, 0, 100), (0, 3, 100), (3, 2, 66), (3, 3, 100), (7, 0, 0)]
)
def test_the_rate_is_rounded_down(expected: int, present: int, rate: int) -> None:
    everybody = frozenset(range(expected))
    came = frozenset(range(present)) if expected else frozenset(range(100, 100 + present))

    assert turnout(everybody, frozenset(), came, frozenset()).rate == rate


IDS = st.frozensets(st.integers(min_value=0, max_value=12))


@given(IDS, IDS, IDS)
def test_everybody_expected_is_there_on_leave_or_absent(
    expected: frozenset[int], leave: frozenset[int], present: frozenset[int]
) -> None:
    found = turnout(expected, leave, present, frozenset())

    assert found.present - found.guests + found.leave + found.absent == found.expected


@pytest.mark.parametrize(
    ("later", "counts", "expired"),
    [
        (-60, False, False),
        (-30, True, False),
        (0, True, False),
        (30, True, False),
        (60, False, True),
        (7200, False, True),
    ],
)
def test_a_code_and_a_link_count_for_three_half_minutes(later: int, counts: bool, expired: bool) -> None:
    code, mark = checkin.checkin_code(SECRET, AT), checkin.checkin_mark(SECRET, AT)

    assert checkin.checkin_verify(SECRET, code, AT + later) is counts
    assert checkin.mark_verify(SECRET, mark, AT + later) is counts
    assert checkin.checkin_expired(SECRET, code, AT + later) is expired
    assert checkin.mark_expired(SECRET, mark, AT + later) is expired


def test_after_two_hours_an_old_code_is_as_good_as_a_wrong_one() -> None:
    later = AT + 30 * 241
    assert not checkin.checkin_expired(SECRET, checkin.checkin_code(SECRET, AT), later)
    assert not checkin.mark_expired(SECRET, checkin.checkin_mark(SECRET, AT), later)


def test_a_code_or_link_of_another_meeting_is_wrong() -> None:
    assert not checkin.checkin_verify("other", checkin.checkin_code(SECRET, AT), AT)
    assert not checkin.mark_verify("other", checkin.checkin_mark(SECRET, AT), AT)
    assert not checkin.checkin_verify(SECRET, "六六六六六六", AT)
    assert not checkin.mark_verify(SECRET, "\udcff", AT)


def test_a_links_mark_is_long_and_not_the_digits() -> None:
    mark = checkin.checkin_mark(SECRET, AT)

    assert mark == checkin.checkin_mark(SECRET, AT // 30 * 30)
    assert len(mark) == 40
    assert set(mark) <= set("0123456789abcdef")
    assert mark != checkin.checkin_mark(SECRET, AT + 30)


@pytest.mark.parametrize(("at", "left"), [(1200.0, 30), (1200.9, 30), (1201.0, 29), (1229.99, 1)])
def test_the_screen_counts_down_to_the_next_digits(at: float, left: int) -> None:
    assert checkin.seconds_left(at) == left


@pytest.mark.parametrize(
    ("members", "groups", "deputy", "kinds"),
    [
        (3, False, False, "members_meeting theme_day lecture org_life"),
        (6, False, False, "members_meeting theme_day lecture org_life"),
        (7, False, False, "members_meeting committee theme_day lecture org_life"),
        (3, False, True, "members_meeting committee theme_day lecture org_life"),
        (7, True, False, "members_meeting committee group theme_day lecture org_life"),
        (3, True, False, "members_meeting theme_day group lecture org_life"),
    ],
)
def test_what_a_branch_owes_follows_from_what_it_has(members: int, groups: bool, deputy: bool, kinds: str) -> None:
    assert [duty.kind.value for duty in usual_duties(members, groups=groups, deputy=deputy)] == kinds.split()


def test_the_usual_rhythm_is_that_of_the_rules() -> None:
    usual = usual_duties(9, groups=True, deputy=False)

    assert duties_text(usual) == (
        "members_meeting 1/quarter, committee 1/month, group 1/month, theme_day 1/month, "
        "lecture 1/year, org_life 1/year"
    )
    assert parse_duties(duties_text(usual)) == usual


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("theme_day 1/month", [(Kind.THEME_DAY, 1, "month")]),
        ("党课 2次/季", [(Kind.LECTURE, 2, "quarter")]),
        ("党课 2次每季度、党小组会 12/月", [(Kind.LECTURE, 2, "quarter"), (Kind.GROUP, 12, "month")]),
        ("lecture 1 per Half; study 3/半年,", [(Kind.LECTURE, 1, "half"), (Kind.STUDY, 3, "half")]),
        ("contest 1/年", [(Kind.CONTEST, 1, "year")]),
        ("", []),
    ],
)
def test_a_rhythm_of_ones_own_is_read(text: str, duties: list[tuple[Kind, int, str]]) -> None:
    assert [(duty.kind, duty.need, duty.frequency) for duty in parse_duties(text)] == duties


@pytest.mark.parametrize(
    "text",
    ["theme_day", "party 1/month", "lecture 0/month", "lecture 13/month", "lecture 1/week", "lecture 1/month, x"],
)
def test_another_rhythm_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_duties(text)

    assert caught.value.code == "BAD_SETTING"
    assert text.rsplit(", ", maxsplit=1)[-1] in str(caught.value.facts)
    assert "theme_day 1/month" in str(caught.value.facts)
    assert "members_meeting 1/quarter" in str(caught.value.facts)
    assert "default" in str(caught.value.facts)
    assert "off" in str(caught.value.facts)


def test_a_duty_is_kept_as_it_is_written() -> None:
    assert duties_text([Duty(kind=Kind.LECTURE, need=2, frequency="half")]) == "lecture 2/half"
    assert duties_text([]) == ""


@pytest.mark.parametrize(
    ("held_on", "today", "held", "status", "missed"),
    [
        ([], date(2026, 6, 10), 0, "pending", True),
        ([], date(2026, 6, 22), 0, "pending", True),
        ([], date(2026, 6, 23), 0, "yellow", True),
        ([], date(2026, 6, 30), 0, "yellow", True),
        ([date(2026, 6, 1)], date(2026, 6, 30), 1, "green", True),
        ([date(2026, 6, 11)], date(2026, 6, 10), 0, "pending", True),
        ([date(2026, 5, 1)], date(2026, 6, 10), 0, "pending", False),
        ([date(2026, 5, 31), date(2026, 6, 10)], date(2026, 6, 10), 1, "green", False),
        ([date(2026, 4, 30), date(2026, 7, 1)], date(2026, 6, 10), 0, "pending", True),
    ],
)
def test_a_monthly_duty_is_met_runs_out_or_was_missed(
    held_on: list[date], today: date, held: int, status: str, missed: bool
) -> None:
    found = org_life("month", 1, held_on, today)

    assert (found.held, found.status, found.previous_missed) == (held, status, missed)
    assert (found.window.first, found.window.last) == (date(2026, 6, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("red", "yellow", "overdue", "score", "grade"),
    [
        (0, 0, 0, "100.00", "green"),
        (2, 0, 0, "90.00", "green"),
        (2, 1, 0, "88.00", "yellow"),
        (1, 0, 2, "75.00", "yellow"),
        (1, 1, 2, "73.00", "red"),
        (20, 0, 0, "0.00", "red"),
        (30, 9, 9, "0.00", "red"),
    ],
)
def test_the_health_of_a_branch_in_marks(red: int, yellow: int, overdue: int, score: str, grade: str) -> None:
    assert health(red, yellow, overdue) == Health(score=Decimal(score), grade=grade)  # type: ignore[arg-type]  # from a table


def item(code: str, kind: str = "fixed", points: str | None = "2", evidence: str = "checkin") -> Item:
    worth = None if points is None else Decimal(points)
    return Item(code=code, category="A", names={}, kind=ItemKind(kind), points=worth, evidence=evidence)


def test_a_meeting_books_the_gains_whose_proof_is_the_check_in() -> None:
    fixed, per_unit = item("A1"), item("A2", "per_unit")
    others = [
        item("A3", evidence="photo"),
        item("A4", "range", None),
        item("A5", points=None),
        item("A6", "deduct", "-1"),
    ]
    only_lectures = item("A7")
    said = {"A7": Attendance(kinds=(Kind.LECTURE,), at_least=90)}

    assert booked_by([fixed, *others, per_unit, only_lectures], said, "theme_day") == [
        (fixed, Attendance()),
        (per_unit, Attendance()),
    ]
    assert booked_by([only_lectures], said, "lecture") == [(only_lectures, said["A7"])]
    assert booked_by([fixed], {}, "study") == []


def test_who_was_missing_without_a_reason_may_be_deducted_by_the_office_only() -> None:
    deduction = item("A6", "deduct", "-1")

    assert missing_items([item("A1"), deduction, item("A8", "deduct", "-1", evidence="office")]) == [deduction]


def test_an_attendance_gives_what_its_item_says() -> None:
    assert gives(item("A1", points="2.50")) == Decimal("2.50")
    assert gives(item("A4", "range", None)) == 0
