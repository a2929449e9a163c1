"""Dues: incomes typed in private and, by mistake, in the group; months marked by who may and by others."""

from tests.simulation.player import Player

INCOME = "975313"
"""With these digits every income of a simulated town begins; they stand nowhere afterwards."""


def reckon(player: Player) -> None:
    """Reckon the dues of an income, well written or not, and perhaps once more as the other kind."""
    name, town, chance = player.anybody(), player.town, player.chance
    income = f"{INCOME}{chance.choice(('', '.5', '.25', '元', ' in May', 'x'))}"
    town.say(name, f"/dues {income}", private=player.often(0.7))
    town.settle()
    player.press_any(name, town.people[name].dm.from_bot[-1:], lambda label: label.startswith("Reckon as"))


def mark(player: Player) -> None:
    """Open the record and touch some of its buttons, or try to."""
    name, town = player.officer(), player.town
    town.say(name, "/dues", private=True)
    town.settle()
    player.press_any(name, town.people[name].dm.from_bot[-1:], lambda label: label.startswith("📒"))
    for _ in range(player.chance.randint(1, 5)):
        town.settle()
        player.press_any(name, town.people[name].dm.from_bot[-1:], lambda label: not label.startswith("🧮"))


ACTS = ((1, reckon), (2, mark))
