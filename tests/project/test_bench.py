"""The bench: what it says of itself."""

from importlib.util import find_spec

from bot.bench.profile import STAGES


def test_every_place_of_the_profile_is_there() -> None:
    """A module that was renamed would have its time told as another stage's."""
    missing = [module for modules in STAGES.values() for module in modules if find_spec(module) is None]

    assert missing == []


def test_no_place_of_the_profile_counts_twice() -> None:
    """A module belongs to one stage."""
    places = [module for modules in STAGES.values() for module in modules]

    assert sorted(places) == sorted(set(places))
