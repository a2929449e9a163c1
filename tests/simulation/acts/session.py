"""Review sessions: opened, walked through card by card, interrupted, ended with minutes or without."""

from tests.simulation.player import Player

MOVES = ("⬜", "☑️", "▶", "🗑", "✅", "↩️", "❌", "⏭", "⏹", "📒", "◀")


def hold(player: Player) -> None:
    """Open a session, or go on with it, and press some of its buttons."""
    name, town = player.officer(), player.town
    town.say(name, "/session", private=player.often(0.9))
    town.settle()
    for _ in range(player.chance.randint(1, 6)):
        pressed = player.press_any(name, town.people[name].dm.from_bot[-2:], lambda label: label.startswith(MOVES))
        town.settle()
        if pressed.startswith(("↩️", "❌", "⏹")) and player.often(0.7):
            town.say(name, player.secret("session"), private=True)
            town.settle()
        if not pressed:
            return


ACTS = ((2, hold),)
