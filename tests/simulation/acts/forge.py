"""A changed client: it sends the data of any button that anybody ever had, from a message that it can see."""

from tests.simulation.player import Player


def forge(player: Player) -> None:
    """Press another's button, of now or of long ago, in one's own chat."""
    name, town = player.anybody(), player.town
    own = town.people[name].dm.from_bot[-1:]
    everywhere = [message for other in town.people.values() for message in other.dm.from_bot] + town.group.from_bot
    data = sorted(
        {
            key["callback_data"]
            for message in everywhere
            for shown in (message.json, *message.history)
            for row in (shown.get("reply_markup") or {}).get("inline_keyboard") or []
            for key in row
            if "callback_data" in key
        }
    )
    if own and data:
        nouns = sorted({word.split(":")[0] for word in data})
        noun = player.chance.choice(nouns)
        forged = player.chance.choice([word for word in data if word.split(":")[0] == noun])
        town.press_old(name, own[0], forged)


ACTS = ((4, forge),)
