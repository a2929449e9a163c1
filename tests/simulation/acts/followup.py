"""Follow-ups: agreed by a secretary, answered by the member, closed with a record; tried by others too."""

from datetime import timedelta

from tests.simulation.player import Player


def agree(player: Player) -> None:
    """Agree on one, or try to; in the group by mistake."""
    day = player.today + timedelta(days=player.chance.choice((0, 1, 5, 30, -2)))
    kind = player.chance.choice(("", "education ", "整改 "))
    text = f"/followup {player.anybody()} {day} {kind}{player.secret('task')}"
    player.town.say(player.officer(), player.chance.choice((text, text, "/followup")), private=player.often(0.9))


def go_on(player: Player) -> None:
    """Press a button of a follow-up's letter, and write what it asks for."""
    name = player.anybody()
    letters = [message for message in player.town.people[name].dm.from_bot[-30:] if message.text.startswith("🤝")]
    if player.press_any(name, player.chance.sample(letters, len(letters))):
        player.town.settle()
        if player.often(0.8):
            player.town.say(name, player.secret("followup"), private=True)


ACTS = ((1, agree), (2, go_on))
