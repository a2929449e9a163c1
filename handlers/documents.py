"""Documents: the files of letters, made while they are sent, off the event loop and beside the writer."""

import asyncio
import threading
from collections.abc import Mapping
from typing import Any

from bot.clock import Clock
from bot.i18n import Html, language
from bot.services import document
from bot.services.desk import Desk, House
from bot.services.document import File
from handlers.errors import BROKEN, new_incident
from storage.session import reading

AT_ONCE = 2
"""So many files are made at a time: each takes memory, and the processor from the claims of others."""


class Documents:
    """Makes files on connections that only read; `stop` lets those that are being made go."""

    def __init__(self, url: str, clock: Clock, house: House) -> None:
        self._url = url
        self._clock = clock
        self._house = house
        self._room = asyncio.Semaphore(AT_ONCE)
        self._stopping = threading.Event()

    def stop(self) -> None:
        """The bot ends: what is not made by now is made after the next start."""
        self._stopping.set()

    async def make(self, wanted: Mapping[str, Any]) -> File | Html:
        """Make the file of a letter, or answer what to say instead.

        Raises:
            Stopped: The bot ends.
        """
        async with self._room:
            try:
                return await asyncio.to_thread(self._made, wanted)
            except document.Stopped:
                raise
            except Exception as error:  # noqa: BLE001 - whoever waits for the file is told, with the log's number
                incident = new_incident(error, document=wanted.get("what"))
                return language(wanted["lang"]).say(BROKEN, incident=incident)

    def _made(self, wanted: Mapping[str, Any]) -> File | Html:
        with reading(self._url) as tx:
            desk = Desk(tx=tx, now=self._clock(), house=self._house, source="document")
            return document.make(desk, wanted, lambda: not self._stopping.is_set())
