"""Leaves: for the own months or, if allowed, for another's; some of them are over."""

from tests.simulation.player import Player


def leave(player: Player) -> None:
    """Enter a leave of some months."""
    who = player.chance.choice(("", f"{player.anybody()} "))
    first, last = player.chance.randint(3, 6), player.chance.randint(6, 7)
    year = player.town.start.year
    text = f"/exempt {who}{year}-{first:02d} {year}-{last:02d} {player.secret('ill')}"
    player.town.say(player.officer(), text, private=player.often(0.8))


ACTS = ((1, leave),)
