"""Claims: well-formed or not, for oneself or several, with evidence or without, taken back, edited."""

from datetime import timedelta

from tests.simulation.player import Player

GOOD = {"sichuan": ("K701", "K703", "K401", "K101"), "lanshan": ("C2", "F1", "F2")}
"""Items that everybody may claim with a photo; most of them have a cap that a few claims reach."""
OTHERS = {
    "sichuan": ("K999", "K104", "K201", "K301", "K801"),
    "lanshan": ("A1", "B1", "B4", "C4", "D1", "E1", "F3"),
}
WORDS = ("street cleaning", "讲党课", "<b>not html</b> & co", "😀 一二三", "\u202eright to left", "x" * 300)


def file(player: Player) -> None:
    """Claim something, well or badly."""
    name, chance, well = player.anybody(), player.chance, player.often(0.75)
    code = chance.choice((GOOD if well else OTHERS)[player.town.preset])
    amount = chance.choice(("", "", "x2 ", "x3 ") if well else ("2.5 ", "x0 ", "x99 ", ""))
    days = [f"{player.today - timedelta(days=back):%m-%d} " for back in (0, 1, 3, 20, 45)]
    day = chance.choice(("", "昨天 ", *days) if well else ("2027-12-31 ", "02-30 ", "02-29 ", "yesterday "))
    who = chance.choice(("",) * 5 + ("Wang、Zhao: ",))
    text = f"/claim {code} {amount}{day}{who}{chance.choice(WORDS)} {player.secret('note')}"
    if well or player.often(0.5):
        player.town.photo(name, text)
    else:
        player.town.say(name, text, private=player.often(0.3))


def add_evidence(player: Player) -> None:
    """Answer the bot's last question, in the group or in private, with a photo."""
    name = player.anybody()
    user = player.town.people[name]
    room = player.chance.choice((player.town.group, user.dm))
    asked = room.from_bot[-1:] or [None]
    player.town.note(f"{name}: photo as a reply")
    player.town.wait(user.photo(room, "", reply_to=asked[0]))


def withdraw(player: Player) -> None:
    """Take a claim back, an own one or another's, whatever became of it."""
    player.town.say(player.anybody(), f"/withdraw {player.chance.choice(player.claims())}", private=player.often(0.5))


def edit(player: Player) -> None:
    """Change what was said: it books nothing a second time."""
    own = [message for message in player.town.group.messages[-30:] if not message.by_bot and "/claim" in message.text]
    if own:
        message = player.chance.choice(own)
        player.town.edit(message, f"{message.text} x3")


ACTS = ((10, file), (3, add_evidence), (1, withdraw), (1, edit))
