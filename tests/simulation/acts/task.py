"""Work lists: tasks set, worked on, handed in, accepted, put off, called off; by those who may, and by others."""

from datetime import timedelta

from tests.simulation.player import Player

FIRST = ("/task", "/task all", "/task waiting", "/task every", "/task sections", "/task board", "/board rollup")


def set_one(player: Player) -> None:
    """Set a task for somebody, a section or the department, or try to; now and then a service request."""
    day = player.today + timedelta(days=player.chance.choice((0, 1, 3, 20, 90, -2)))
    whose = player.chance.choice((player.anybody(), player.anybody(), "Office", "nobody"))
    # What a section has to do hangs in the group; what a person has to do is nobody else's business.
    title = "the common file" if whose == "Office" else player.secret("task")
    text = f"/task new {whose} {day} {title}"
    if player.often(0.2):
        text = f"/task service Q{player.chance.randint(1, 60):02d} {player.secret('request')}"
    player.town.say(player.officer(), text, private=player.often(0.9))


def arrange(player: Player) -> None:
    """Make the section, add a rhythm, or let the group's board hang."""
    text = player.chance.choice(
        (
            f"/task section Office {player.anybody()}、{player.anybody()}",
            f"/task every week person fri_17:00 {player.secret('rhythm')}",
            "/task board",
            "/task board off",
            "/settings sections laixi",
        )
    )
    player.town.say(player.officer(), text, private=player.often(0.5))


def look(player: Player) -> None:
    """Look at a list, at one task, or report how far it is."""
    number = player.chance.randint(1, 12)
    text = player.chance.choice((*FIRST, f"/task {number}", f"/task {number} {player.chance.randint(0, 120)}%"))
    player.town.say(player.anybody(), text, private=player.often(0.8))


def go_on(player: Player) -> None:
    """Press a button of a task's letter or page, and write what it asks for."""
    name = player.anybody()
    letters = [message for message in player.town.people[name].dm.from_bot[-40:] if "№" in message.text]
    if player.press_any(name, player.chance.sample(letters, len(letters))):
        player.town.settle()
        if player.often(0.6):
            day = player.today + timedelta(days=player.chance.choice((2, 40)))
            words = player.chance.choice((player.secret("words"), f"{day} {player.secret('delay')}", "55% so far"))
            player.town.say(name, words, private=True)


ACTS = ((2, set_one), (1, arrange), (2, look), (4, go_on))
