"""Objections: to anything, in their time or not, and what their handlers do."""

from datetime import timedelta

from tests.simulation.player import Player


def object_(player: Player) -> None:
    """Object to a claim, a month or nothing that is; in private or, by mistake, in the group."""
    month = f"{player.today.replace(day=1) - timedelta(days=1):%Y-%m}"
    what = player.chance.choice(("", "", month, player.chance.choice(player.claims()), "S001", "2019-01"))
    name = player.anybody()
    player.town.say(name, f"/appeal {what}".strip(), private=player.often(0.8))
    player.town.settle()
    _handle(player, name)


def handle(player: Player) -> None:
    """Press a button of an objection's or a case's letter, and answer what it asks."""
    _handle(player, player.anybody())


def _handle(player: Player, name: str) -> None:
    letters = [message for message in player.town.people[name].dm.from_bot if message.text[:1] in "✋⚖"]
    if player.press_any(name, player.chance.sample(letters[-4:], len(letters[-4:]))):
        player.town.settle()
        words = player.chance.choice(("", "", "+1 ", "0 ", "-0.5 ", "+99 "))
        player.town.say(name, f"{words}{player.secret('objection')}", private=True)


ACTS = ((2, object_), (3, handle))
