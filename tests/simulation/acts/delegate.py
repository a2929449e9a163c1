"""Delegations: somebody decides in another's place, for days, to come or past; ended by either, or hostilely."""

from datetime import timedelta

from tests.simulation.player import Player


def delegate(player: Player) -> None:
    """Let somebody decide in one's place, also somebody who may not, oneself, or for days that cannot be."""
    since = player.today + timedelta(days=player.chance.choice((0, 0, 0, 1, -3)))
    until = since + timedelta(days=player.chance.choice((0, 2, 20, -1, 400)))
    text = f"/delegate {player.anybody()} {since} {until}"
    player.town.say(player.officer(), text, private=player.often(0.7))


def end(player: Player) -> None:
    """Look at one's delegations and end one, an own or (hostile) with another's button."""
    name = player.officer()
    player.town.say(name, "/delegate", private=True)
    player.town.settle()
    player.press_any(name, player.town.people[name].dm.from_bot[-1:])


ACTS = ((2, delegate), (1, end))
