"""The office: what nobody claims is entered, and what was booked is taken back; in the group by mistake."""

from tests.simulation.player import Player

ITEMS = {"sichuan": ("K301", "K503", "K601", "K603", "K104"), "lanshan": ("E2",)}


def enter(player: Player) -> None:
    """Enter points for somebody, or take some off; some months end below the pass line."""
    verb, chance = player.chance.choice(("award", "deduct")), player.chance
    often = chance.choice(("", "", "x6 ")) if verb == "deduct" else ""
    words = f"{player.member()} {chance.choice(ITEMS[player.town.preset])} {often}{player.secret('office')}"
    player.town.say(player.officer(), f"/{verb} {words}", private=player.often(0.8))


def take_back(player: Player) -> None:
    """Ask that what was booked be taken back."""
    text = f"/adjust {player.chance.choice(player.claims('approved'))} {player.secret('adjust')}"
    player.town.say(player.officer(), text, private=player.often(0.7))


ACTS = ((1, enter), (1, take_back))
