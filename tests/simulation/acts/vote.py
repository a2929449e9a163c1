"""Votes: prepared, opened, voted in once or twice, by those on the roll and by others, closed, counted, called off."""

from tests.simulation.player import Player

KINDS = ("", "", "resolution ", "satisfaction ", "appraisal ", "election 1 ", "election 2 ", "election 9 ")


def prepare(player: Player) -> None:
    """Prepare a vote and open it, or stop half-way."""
    name, town = player.officer(), player.town
    kind = player.chance.choice(KINDS)
    names = f": {'、'.join(player.chance.sample(town.names, 3))}" if kind.startswith("election") else ""
    town.say(name, f"/vote {kind}Motion {player.step}{names}", private=player.often(0.8))
    town.settle()
    for _ in range(player.chance.randint(0, 2)):
        player.press_any(name, town.people[name].dm.from_bot[-2:], lambda label: label.startswith(("▶", "🔑")))
        town.settle()


def vote(player: Player) -> None:
    """Several people press whatever a vote shows them; some fill in a paper, some press twice."""
    town = player.town
    for _ in range(player.chance.randint(1, 5)):
        name = player.anybody()
        if player.often(0.4):
            town.say(name, player.chance.choice(("/vote", "/start ballot-1", "/start ballot-2")), private=True)
            town.settle()
        for _ in range(player.chance.randint(1, 4)):
            shown = [message for message in player.shown_to(name) if message.text.startswith("🗳")]
            player.press_any(name, shown[-3:], lambda label: not label.startswith(("✖", "▶", "🔒", "🧮")))
            town.settle()


def end(player: Player) -> None:
    """Close, count, prepare the runoff, record the committee's word, or call off."""
    name, town = player.officer(), player.town
    signs = player.chance.choice((("🔒",), ("🧮",), ("🔒", "🧮"), ("⚖",), ("📝",), ("✖",), ("🔗",), ("⚙",)))
    for sign in signs:
        pressed = player.press_any(name, town.people[name].dm.from_bot[-6:], lambda label: label.startswith(sign))  # noqa: B023 - used at once
        town.settle()
        if pressed.startswith("📝"):
            town.say(name, player.secret("record"), private=True)
            town.settle()


ACTS = ((1, prepare), (3, vote), (2, end))
