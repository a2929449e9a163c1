"""Roles: given and taken by who may and who may not, handed over; strangers who want to come in."""

from tests.simulation.player import Player

ROLES = ("member", "cadre", "recorder", "deputy_secretary", "ledger_keeper", "secretary", "main_leader", "admin")


def give(player: Player) -> None:
    """Give a role, or take one."""
    verb = player.chance.choice(("grant", "grant", "revoke"))
    text = f"/{verb} {player.chance.choice(ROLES)} {player.anybody()}"
    player.town.say(player.officer(), text, private=player.often(0.3))


def hand_over(player: Player) -> None:
    """Hand the secretary's office over, or try to; the button is pressed by whoever sees it."""
    name = player.officer()
    player.town.say(name, f"/handover {player.anybody()}", private=player.often(0.5))
    player.town.settle()
    player.press_any(name, player.shown_to(name)[-3:])


def knock(player: Player) -> None:
    """Ask to be enrolled, though one is already, or was and is no more."""
    player.town.say(player.anybody(), f"/join {player.anybody()}")


ACTS = ((3, give), (1, hand_over), (1, knock))
