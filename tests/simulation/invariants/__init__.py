"""What must hold in every town at every moment (domain 2.2), recomputed from plain rows: a table by noun.

A noun joins by one line in `NOUNS`. Its module holds plain functions of the `Town` that assert, and `RULES`, the tuple
of those that are checked after every step. A table of words that people write about people joins `leaks.WORDS`.
"""

from collections.abc import Callable
from types import ModuleType

from tests.simulation.invariants import (
    appeals,
    cases,
    claims,
    conservation,
    declare,
    dues,
    joint,
    leaks,
    ledger,
    meetings,
    reviews,
    rights,
    spot,
    tasks,
    votes,
    warnings,
)
from tests.simulation.town import Broken, Town

NOUNS: tuple[ModuleType, ...] = (
    ledger,
    claims,
    reviews,
    appeals,
    cases,
    declare,
    dues,
    spot,
    votes,
    warnings,
    tasks,
    meetings,
    joint,
    leaks,
    rights,
    conservation,
)
"""Nouns whose rules are checked; a new one is added here."""

RULES: tuple[Callable[[Town], None], ...] = tuple(rule for noun in NOUNS for rule in noun.RULES)


def check(town: Town, *, at_rest: bool = False) -> None:
    """Check everything; at rest also that nothing is left to do.

    Raises:
        Broken: The first rule that does not hold.
    """
    for rule in (*RULES, *conservation.AT_REST) if at_rest else RULES:
        try:
            rule(town)
        except AssertionError as error:
            raise Broken(f"{rule.__name__}: {error}") from error
