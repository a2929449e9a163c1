"""Spot checks: the question to those who may know is answered, most often with a reason where one is asked for."""

from tests.simulation.player import Player

SIGNS = ("🟢", "🟡", "🔴")


def answer(player: Player) -> None:
    """Answer the newest question of a spot check."""
    for name in player.town.names:
        asked = player.town.people[name].dm.from_bot[-20:]
        if player.press_any(name, asked, lambda label: label.startswith(SIGNS)):
            player.town.settle()
            if player.often(0.8):
                player.town.say(name, player.secret("check"), private=True)
            return


ACTS = ((3, answer),)
