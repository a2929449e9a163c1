"""An echo bot on python-telegram-bot's Application with our request class: the library, without its slow client.

Run as `python -m bot.bench.ptb_wire_echo ROOT TOKEN`.
"""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from handlers.wire import Wire


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer every message."""
    if update.effective_message is not None:
        await update.effective_message.reply_text("ok")


def main(root: str, token: str) -> None:
    """Poll for ever."""
    building = Application.builder().token(token).base_url(f"{root}/bot")
    application = building.request(Wire()).get_updates_request(Wire(timeout=60.0)).build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
