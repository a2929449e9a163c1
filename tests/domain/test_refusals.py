"""Refusals: each says what happened with exactly the facts it has."""

import inspect
import string
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

import pytest

from bot.domain import refusals
from bot.domain.awards import award_refusals as award_rounds
from bot.domain.awards import refusals as awards
from bot.domain.ratings import refusals as ratings
from bot.domain.refusals import Refusal

TREE = [getattr(refusals, name) for name in refusals.__all__ if name not in {"N_", "Refusal"}]
BESIDE = [
    factory
    for module in (awards, award_rounds, ratings)
    for factory in vars(module).values()
    if inspect.isfunction(factory) and factory.__module__ == module.__name__
]
"""Those of whole rooms of their own, that nothing else raises."""
FACTORIES = [*TREE, *BESIDE]
SAMPLES: dict[str, object] = {
    "str": "X1",
    "int": 3,
    "date": date(2026, 5, 12),
    "Decimal": Decimal("2.50"),
    "Iterable": ("A1", "A2"),
}


def sample(factory: Callable[..., Refusal], *, whole: bool) -> Refusal:
    hints = get_type_hints(factory)
    arguments: dict[str, Any] = {}
    for name, parameter in inspect.signature(factory).parameters.items():
        optional = parameter.default is not inspect.Parameter.empty or "None" in str(hints[name])
        if optional and not whole:
            arguments[name] = None if "None" in str(hints[name]) else parameter.default
        else:
            arguments[name] = next(value for kind, value in SAMPLES.items() if kind in str(hints[name]))
    return factory(**arguments)


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
@pytest.mark.parametrize("whole", [True, False])
def test_a_refusal_has_every_fact_that_it_words(factory: Callable[..., Refusal], whole: bool) -> None:
    refusal = sample(factory, whole=whole)
    placeholders = {field for _, field, _, _ in string.Formatter().parse(refusal.text) if field}
    assert placeholders <= set(refusal.facts)
    assert refusal.code.isupper()
    assert refusal.text.endswith((".", "?", "}"))
    assert "None" not in str(refusal)


def test_codes_are_unique_and_the_tree_names_every_refusal() -> None:
    codes = [sample(factory, whole=True).code for factory in FACTORIES]
    assert len(set(codes)) == len(codes)
    tree = refusals.__doc__ or ""
    assert [factory.__name__ for factory in TREE if factory.__name__ not in tree] == []


def test_a_refusal_passes_through_a_context_manager() -> None:
    with pytest.raises(Refusal) as caught:
        raise refusals.stale_card()
    assert caught.value.__traceback__ is not None
    assert caught.value.code == "STALE_CARD"
