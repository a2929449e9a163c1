"""The personal declaration: a line, a look, the month before, a signature; its buttons are pressed like all others."""

from datetime import timedelta

from tests.simulation.player import Player

DEDUCTIONS = {"sichuan": ("K104", "K203", "K503", "K603"), "lanshan": ("B1", "F1")}


def fill_in(player: Player) -> None:
    """Fill in the form, and perhaps sign it."""
    chance, town = player.chance, player.town
    code = chance.choice(DEDUCTIONS[town.preset])
    line = f"{code} {chance.choice(('', '昨天 '))}{player.secret('form')}"
    last = player.today.replace(day=1) - timedelta(days=1)
    words = chance.choice((line, line, "", f"{last:%Y-%m}"))
    town.say(player.anybody(), f"/declare {words}", private=player.often(0.9))
    if player.often(0.5):
        town.settle()
        sign(player)


def sign(player: Player) -> None:
    """Sign the newest form in sight."""
    for name in player.town.names:
        if player.press_any(name, player.town.people[name].dm.from_bot[-3:], lambda label: label.startswith("✍️ ")):
            return


ACTS = ((3, fill_in),)
