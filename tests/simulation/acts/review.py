"""Decisions: by button or word, by who may and who may not, on cards of now and of long ago."""

from tests.simulation.player import Player
from tests.simulation.town import Broken


def press(player: Player) -> None:
    """Press any button in sight, most often ✅ on a card."""
    name, chance = player.officer(), player.chance
    shown = [message for message in player.shown_to(name) if any(player.labels(message))]
    cards = [message for message in shown if message.text.startswith("#")]
    if not shown:
        return
    message = chance.choice((cards if cards and player.often(0.9) else shown)[-12:])
    wanted = [label for label in player.labels(message) if label.startswith("✅")]
    label = chance.choice(wanted if wanted and player.often(0.5) else player.labels(message))
    player.town.press(name, message, label)


def press_old(player: Player) -> None:
    """Press a button that a message had before its last edits."""
    name, town = player.officer(), player.town
    old = [
        (message, key["callback_data"])
        for message in player.shown_to(name)
        for was in message.history
        for row in (was.get("reply_markup") or {}).get("inline_keyboard") or []
        for key in row
        if "callback_data" in key
    ]
    if not old:
        return
    town.settle()
    message, data = player.chance.choice(old)
    before = town.decided()
    town.press_old(name, message, data)
    town.settle()
    if is_stale(data, before) and town.decided() != before:
        raise Broken(f"a press on a card of long ago changed something: {data}")


def is_stale(data: str, books: tuple[list[tuple[object, ...]], ...]) -> bool:
    """Tell whether a decision's button carries another revision than its claim has."""
    noun, *rest = data.split(":")
    if noun != "c" or rest[1][0] not in "abru":
        return False
    revs = {row[0]: row[2] for row in books[0]}
    return bool(int(rest[-1]) != revs[int(rest[0])])


def command(player: Player) -> None:
    """Decide by a command, one claim or several."""
    numbers, chance = player.claims(), player.chance
    verb = chance.choice(("approve", "reject", "return", "undo", "approve"))
    some = chance.sample(numbers, min(len(numbers), 3)) if player.often(0.3) else [chance.choice(numbers)]
    reason = f" {player.secret('reason')}" if verb in {"reject", "return"} and player.often(0.8) else ""
    player.town.say(player.officer(), f"/{verb} {' '.join(some)}{reason}", private=player.often(0.5))


def reason(player: Player) -> None:
    """Type something to the bot alone: the reason it asked for, or nothing it waits for."""
    player.town.say(player.officer(), player.secret("reason"), private=True)


ACTS = ((20, press), (4, press_old), (3, command), (2, reason))
