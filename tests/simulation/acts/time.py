"""Time passes, and with it come posts, silence, ends of publicities."""

from datetime import timedelta

from tests.simulation.player import Player

SPANS = (
    timedelta(seconds=30),
    timedelta(minutes=9),
    timedelta(minutes=11),
    timedelta(hours=7),
    timedelta(days=1),
    timedelta(days=9),
    timedelta(days=27),
)


def wait(player: Player) -> None:
    """Wait, from half a minute to four weeks, and look at what became due."""
    player.town.move(player.chance.choice(SPANS))
    player.town.look()


def publish(player: Player) -> None:
    """The notice of the month before is out."""
    player.town.freeze(f"{player.today.replace(day=1) - timedelta(days=1):%Y-%m}")


ACTS = ((3, wait), (1, publish))
