"""Pictures: drawn off the event loop when they are sent, and sent up once; from then on Telegram's own id is enough."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from bot import pictures
from bot.clock import Clock
from bot.services.document import File
from handlers.errors import new_incident
from storage import pictures as store
from storage.writer import Writer

MOST_KNOWN = 4096
MOST_DRAWN = 16
"""Pictures that are kept for a second try, some 100 KiB each."""
NAME = "picture.png"
Kept = TypeVar("Kept", str, bytes)


class Photo(NamedTuple):
    """A picture that can go: Telegram has it under an id, or it goes up as a file."""

    digest: str
    file_id: str = ""
    file: File | None = None


class Pictures:
    """Draws pictures and remembers which of them Telegram has. Of equal ones that wait at once, one is sent up."""

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self._writer = writer
        self._clock = clock
        self._known: OrderedDict[str, str] = OrderedDict()
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._going_up: dict[str, asyncio.Event] = {}

    async def ready(self, wanted: Mapping[str, Any]) -> Photo | None:
        """Answer a picture as it can go, None where it cannot be drawn.

        Whoever gets a file is the one that sends it up and must say `done` however that ends; others wait for it.
        """
        digest = pictures.digest(wanted)
        while True:
            if file_id := await self._id_of(digest):
                return Photo(digest, file_id)
            if digest not in self._going_up:
                break
            await self._going_up[digest].wait()
        self._going_up[digest] = asyncio.Event()
        try:
            content = self._drawn.get(digest)
            if content is None:
                content = await asyncio.to_thread(pictures.draw, wanted)
        except Exception as error:  # noqa: BLE001 - the text says the same; it must not be held up
            self.done(digest)
            new_incident(error, picture=wanted.get("kind"))
            return None
        except BaseException:
            self.done(digest)
            raise
        _keep(self._drawn, digest, content, MOST_DRAWN)
        return Photo(digest, file=File(NAME, pictures.MIME, content))

    async def _id_of(self, digest: str) -> str:
        if digest not in self._known:
            stored = self._writer.call(lambda tx: store.file_of(tx, digest), lazy=True)
            if found := await asyncio.wrap_future(stored):
                _keep(self._known, digest, found, MOST_KNOWN)
        return self._known.get(digest, "")

    def done(self, digest: str) -> None:
        """The way up is free again."""
        if (going := self._going_up.pop(digest, None)) is not None:
            going.set()

    def uploaded(self, photo: Photo, message: Any) -> None:
        """Telegram took a picture: remember its id, the one of the largest size."""
        sizes = message.get("photo") if isinstance(message, dict) else None
        if not sizes or photo.file is None:
            return
        file_id, at = str(sizes[-1]["file_id"]), self._clock()
        _keep(self._known, photo.digest, file_id, MOST_KNOWN)
        self._writer.call(lambda tx: store.put(tx, photo.digest, file_id, now=at), lazy=True)

    async def forget(self, digest: str) -> None:
        """Telegram does not know an id: it was another bot's, or is gone."""
        self._known.pop(digest, None)
        await asyncio.wrap_future(self._writer.call(lambda tx: store.forget(tx, digest), lazy=True))


def _keep(into: OrderedDict[str, Kept], digest: str, value: Kept, most: int) -> None:
    into[digest] = value
    into.move_to_end(digest)
    if len(into) > most:
        into.popitem(last=False)
