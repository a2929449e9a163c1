"""The declaration form: its states, and what a month comes to if all of it stands."""

from decimal import Decimal

import pytest

from bot.domain.points.declaration import FormState, expect, follow
from bot.domain.refusals import Refusal

ACTS = ("sign", "reopen", "decided", "undecided", "confirm", "dispute", "ask")


def amounts(text: str) -> list[Decimal]:
    return [Decimal(part) for part in text.split()]


def test_a_form_goes_its_way_and_no_other() -> None:
    """Every pair of state and act that is possible; all others are refused."""
    possible = {
        (act, state.value): follow(state, act).value for act in ACTS for state in FormState if _possible(state, act)
    }

    assert possible == {
        ("sign", "open"): "submitted",
        ("reopen", "submitted"): "open",
        ("reopen", "reviewed"): "open",
        ("reopen", "confirmed"): "open",
        ("reopen", "disputed"): "open",
        ("decided", "submitted"): "reviewed",
        ("undecided", "reviewed"): "submitted",
        ("undecided", "confirmed"): "submitted",
        ("undecided", "disputed"): "submitted",
        ("confirm", "reviewed"): "confirmed",
        ("dispute", "reviewed"): "disputed",
        ("ask", "disputed"): "reviewed",
    }


def _possible(state: FormState, act: str) -> bool:
    try:
        follow(state, act)
    except Refusal as refusal:
        return state.value not in refusal.facts.values()  # a refusal that does not say how the form stands is none
    return True


@pytest.mark.parametrize(
    ("booked", "asked", "left", "expected"),
    [
        ("4 1", "", "0", ("5.00", "0.00", "0.00", "85.00")),  # the sheet of domain 5.7: what is there …
        ("4 1", "2 -2", "9", ("7.00", "2.00", "0.00", "85.00")),  # … and what is added
        ("", "3 3 3", "6", ("6.00", "0.00", "3.00", "86.00")),  # the cap counts over all that is asked
        ("", "3 -1 3", "3", ("3.00", "1.00", "3.00", "82.00")),  # a deduction gives a cap nothing back
        ("-50 -40", "", "0", ("0.00", "90.00", "0.00", "0.00")),  # not below the floor
        ("3 -3", "", "0", ("3.00", "3.00", "0.00", "80.00")),  # taken back
        ("0.5 -0.5", "0.5 0.5", "0.5", ("1.00", "0.50", "0.50", "80.50")),  # parts of a point count, too
        ("", "3 3 3", "4", ("4.00", "0.00", "5.00", "84.00")),  # what two lines have too much adds up
    ],
)
def test_the_month_is_foreseen_to_the_hundredth(
    booked: str, asked: str, left: str, expected: tuple[str, str, str, str]
) -> None:
    found = expect(
        amounts(booked),
        [("K1", points) for points in amounts(asked)],
        {"K1": Decimal(left)},
        base=Decimal(80),
        floor=Decimal(0),
    )

    assert (found.plus, found.minus, found.kept_back, found.score) == tuple(Decimal(part) for part in expected)


def test_without_a_base_the_score_is_the_total_and_a_zeroing_leaves_nothing() -> None:
    found = expect(amounts("2.5"), [("F1", Decimal("0.5"))], {"F1": None}, base=None, floor=None)
    zeroed = expect(amounts("2.5"), [], {}, base=Decimal(80), floor=Decimal(0), zeroed=True)

    assert found.score == Decimal("3.00")
    assert zeroed.score == Decimal("0.00")
