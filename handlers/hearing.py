"""Hearing: messages that are no command - parts of albums, photos in private, and words that nobody understands."""

from bot.i18n import N_
from bot.services import claim as service
from handlers.call import Call
from handlers.guided import WHICH_ITEM, picker
from handlers.reply import Reply

NOT_UNDERSTOOD = N_("I did not understand that. /help shows what I can do; /claim starts a claim.")


def hear(call: Call) -> Reply | None:
    """Hear a message that is no command. In groups only parts of albums matter; nothing else is kept."""
    incoming = call.incoming
    if incoming.kind != "message" or incoming.service or (incoming.forwarded and not incoming.pieces):
        return None
    if incoming.media_group is not None and incoming.pieces and not incoming.text:
        service.album_part(call.desk, call.person, incoming.pieces[0])
        return None
    if not incoming.private:
        return None
    if incoming.pieces:
        return photo_without_words(call)
    return Reply(text=call.speech.say(NOT_UNDERSTOOD))


def photo_without_words(call: Call) -> Reply:
    """Ask for the item of a photo that came without one (domain 5.4)."""
    return picker(call, WHICH_ITEM)
