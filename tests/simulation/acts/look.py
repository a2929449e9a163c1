"""Looks and nonsense: people ask to be shown something, in the group or in private, or say what means nothing."""

from tests.simulation.player import Player

VIEWS = (
    *("/my", "/my ytd", "/gap", "/board", "/board month", "/board ytd", "/pending", "/items", "/roles", "/ledger"),
    *("/verify", "/notice", "/settings", "/help", "/privacy", "/export", "/start", "/lang", "/spot", "/delegate"),
)
NONSENSE = ("/approve", "/claim", "/claim K701", "/undo 999999", "/approve 1=abc", "/reject", "/nosuch", "hello")


def ask(player: Player) -> None:
    """Ask to be shown something; what the group reads is checked afterwards."""
    player.town.say(player.anybody(), player.chance.choice(VIEWS), private=player.often(0.3))


def babble(player: Player) -> None:
    """Say something senseless."""
    player.town.say(player.anybody(), player.chance.choice(NONSENSE), private=player.often(0.5))


ACTS = ((3, ask), (2, babble))
