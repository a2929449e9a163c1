"""A bare echo bot on python-telegram-bot as its documentation writes one: defaults, nothing stored."""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer every message."""
    if update.effective_message is not None:
        await update.effective_message.reply_text("ok")


def main(root: str, token: str) -> None:
    """Poll for ever."""
    application = Application.builder().token(token).base_url(f"{root}/bot").build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


main(sys.argv[1], sys.argv[2])
