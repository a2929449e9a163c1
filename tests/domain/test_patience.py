"""How long a level of a review may take, and who steps in."""

from datetime import date

import pytest

from bot.domain.calendar.workdays import Workdays
from bot.domain.points.chain import resolve_chain, with_deputies
from bot.domain.points.patience import Lateness, lateness

WEDNESDAY = date(2026, 5, 13)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 5, 13), Lateness.IN_TIME),
        (date(2026, 5, 14), Lateness.IN_TIME),
        (date(2026, 5, 15), Lateness.LAST_DAY),
        (date(2026, 5, 16), Lateness.LATE),  # a Saturday: the last day is over all the same
        (date(2026, 5, 19), Lateness.LATE),  # the fourth working day
        (date(2026, 5, 20), Lateness.TOO_LATE),
    ],
)
def test_the_day_of_arrival_does_not_count_and_weekends_neither(today: date, expected: Lateness) -> None:
    assert lateness(WEDNESDAY, today, 2, Workdays()) is expected


def test_a_free_week_is_no_delay() -> None:
    """The first week of October is free; two working days after the 30th of September are the 8th and the 9th."""
    assert lateness(date(2026, 9, 30), date(2026, 10, 8), 2, Workdays()) is Lateness.IN_TIME
    assert lateness(date(2026, 9, 30), date(2026, 10, 9), 2, Workdays()) is Lateness.LAST_DAY


def test_without_a_deadline_nothing_is_ever_late() -> None:
    assert lateness(WEDNESDAY, date(2027, 5, 13), 0, Workdays()) is Lateness.IN_TIME


HOLDERS = {
    "section_chief": ["sun"],
    "deputy_leader": ["zhou"],
    "deputy_secretary": ["zhou", "qian"],
    "secretary": ["li"],
}


def test_the_next_fallback_role_steps_in_but_not_who_is_needed_later() -> None:
    """Zhou is the only deputy leader: were he to decide below, the second level would have nobody."""
    levels = resolve_chain(("section_chief", "deputy_leader"), HOLDERS, ("deputy_secretary", "secretary"))

    late, later = with_deputies(levels, HOLDERS, ("deputy_secretary", "secretary"))

    assert late.persons == ("sun", "qian")
    assert late.deputies == {"qian": "deputy_secretary"}
    assert (late.role_of("sun"), late.role_of("qian")) == ("section_chief", "deputy_secretary")
    assert later.persons == ("zhou",)


def test_where_nobody_else_is_left_nobody_steps_in() -> None:
    levels = resolve_chain(("secretary",), HOLDERS, ("deputy_secretary",))

    assert with_deputies(levels, HOLDERS, ("deputy_secretary",), excluded={"zhou", "qian"}) == levels


def test_a_delegate_decides_beside_who_asked_for_it() -> None:
    (level,) = resolve_chain(("secretary",), HOLDERS, (), delegates={"li": ["wang"]})

    assert level.persons == ("li", "wang")
    assert level.delegates == {"wang": "li"}
    assert level.holders == ("li",)


def test_nobody_decides_for_the_claimant() -> None:
    """The secretary's own claim goes to the deputy, not to whom the secretary asked to stand in."""
    (level,) = resolve_chain(
        ("secretary",), HOLDERS, ("deputy_secretary",), excluded={"li"}, delegates={"li": ["wang"]}
    )

    assert level.role == "deputy_secretary"
    assert "wang" not in level.persons


def test_a_delegate_does_not_make_two_levels_of_one_person() -> None:
    """Both levels are Li's; that a delegate could take one of them does not make the chain possible."""
    holders = {"secretary": ["li"], "main_leader": ["li"], "deputy_secretary": ["qian"]}

    first, second = resolve_chain(
        ("secretary", "main_leader"), holders, ("deputy_secretary",), delegates={"li": ["wang"]}
    )

    assert (first.persons, second.persons) == (("li", "wang"), ("qian",))
