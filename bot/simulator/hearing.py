"""What reaches the bot: privacy mode and membership.

Source: platform.md section 8 (commands, replies to the bot, mentions, service messages; admins hear all).
"""

from bot.simulator.model import Account, Json, Message

CONTENT = ("text", "caption", "photo", "document", "video", "audio", "voice", "sticker", "contact", "location", "poll")


def bot_hears(message: Message, bot: Account, *, privacy: bool) -> bool:
    """Whether Telegram tells ``bot`` of a message.

    Args:
        message: A message of somebody else.
        bot: The bot.
        privacy: Whether its privacy mode is on.
    """
    chat, body = message.chat, message.json
    if chat.kind == "private":
        return not chat.person or not chat.person.blocked_bot
    standing = chat.standing(bot)
    if not standing.present:
        # The farewell itself is still told: the service message is posted before the member is gone.
        return False
    sender = body.get("from", {})
    if sender.get("is_bot") and "sender_chat" not in body:
        return False
    if chat.kind == "channel":
        return standing.is_admin
    if standing.is_admin or not privacy or not any(kind in body for kind in CONTENT):
        return True
    return _meant_for(bot, message)


def _meant_for(bot: Account, message: Message) -> bool:
    answered: Json = message.json.get("reply_to_message", {})
    if answered.get("from", {}).get("id") == bot.id:
        return True
    units = message.text.encode("utf-16-le", "surrogatepass")
    for entity in message.entities:
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        said = units[start:end].decode("utf-16-le", "surrogatepass").lower()
        if entity["type"] == "mention" and said == f"@{bot.username}".lower():
            return True
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, at, whom = said.partition("@")
            return not at or whom == bot.username.lower()
    return False
