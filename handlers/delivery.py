"""Delivery: one letter's calls, what Telegram makes of them, and the letter's fate on disk."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock, monotonic
from bot.i18n import Html
from bot.services.document import File, Stopped
from handlers import envelope
from handlers.errors import new_incident
from handlers.fates import Delivered, Fates
from handlers.pace import Pace
from handlers.pictures import Photo, Pictures
from handlers.wire import Api, pause_of
from storage import letters
from storage.letters import Letter
from storage.slots import Slot
from storage.transaction import Tx
from storage.writer import Writer

log = structlog.get_logger("jifenbot")

MOST_TRIES_OF_A_CALL = 5
MOST_PLACES = 8_000
LONGEST_WAIT = 30.0
WORDED = frozenset({"message", "enclosure"})
"""Letters in our words; all others are calls of Telegram's as they stand."""
NOT_MODIFIED = "message is not modified"
NO_HTML = "can't parse entities"
GONE = ("chat not found", "user not found", "peer_id_invalid", "group chat was deactivated", "have no rights to send",
        "not enough rights")  # fmt: skip
VANISHED = ("message to edit not found", "message can't be edited", "message_id_invalid", "no text in the message")
NO_SUCH_FILE = ("wrong file identifier", "wrong remote file", "file reference")
MENDABLE = {
    "thread": ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid"),
    "media": (*NO_SUCH_FILE, "wrong type of the web page content"),
    "picture": ("not enough rights to send photos", "chat_send_photos_forbidden", "chat_send_media_forbidden",
                "image_process_failed", "photo_invalid"),
}  # fmt: skip
"""Part of a letter to the complaints that go away without it: a topic that is closed, a file that is gone."""


@dataclass(slots=True)
class Parcel:
    """A letter on its way.

    Attributes:
        letter: As it stands now; it may be mended or readdressed between two tries.
        plain: Send it without markup, because Telegram could not read it.
        counted: The pace knows of its call already.
        file: The document that goes up with it; made once for all tries of this life of the process.
        photo: The picture it shows, as it goes this time.
    """

    letter: Letter
    plain: bool = False
    counted: bool = False
    file: File | None = None
    photo: Photo | None = None


Documents = Callable[[dict[str, Any]], Awaitable[File | Html]]
"""Makes the file of a letter, or answers what to say instead: handlers/documents.py."""


@dataclass(slots=True, kw_only=True)
class Outcomes:
    """What is decided, in a transaction of its own, once a letter's fate is known. The composition root fills it."""

    delivered: Callable[[Tx, Letter, Any], None]
    refused: Callable[[Tx, Letter, str], None]
    migrated: Callable[[Tx, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The letter must be tried again.

    Attributes:
        after: Seconds.
        throttled: Telegram said 429.
        moved_to: The group's new id, if it became a supergroup.
    """

    after: float = 0.0
    throttled: bool = False
    moved_to: int | None = None


@dataclass(slots=True)
class DeliveryFigures:
    """What /metrics says of deliveries, since the start."""

    sent: int = 0
    failed: int = 0
    throttled: int = 0
    retried: int = 0


class Delivery:
    """Makes a letter's call and writes its fate."""

    def __init__(  # noqa: PLR0917 - the composition root's call, each of another type
        self,
        api: Api,
        writer: Writer,
        clock: Clock,
        pace: Pace,
        outcomes: Outcomes,
        documents: Documents,
        pictures: Pictures,
    ) -> None:
        self.api = api
        self.writer = writer
        self.clock = clock
        self.pace = pace
        self.outcomes = outcomes
        self.documents = documents
        self.pictures = pictures
        self.figures = DeliveryFigures()
        self.username = ""
        self._places: OrderedDict[str, tuple[int, int, str]] = OrderedDict()
        self.fates = Fates(writer)

    async def attempt(self, parcel: Parcel) -> Again | None:
        """Make a letter's call; answer None when its fate is sealed and on disk."""
        letter = parcel.letter
        message_id, kind = self._place(letter)
        try:
            await self._make_file(parcel)
            await self._make_picture(parcel)
            result = await self._call(parcel, message_id, kind)
        except Stopped:
            return Again(after=LONGEST_WAIT)
        except TelegramError as error:
            return await self._trouble(parcel, error)
        except Exception as error:  # noqa: BLE001 - a letter that cannot even be written must not hold up the others
            await self._failed(letter, f"incident {new_incident(error, letter=letter.key)}")
        else:
            await self._delivered(letter, result, message_id, "media" if parcel.photo is not None else kind)
        finally:
            if parcel.photo is not None and parcel.photo.file is not None:
                self.pictures.done(parcel.photo.digest)
        return None

    async def _trouble(self, parcel: Parcel, error: TelegramError) -> Again | None:
        letter = parcel.letter
        match error:
            case RetryAfter():
                self.figures.throttled += 1
                log.warning("throttled", chat=letter.chat_id, seconds=pause_of(error))
                return Again(after=pause_of(error) + 0.1, throttled=True)
            case ChatMigrated():
                new = error.new_chat_id
                await self.fates.settle(lambda tx: self.outcomes.migrated(tx, letter.chat_id, new))
                parcel.letter = for_chat(letter, new)
                return Again(moved_to=new)
            case Forbidden():
                await self._refused(letter, error.message)
                return None
            case BadRequest():
                return await self._bad_request(parcel, error.message)
            case InvalidToken() if letter.method != "message" and letter.attempts:
                # 404: this server lacks the method. Only a message is worth waiting for a better token.
                await self._failed(letter, error.message)
                return None
            case _:
                return self._retry(parcel, error)

    async def _make_file(self, parcel: Parcel) -> None:
        """Make the file that a letter carries, now, while nobody else waits for its turn."""
        wanted = envelope.document_of(parcel.letter) if parcel.file is None else None
        if wanted is None:
            return
        self.not_yet(parcel)
        made = await self.documents(wanted)
        if isinstance(made, File):
            parcel.file = made
        else:
            parcel.letter = parcel.letter._replace(body=envelope.saying(parcel.letter.body, made))

    async def _make_picture(self, parcel: Parcel) -> None:
        """Have the picture that a letter shows drawn, or see that Telegram has it."""
        wanted, parcel.photo = envelope.picture_of(parcel.letter), None
        if wanted is not None:
            self.not_yet(parcel)
            parcel.photo = await self.pictures.ready(wanted)

    def not_yet(self, parcel: Parcel) -> None:
        """Give back a parcel's place in the pace: its call does not come now."""
        if parcel.counted:
            parcel.counted = False
            self.pace.all.answered(monotonic(), monotonic(), arrived=False)

    async def _call(self, parcel: Parcel, message_id: int | None, kind: str | None) -> Any:
        """Make the call of a letter; answer what Telegram says, None where nothing of the letter is left to send."""
        photo = parcel.photo
        call = envelope.call_of(
            parcel.letter,
            message_id=message_id,
            message_kind=kind,
            username=self.username,
            photo=(photo.file_id or envelope.ATTACHED) if photo is not None else "",
        )
        if call is None:
            self.not_yet(parcel)
            return None
        method, body = call
        if parcel.plain:
            envelope.unmarked(body)
        if not parcel.counted:
            self.pace.add(parcel.letter.chat_id, monotonic())
        parcel.counted = False
        if photo is not None and photo.file is not None:
            result = await self._paced(self.api.upload(method, body, photo.file, field="photo"))
            self.pictures.uploaded(photo, result)
            return result
        if parcel.file is not None:
            return await self._paced(self.api.upload(method, body, parcel.file))
        return await self._paced(self.api.call(method, body))

    async def _paced(self, call: Awaitable[Any]) -> Any:
        """Make a call; the pace learns when it ended, however it did."""
        called_at, arrived = monotonic(), False
        try:
            result = await call
            arrived = True
        finally:
            self.pace.all.answered(called_at, monotonic(), arrived=arrived)
        return result

    # ---- fates ---------------------------------------------------------------------------------------------
    async def _delivered(self, letter: Letter, result: Any, message_id: int | None, kind: str | None) -> None:
        self.figures.sent += 1
        if isinstance(result, dict) and "message_id" in result and message_id is None:
            message_id = result["message_id"]
            kind = "media" if any(name in result for name in envelope.SEND) else "text"
        place = (message_id, kind or "text") if letter.slot is not None and message_id is not None else None
        if place is not None:
            self._remember(letter.slot or "", letter.chat_id, *place)
        stands = Slot(letter.slot or "", letter.chat_id, *place) if place is not None else None
        await self.fates.delivered(Delivered(letter.id, self.clock(), stands))
        if letter.feedback is not None:
            await self.fates.settle(lambda tx: self.outcomes.delivered(tx, letter, result))

    async def _bad_request(self, parcel: Parcel, why: str) -> Again | None:
        letter, text = parcel.letter, why.lower()
        if letter.method in WORDED and any(sign in text for sign in VANISHED):
            self._places.pop(letter.slot or "", None)
            parcel.letter = letter._replace(message_id=None, message_kind=None)
            return await self._try_mended(parcel, why)
        if parcel.photo is not None and parcel.photo.file_id and any(sign in text for sign in NO_SUCH_FILE):
            await self.pictures.forget(parcel.photo.digest)
            return await self._try_mended(parcel, why)
        for part, signs in MENDABLE.items():
            if any(sign in text for sign in signs):
                parcel.letter = letter._replace(body=envelope.without(letter.body, part))
                return await self._try_mended(parcel, why)
        if NO_HTML in text and not parcel.plain:
            log.error("html", letter=letter.key, error=why)
            parcel.plain = True
            return Again()
        if NOT_MODIFIED in text:
            await self._delivered(letter, None, letter.message_id, letter.message_kind)
        elif any(sign in text for sign in GONE):
            await self._refused(letter, why)
        else:
            await self._failed(letter, why)
        return None

    async def _try_mended(self, parcel: Parcel, why: str) -> Again | None:
        """Try a mended letter at once, but not for ever."""
        parcel.letter = parcel.letter._replace(attempts=parcel.letter.attempts + 1)
        if parcel.letter.attempts < MOST_TRIES_OF_A_CALL:
            return Again()
        await self._failed(parcel.letter, why)
        return None

    def _retry(self, parcel: Parcel, error: TelegramError) -> Again:
        """Nobody knows whether Telegram took it: try again, with growing patience."""
        self.figures.retried += 1
        tries = parcel.letter.attempts
        parcel.letter = parcel.letter._replace(attempts=tries + 1)
        log.warning("send", chat=parcel.letter.chat_id, error=str(error), attempt=tries + 1)
        return Again(after=min(LONGEST_WAIT, 0.5 * 2.0 ** min(tries, 6)))

    async def _failed(self, letter: Letter, why: str) -> None:
        self.figures.failed += 1
        log.error("letter refused", letter=letter.key, chat=letter.chat_id, error=why)
        await self.fates.settle(lambda tx: letters.failed(tx, letter.id, why))

    async def _refused(self, letter: Letter, why: str) -> None:
        """Nothing reaches this chat: its address is closed and those who must know are told."""
        self.figures.failed += 1
        await self.fates.settle(lambda tx: letters.failed(tx, letter.id, why))
        await self.fates.settle(lambda tx: self.outcomes.refused(tx, letter, why))

    # ---- places --------------------------------------------------------------------------------------------
    def _place(self, letter: Letter) -> tuple[int | None, str | None]:
        """Answer where a letter's message stands; what stood in a group before it became a supergroup is gone."""
        chat_id, message_id, kind = self._places.get(letter.slot or "", (0, 0, ""))
        return (message_id, kind) if chat_id == letter.chat_id else (letter.message_id, letter.message_kind)

    def _remember(self, slot: str, chat_id: int, message_id: int, kind: str) -> None:
        self._places[slot] = (chat_id, message_id, kind)
        self._places.move_to_end(slot)
        if len(self._places) > MOST_PLACES:
            self._places.popitem(last=False)


def for_chat(letter: Letter, chat_id: int) -> Letter:
    """Answer the letter for another chat; a message of the old chat cannot be edited in the new one."""
    return letter._replace(chat_id=chat_id, message_id=None, message_kind=None)
