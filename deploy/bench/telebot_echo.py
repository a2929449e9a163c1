"""A bare echo bot on pyTelegramBotAPI's asynchronous side: defaults, nothing stored."""

import asyncio
import sys

from telebot import asyncio_helper
from telebot.async_telebot import AsyncTeleBot
from telebot.types import Message


async def main(root: str, token: str) -> None:
    """Poll for ever."""
    asyncio_helper.API_URL = root + "/bot{0}/{1}"
    bot = AsyncTeleBot(token)

    @bot.message_handler(content_types=["text", "photo"])
    async def echo(message: Message) -> None:
        """Answer every message."""
        await bot.send_message(message.chat.id, "ok")

    await bot.infinity_polling(timeout=30, request_timeout=60)


asyncio.run(main(sys.argv[1], sys.argv[2]))
