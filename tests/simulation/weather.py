"""What the world does while people act: the bot works, is busy, is killed; Telegram and the disk have their days."""

from collections.abc import Callable
from typing import NamedTuple

from tests.simulation.player import Player


class Turn(NamedTuple):
    """A turn of the weather: how often, and what it does."""

    weight: int
    do: Callable[[Player], None]


def fair(player: Player) -> None:
    """Everything comes to rest."""
    player.town.settle()


def busy(player: Player) -> None:
    """The bot is busy elsewhere; more piles up."""


def killed(player: Player) -> None:
    """The process dies between two batches."""
    player.town.poll(player.chance.randint(1, 5))
    player.town.crash()


def unheard(player: Player) -> None:
    """The confirmation is lost, and the batch comes again."""
    player.town.poll(confirm=False)


def halfway(player: Player) -> None:
    """Some letters go out, others wait."""
    player.town.poll()
    player.town.deliver(player.chance.randint(0, 3))


def repeated(player: Player) -> None:
    """Telegram delivers updates again, and a batch in disorder."""
    known = list(player.town.world.updates.delivered)
    for number in player.chance.sample(known, min(3, len(known))):
        player.town.world.updates.again(number)
    player.town.note("— some updates come again —")


WEATHER: tuple[Turn, ...] = (
    Turn(60, fair),
    Turn(10, busy),
    Turn(10, killed),
    Turn(10, unheard),
    Turn(10, halfway),
    Turn(3, repeated),
)
