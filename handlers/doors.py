"""Doors: what must not be said in a group is taken out of it, and goes on in the private chat (2.3-8)."""

from bot.services.letters import Lane
from bot.services.letters import call as telegram
from handlers.call import Call, open_private
from handlers.reply import Reply


def take_out(call: Call) -> bool:
    """Delete the message from its group if the bot may; answer whether it does."""
    chat = call.chat
    if chat is None or not call.incoming.in_group or not (chat.rights or {}).get("can_delete_messages"):
        return False
    body = {"chat_id": chat.id, "message_id": call.incoming.message_id}
    telegram(call.desk, method="deleteMessage", chat_id=chat.id, body=body, lane=Lane.ANSWER)
    return True


def door(call: Call) -> Reply | None:
    """In a group: take the message out of it and do nothing but open the private chat. In private: None."""
    if not call.incoming.in_group:
        return None
    take_out(call)
    return open_private(call, call.name)
