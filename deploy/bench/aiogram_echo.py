"""A bare echo bot on aiogram as its documentation writes one: defaults (a task an update), nothing stored."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Answer every message."""
    await message.answer("ok")


async def main(root: str, token: str) -> None:
    """Poll for ever."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(root))
    await dispatcher.start_polling(Bot(token, session=session))


asyncio.run(main(sys.argv[1], sys.argv[2]))
