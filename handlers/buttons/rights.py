"""The button that looks again at what the bot may do in the group: r:again."""

from bot.i18n import N_
from handlers.call import Call
from handlers.reply import Reply
from handlers.welcome import look_up

LOOKING = N_("I am looking; the list above shows what I find.")


def press(call: Call) -> Reply:
    """Ask Telegram anew; anybody may, it changes nothing."""
    if call.chat is not None:
        look_up(call.desk, call.chat)
    return Reply(toast=call.speech.plain(LOOKING))
