"""How long what is kept, and names as those above a branch read them."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.organisation.keeping import KINDS, Keeping, parse_keeping
from bot.domain.organisation.names import masked


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 12, 31), 12, date(2025, 1, 1)),
        (date(2027, 1, 1), 12, date(2026, 1, 1)),
        (date(2027, 1, 1), 0, date(2027, 1, 1)),
        (date(2027, 6, 30), 6, date(2026, 1, 1)),
        (date(2027, 7, 1), 6, date(2027, 1, 1)),
        (date(2027, 1, 1), 9999, date(1193, 1, 1)),
    ],
)
def test_a_year_goes_as_a_whole_so_many_months_after_its_end(today: date, months: int, first: date) -> None:
    assert Keeping({"evidence": months}).first_day("evidence", today) == first


def test_what_is_not_chosen_keeps_its_default() -> None:
    keeping = parse_keeping("letters=30, evidence = 6")
    now = datetime(2026, 5, 31, tzinfo=UTC)

    assert (keeping.of("letters"), keeping.of("evidence"), keeping.of("drafts")) == (30, 6, KINDS["drafts"].default)
    assert keeping.moment("letters", now) == datetime(2026, 5, 1, tzinfo=UTC)
    assert parse_keeping("") == Keeping()


@pytest.mark.parametrize("text", ["ledger=1", "letters", "letters=x", "letters=7", "letters=-1", "links=99999"])
def test_a_kind_that_is_none_or_too_short_is_refused(text: str) -> None:
    """The ledger is no kind: no setting drops it."""
    with pytest.raises(ValueError, match=r"is none of|is not written like|at least"):
        parse_keeping(text)


@pytest.mark.parametrize(
    ("name", "surname", "stars"),
    [
        ("王芳", "王某", "王*"),
        ("王小芳", "王某", "王**"),
        ("欧阳修文", "欧阳某", "欧阳**"),
        ("诸葛亮", "诸葛某", "诸葛*"),
        ("王", "王某", "王*"),
        ("Wang Fang", "W. F.", "W. F."),
        ("阿卜杜拉 买买提", "阿. 买.", "阿. 买."),
        ("", "", ""),
    ],
)
def test_a_masked_name_tells_the_family(name: str, surname: str, stars: str) -> None:
    assert (masked(name, "surname"), masked(name, "stars"), masked(name, "full")) == (surname, stars, name)
