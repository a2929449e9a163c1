"""The timetable: what is owed comes once, on a working day, whatever happens to the machine."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.domain.calendar.late import Owed, lateness, owed
from bot.domain.calendar.rules import (
    Cron,
    Every,
    EveryWeeks,
    HalfMonth,
    PostKind,
    QuietHours,
    TimetableRules,
    hold_until,
    parse_cron,
    parse_quiet_hours,
    parse_reminder,
)
from bot.domain.calendar.timetable import Post, posts_between, research_week
from bot.domain.calendar.workdays import Workdays
from bot.domain.refusals import Refusal

ZONE = ZoneInfo("Asia/Shanghai")
WORKDAYS = Workdays()
RULES = TimetableRules()
NIGHT = QuietHours(start=time(21), end=time(8))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def moments(days: int) -> SearchStrategy[datetime]:
    """Instants of the next days from 2026 on."""
    return st.timedeltas(timedelta(0), timedelta(days=days)).map(lambda passed: at("2026-01-01") + passed)


def planned(start: str, end: str, rules: TimetableRules = RULES) -> list[tuple[str, str, str]]:
    posts = posts_between(rules, at(start), at(end), WORKDAYS, ZONE)
    return [(post.kind.value, post.period, f"{post.at:%Y-%m-%d %H:%M}") for post in posts]


def test_the_posts_of_a_spring() -> None:
    assert planned("2026-04-30", "2026-07-10T23:59") == [
        ("flash", "2026-04", "2026-04-30 17:00"),
        ("reminder", "2026-05-A", "2026-05-06 09:00"),
        ("notice", "2026-04", "2026-05-12 09:00"),
        ("reminder", "2026-05-B", "2026-05-18 09:00"),
        ("dues", "2026-05", "2026-05-20 09:00"),
        ("flash", "2026-05", "2026-05-29 17:00"),
        ("reminder", "2026-06-A", "2026-06-01 09:00"),
        ("notice", "2026-05", "2026-06-08 09:00"),
        ("quarter", "2026-Q2", "2026-06-10 09:00"),
        ("reminder", "2026-06-B", "2026-06-16 09:00"),
        ("dues", "2026-06", "2026-06-18 09:00"),
        ("flash", "2026-06", "2026-06-30 17:00"),
        ("half_year", "2026-H1", "2026-07-01 09:00"),
        ("reminder", "2026-07-A", "2026-07-01 09:00"),
        ("notice", "2026-06", "2026-07-08 09:00"),
    ]


def test_the_turn_of_the_year_belongs_to_the_right_periods() -> None:
    assert planned("2026-12-01", "2027-01-12T23:59") == [
        ("reminder", "2026-12-A", "2026-12-01 09:00"),
        ("year_end", "2026", "2026-12-01 09:00"),
        ("notice", "2026-11", "2026-12-08 09:00"),
        ("quarter", "2026-Q4", "2026-12-10 09:00"),
        ("reminder", "2026-12-B", "2026-12-16 09:00"),
        ("dues", "2026-12", "2026-12-18 09:00"),
        ("flash", "2026-12", "2026-12-31 17:00"),
        ("half_year", "2026-H2", "2027-01-04 09:00"),
        ("reminder", "2027-01-A", "2027-01-04 09:00"),
        ("notice", "2026-12", "2027-01-11 09:00"),
    ]


def of_kind(start: str, end: str, kind: PostKind, **rules: Any) -> list[tuple[str, str]]:
    found = planned(start, end, TimetableRules(kinds=frozenset({kind, PostKind.REMINDER}), **rules))
    return [(period, day[:10]) for one, period, day in found if one == kind.value]


def test_dues_are_reminded_of_on_the_20th_or_the_working_day_before() -> None:
    """Domain 3, scheduler: moved back, so in June before the Dragon Boat holidays."""
    assert of_kind("2026-02-01", "2026-06-30", PostKind.DUES) == [
        ("2026-02", "2026-02-14"),
        ("2026-03", "2026-03-20"),
        ("2026-04", "2026-04-20"),
        ("2026-05", "2026-05-20"),
        ("2026-06", "2026-06-18"),
    ]


def test_groups_meet_half_yearly_and_research_has_a_week() -> None:
    """J2: 1 June and 1 December; X7: the first day of the last week that lies whole in the month."""
    assert of_kind("2026-01-01", "2026-12-31", PostKind.GROUPS) == [
        ("2026-H1", "2026-06-01"),
        ("2026-H2", "2026-12-01"),
    ]
    assert of_kind("2026-05-01", "2026-07-31", PostKind.RESEARCH) == [
        ("2026-05", "2026-05-25"),
        ("2026-06", "2026-06-22"),
        ("2026-07", "2026-07-27"),
    ]


@pytest.mark.parametrize(
    ("every", "days"),
    [
        (Every.DAY, ["06-02", "06-03", "06-04", "06-05", "06-08"]),
        (Every.WEEK, ["06-08"]),
        (Every.MONTH, []),
        (Every.QUARTER, []),
    ],
)
def test_a_group_hears_what_is_open_as_often_as_it_wants(every: Every, days: list[str]) -> None:
    """Not on the day of a reminder, which says the same and more: Monday, 1 June has one."""
    found = of_kind("2026-06-01", "2026-06-09", PostKind.DISPATCH, dispatch=every)

    assert [day[5:] for _, day in found] == days


def test_a_dispatch_of_every_quarter_comes_on_its_first_working_day() -> None:
    found = of_kind(
        "2026-01-01", "2026-12-31", PostKind.DISPATCH, dispatch=Every.QUARTER, reminder=HalfMonth(days=(9,))
    )

    assert found == [
        ("2026-Q1", "2026-01-04"),
        ("2026-Q2", "2026-04-01"),
        ("2026-Q3", "2026-07-01"),
        ("2026-Q4", "2026-10-08"),
    ]


@pytest.mark.parametrize(("month", "first", "last"), [(5, 25, 29), (6, 22, 26), (2, 23, 27), (8, 24, 28)])
def test_the_research_week_runs_from_monday_to_friday(month: int, first: int, last: int) -> None:
    """X7: five days in a row, of the last week whose Friday lies in the month."""
    days = research_week(2026, month)

    assert (min(days).day, max(days).day, len(days)) == (first, last, 5)


def test_over_years_each_half_month_is_reminded_exactly_once() -> None:
    posts = posts_between(RULES, at("2024-01-01"), at("2029-12-31T23:59:59"), WORKDAYS, ZONE)
    reminders = [post for post in posts if post.kind is PostKind.REMINDER]
    keys = [f"{year}-{month:02}-{half}" for year in range(2024, 2030) for month in range(1, 13) for half in "AB"]
    assert [post.period for post in reminders] == keys
    for post in posts:
        assert WORKDAYS.is_workday(post.at.date()), post
    assert len({(post.kind, post.period) for post in posts}) == len(posts)


@settings(max_examples=25, deadline=None)
@given(st.lists(moments(730), max_size=30), st.sampled_from([1, 2, 3]))
def test_however_often_one_looks_everything_is_found_once(looks: list[datetime], weeks: int) -> None:
    rules = TimetableRules(reminder=EveryWeeks(weeks=weeks, start=date(2026, 1, 5)))
    edges = [at("2026-01-01"), *sorted(looks), at("2028-01-01")]
    found = [post for start, end in pairwise(edges) for post in posts_between(rules, start, end, WORKDAYS, ZONE)]
    whole = posts_between(rules, edges[0], edges[-1], WORKDAYS, ZONE)
    assert sorted(set(found)) == whole
    assert len({(post.kind, post.period) for post in whole}) == len(whole)


def test_other_rules_remind_on_their_own_days() -> None:
    fortnight = TimetableRules(
        reminder=parse_reminder("every 2 weeks from 2026-09-21"), kinds=frozenset({PostKind.REMINDER})
    )
    assert planned("2026-09-01", "2026-10-31", fortnight) == [
        ("reminder", "2026-09-21", "2026-09-21 09:00"),
        ("reminder", "2026-10-05", "2026-10-08 09:00"),
        ("reminder", "2026-10-19", "2026-10-19 09:00"),
    ]
    cron = TimetableRules(reminder=parse_reminder("30 8 * * 1"), notice=parse_cron("0 9 1 * *"))
    assert ("reminder", "2026-05-04T08:30", "2026-05-04 08:30") in planned("2026-05-04T08:30", "2026-05-04T08:30", cron)
    assert ("notice", "2026-04", "2026-05-01 09:00") in planned("2026-05-01", "2026-05-02", cron)
    last = TimetableRules(reminder=HalfMonth(days=(31,)), kinds=frozenset({PostKind.REMINDER}))
    assert planned("2026-02-20", "2026-03-02", last) == [("reminder", "2026-02-A", "2026-02-28 09:00")]


@pytest.mark.parametrize(
    ("rule", "day", "instants"),
    [
        ("30 2 * * *", "2026-03-29", ["2026-03-29T01:00"]),  # 02:30 does not exist: at 03:00, as soon as it is past
        ("30 2 * * *", "2026-10-25", ["2026-10-25T00:30"]),  # it comes twice: at the first
        ("*/30 2 * * *", "2026-10-25", ["2026-10-25T00:00", "2026-10-25T00:30"]),
        ("0 1-3 * * *", "2026-10-25", ["2026-10-24T23:00", "2026-10-25T00:00", "2026-10-25T02:00"]),
        ("0 1-3 * * *", "2026-03-29", ["2026-03-29T00:00", "2026-03-29T01:00"]),
    ],
)
def test_where_the_clock_is_set_a_cron_comes_once_a_minute(rule: str, day: str, instants: list[str]) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    rules = TimetableRules(reminder=parse_reminder(rule), kinds=frozenset({PostKind.REMINDER}))
    start = datetime.fromisoformat(day).replace(tzinfo=berlin)
    found = posts_between(rules, start, start + timedelta(hours=23), WORKDAYS, berlin)
    assert [f"{post.at.astimezone(UTC):%Y-%m-%dT%H:%M}" for post in found] == instants
    assert len({post.period for post in found}) == len(instants)


def test_an_empty_span_owes_nothing() -> None:
    assert planned("2026-05-10", "2026-05-01") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1,16", HalfMonth()),
        ("16, 1", HalfMonth()),
        ("every 2 weeks from 2026-01-05", EveryWeeks(weeks=2, start=date(2026, 1, 5))),
        ("every 1 week from 2026-01-05 10:30", EveryWeeks(weeks=1, start=date(2026, 1, 5), at=time(10, 30))),
        ("0 9 1,16 * *", Cron(expression="0 9 1,16 * *")),
    ],
)
def test_reminder_rules_are_read(text: str, rule: object) -> None:
    assert parse_reminder(text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0,16",
        "1,32",
        "every 0 weeks from 2026-01-05",
        "every 2 weeks from 2026-02-30",
        "* * * *",
        "61 * * * *",
        "x",
    ],
)
def test_other_rules_are_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_reminder(text)
    assert caught.value.code == "BAD_SCHEDULE"


def test_quiet_hours_are_read() -> None:
    assert parse_quiet_hours("21:00-08:00") == NIGHT
    assert parse_quiet_hours(" ") is None
    for text in ("21-8", "25:00-08:00", "21:00"):
        with pytest.raises(Refusal):
            parse_quiet_hours(text)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("2026-05-12T20:59", "2026-05-12T20:59"),
        ("2026-05-12T21:00", "2026-05-13T08:00"),
        ("2026-05-13T00:00", "2026-05-13T08:00"),
        ("2026-05-13T07:59", "2026-05-13T08:00"),
        ("2026-05-13T08:00", "2026-05-13T08:00"),
    ],
)
def test_the_night_is_quiet(text: str, held: str) -> None:
    assert hold_until(at(text).astimezone(UTC), NIGHT, ZONE) == at(held)
    assert hold_until(at(text), None, ZONE) == at(text)


@given(moments(365), st.times(), st.times())
def test_nothing_held_is_quiet_or_a_day_late(asked: datetime, start: time, end: time) -> None:
    quiet = QuietHours(start=start, end=end)
    held = hold_until(asked, quiet, ZONE)
    assert timedelta(0) <= held - asked < timedelta(days=1)
    assert not quiet.covers(held.timetz().replace(tzinfo=None))


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("2026-10-25T00:10", "2026-10-25T00:30"),  # 02:10, the first time
        ("2026-10-25T01:10", "2026-10-25T01:30"),  # 02:10, the second time
        ("2026-10-25T01:40", "2026-10-25T01:40"),
        ("2026-03-28T22:00", "2026-03-29T01:30"),  # 02:30 does not exist
        ("2026-03-29T01:00", "2026-03-29T01:00"),  # 03:00 is past it
    ],
)
def test_where_the_clock_is_set_nothing_is_held_into_the_past(asked: str, held: str) -> None:
    quiet = QuietHours(start=time(21), end=time(2, 30))
    until = hold_until(datetime.fromisoformat(f"{asked}+00:00"), quiet, ZoneInfo("Europe/Berlin"))
    assert f"{until.astimezone(UTC):%Y-%m-%dT%H:%M}" == held


def test_late_is_said_and_too_late_is_skipped() -> None:
    due, hour = at("2026-05-12T09:00"), timedelta(hours=1)
    assert lateness(due, due + timedelta(minutes=10), hour, RULES.punctual) == "on_time"
    assert lateness(due, due + hour, hour, RULES.punctual) == "late"
    assert lateness(due, due + hour + timedelta(seconds=1), hour, RULES.punctual) == "skip"


def sorted_out(now: str, bound: str = "2026-01-01", done: frozenset[str] = frozenset()) -> tuple[list[str], list[str]]:
    posts = posts_between(RULES, at("2026-04-01"), at("2026-06-30"), WORKDAYS, ZONE)

    def is_done(post: Post) -> bool:
        return f"{post.kind.value} {post.period}" in done

    found = owed(posts, done=is_done, bound_at=at(bound), now=at(now), rules=RULES)
    send = [f"{post.kind.value} {post.period}{' late' if late else ''}" for post, late in found.send]
    return send, [f"{post.kind.value} {post.period}" for post in found.skip]


def test_after_an_outage_the_newest_of_each_kind_is_sent_and_the_rest_is_told() -> None:
    send, skip = sorted_out("2026-05-18T21:30", bound="2026-05-01")
    assert send == ["reminder 2026-05-B late"]
    assert skip == ["reminder 2026-05-A", "notice 2026-04"]


def test_a_notice_waits_five_days_for_the_machine() -> None:
    done = frozenset({"reminder 2026-05-A"})
    assert sorted_out("2026-05-17T08:59", bound="2026-05-01", done=done) == (["notice 2026-04 late"], [])
    assert sorted_out("2026-05-17T09:01", bound="2026-05-01", done=done) == ([], ["notice 2026-04"])


def test_a_chat_owes_nothing_from_before_it_was_bound_nor_twice() -> None:
    assert sorted_out("2026-05-18T09:00", bound="2026-05-18T08:00") == (["reminder 2026-05-B"], [])
    done = frozenset({"reminder 2026-05-B"})
    assert sorted_out("2026-05-18T09:00", bound="2026-05-18T08:00", done=done) == ([], [])


def test_quiet_hours_hold_and_merge_and_drop_nothing() -> None:
    """Two posts of one kind in one night come together in the morning; nothing is owed in between."""
    rules = TimetableRules(reminder=parse_reminder("0 22,23 * * *"), kinds=frozenset({PostKind.REMINDER}))
    posts = posts_between(rules, at("2026-05-12T12:00"), at("2026-05-13T12:00"), WORKDAYS, ZONE)

    def look(now: str, done: frozenset[str] = frozenset()) -> Owed:
        return owed(
            posts,
            done=lambda post: post.period in done,
            bound_at=at("2026-05-01"),
            now=at(now),
            rules=rules,
            quiet=NIGHT,
            zone=ZONE,
        )

    assert look("2026-05-12T23:30") == Owed(send=(), skip=())
    morning = look("2026-05-13T08:00")
    assert [(post.period, late) for post, late in morning.send] == [
        ("2026-05-12T22:00", False),
        ("2026-05-12T23:00", False),
    ]
    assert morning.skip == ()
    assert look("2026-05-13T08:00", frozenset({"2026-05-12T22:00", "2026-05-12T23:00"})).send == ()


def test_a_grace_that_runs_out_at_night_lasts_until_the_morning() -> None:
    """The flash board of 17:00 may be twelve hours late; at 22:00 the bot is back, but it is quiet until 08:00."""
    posts = [Post(at=at("2026-05-29T17:00"), kind=PostKind.FLASH, period="2026-05")]

    def look(now: str) -> Owed:
        return owed(
            posts,
            done=lambda _: False,
            bound_at=at("2026-05-01"),
            now=at(now),
            rules=RULES,
            quiet=NIGHT,
            zone=ZONE,
        )

    assert look("2026-05-29T22:00") == Owed(send=(), skip=())
    assert look("2026-05-30T08:00").send == ((posts[0], True),)
    assert look("2026-05-30T08:30").skip == (posts[0],)
