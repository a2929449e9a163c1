"""A year as a picture: how much each day gave, in steps."""

from datetime import date
from decimal import Decimal

from bot.i18n import language
from bot.services.pictures.year import Told, picture, text
from storage.orgs import Org
from storage.persons import Person
from tests.stage import NOON

BRANCH = Org(1, "B001", None, "branch", "第一党支部", "sichuan", False, "active", {}, NOON)
WANG = Person(1, None, "王小明", None, None, "full", 1, None, NOON, None)
DAYS = {
    date(2026, 5, 1): Decimal("0.10"),
    date(2026, 5, 2): Decimal("4.00"),
    date(2026, 5, 3): Decimal("2.00"),
    date(2026, 5, 4): Decimal("-1.00"),
    date(2026, 5, 5): Decimal("-0.40"),
}
TOLD = Told(year=2026, days=DAYS, months={"2026-05": Decimal("4.70")}, based=False, today=date(2026, 5, 6))


def test_days_are_steps_of_the_best_and_the_worst() -> None:
    """Four up, two down, none for a day that is still to come."""
    drawn = picture(BRANCH, WANG, TOLD, language("zh_Hans"))

    assert drawn is not None
    assert drawn.months[4].days[:7] == (1, 4, 2, -2, -1, 0, None)
    assert drawn.months[4].share == 100
    assert drawn.months[5].days == (None,) * 30
    assert drawn.months[5].value == ""


def test_the_words_have_what_the_bars_have() -> None:
    """Each month with its points, and the best day."""
    told = text(BRANCH, WANG, TOLD, language("en"))

    assert "Total 4.70 on 5 days" in told
    assert "Best day: Sat, May 2, +4.00" in told
    assert told.endswith("May 2026: 4.70")


def test_a_year_without_anything_can_be_drawn() -> None:
    """Nobody is a member on the first day with points already."""
    empty = Told(year=2026, days={}, months={}, based=True, today=date(2026, 1, 1))
    drawn = picture(BRANCH, WANG, empty, language("zh_Hant"))

    assert drawn is not None
    assert drawn.drawn().png()
