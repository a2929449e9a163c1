"""What the people of a town may try, whoever they are and whatever their rights: a table by noun.

A noun joins by one line in `NOUNS`. Its module holds the acts, plain functions of the `Player`, and `ACTS`: each with
its weight and the marks that tell apart what it tries. An act may be hostile, late, senseless or repeated; it says and
presses what a person could, and never looks into the bot. What must hold whatever they do stands in `invariants/`.
"""

from collections.abc import Callable
from types import ModuleType
from typing import NamedTuple

from tests.simulation.acts import (
    appeal,
    claim,
    declare,
    delegate,
    dues,
    exempt,
    followup,
    forge,
    joint,
    look,
    meeting,
    office,
    review,
    roles,
    session,
    spot,
    task,
    time,
    vote,
)
from tests.simulation.player import Player

NOUNS: tuple[ModuleType, ...] = (
    claim,
    review,
    office,
    declare,
    appeal,
    exempt,
    spot,
    delegate,
    dues,
    session,
    followup,
    roles,
    vote,
    task,
    meeting,
    joint,
    forge,
    look,
    time,
)
"""Nouns whose acts are tried; a new one is added here."""


class Act(NamedTuple):
    """Something to try.

    Attributes:
        weight: How often, against all others.
        do: Does it.
    """

    weight: int
    do: Callable[[Player], None]


ACTS: tuple[Act, ...] = tuple(Act(*act) for noun in NOUNS for act in noun.ACTS)
