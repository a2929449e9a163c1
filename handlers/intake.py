"""Intake: updates in, once. Nothing is confirmed to Telegram before its effects are on disk."""

import asyncio
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from aiohttp import web
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.clock import Clock, monotonic
from bot.services.desk import House
from handlers.access import Pace
from handlers.command import broken, handle
from handlers.errors import new_incident
from handlers.incoming import concerned
from handlers.reply import Toast
from handlers.wire import Api, pause_of, read_json
from storage.writer import DatabaseDown, Job, Writer

log = structlog.get_logger("jifenbot")

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
POLL_SECONDS = 25
MOST_IN_POLL = 100
SHORT_POLL = 0.05
BODY_LIMIT = 1024 * 1024
WEBHOOK_PATIENCE = 10.0
LONGEST_WAIT = 30.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


@dataclass(slots=True)
class IntakeFigures:
    """What /metrics says of the intake."""

    updates: int = 0
    repeats: int = 0
    polls: int = 0
    poll_errors: int = 0
    last_poll: float = 0.0


class Intake:
    """Hands updates to the writer and waits until they are on disk."""

    def __init__(
        self,
        api: Api,
        writer: Writer,
        clock: Clock,
        house: House,
        *,
        on_toast: Callable[[Toast], None],
        pace: Pace | None = None,
        on_latency: Callable[[float], None] = lambda _: None,
    ) -> None:
        self.api = api
        self.writer = writer
        self.clock = clock
        self.house = house
        self.on_toast = on_toast
        self.on_latency = on_latency
        self.pace = pace or Pace()
        self.figures = IntakeFigures()
        self._stopping = asyncio.Event()
        self._offset: int | None = None

    async def take(self, updates: Sequence[dict[str, Any]]) -> list[Toast]:
        """Handle updates in the order of their ids; return the toasts to show when all of it is on disk.

        Raises:
            DatabaseDown: Nothing of the failing batch happened; it must come again.
        """
        started = monotonic()
        updates = sorted(updates, key=_number)
        jobs = [self._job(update) for update in updates]
        toasts = []
        self.writer.submit(*jobs)
        for job, update in zip(jobs, updates, strict=True):
            try:
                # The first of a batch waits; the others are done with it, and waking the loop for each is not free.
                toast = job.done.result() if job.done.done() else await asyncio.wrap_future(job.done)
            except DatabaseDown:
                raise
            except Exception as error:  # noqa: BLE001 - an update that cannot even be told about is logged and passed
                new_incident(error, update_id=_number(update))
                continue
            if toast is not None:
                toasts.append(toast)
        self.figures.updates += len(jobs)
        self.on_latency(monotonic() - started)
        return toasts

    def _job(self, update: dict[str, Any]) -> Job:
        now, house, pace = self.clock(), self.house, self.pace
        return Job(
            run=lambda tx: handle(tx, update, now=now, house=house, pace=pace),
            update=(_number(update), now),
            locks=concerned(update) or (_number(update),),
            on_error=lambda tx, error: broken(tx, error, update, now=now, house=house),
        )

    def stop(self) -> None:
        """Take no more updates."""
        self._stopping.set()

    # ---- polling -------------------------------------------------------------------------------------------
    async def poll(self) -> None:
        """Ask for updates until told to stop. Asking again is what confirms those before."""
        wait = 1.0
        while not self._stopping.is_set():
            try:
                asked = monotonic()
                updates = await self._ask(self._offset)
                if not updates and monotonic() - asked < SHORT_POLL:
                    await self._rest(SHORT_POLL)  # a server that does not hold the line open must not be hammered
                if updates:
                    for toast in await self.take(updates):
                        self.on_toast(toast)
                    self._offset = max(_number(update) for update in updates) + 1
                wait = 1.0
            except DatabaseDown as error:
                log.error("database", error=str(error), retry_in=wait)
                wait = await self._rest(wait)
            except RetryAfter as error:
                await self._rest(pause_of(error))
            except InvalidToken as error:
                # Revoked, or a server (or its proxy) that is not itself for a while: /healthz turns red either way.
                log.error("token", error=str(error), hint="if it stays so, the token was revoked", retry_in=wait)
                wait = await self._rest(wait)
            except Conflict:
                log.error("conflict", hint="another process polls with this token, or a webhook is set")
                wait = await self._rest(max(wait, 3.0))
            except (NetworkError, TelegramError) as error:
                self.figures.poll_errors += 1
                log.warning("poll", error=str(error), retry_in=wait)
                wait = await self._rest(wait)

    async def _ask(self, offset: int | None) -> list[dict[str, Any]]:
        body: dict[str, Any] = {"timeout": POLL_SECONDS, "limit": MOST_IN_POLL, "allowed_updates": ALLOWED}
        if offset is not None:
            body["offset"] = offset
        asking = asyncio.ensure_future(self.api.updates(body))
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                return []
            self.figures.polls += 1
            self.figures.last_poll = monotonic()
            return _only_updates(asking.result())
        finally:
            stopping.cancel()
            asking.cancel()
            await asyncio.gather(stopping, asking, return_exceptions=True)

    async def confirm(self) -> None:
        """Confirm the last batch on the way out, so that it does not come again at the next start."""
        if self._offset is None:
            return
        try:
            await asyncio.wait_for(self.api.updates({"offset": self._offset, "timeout": 0, "limit": 1}), 2.0)
        except (TelegramError, TimeoutError) as error:
            log.debug("confirm", error=str(error))

    async def _rest(self, seconds: float) -> float:
        """Wait, unless it is time to stop; answer how long to wait the next time."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return min(LONGEST_WAIT, seconds * 2)
        return seconds

    # ---- webhook -------------------------------------------------------------------------------------------
    def receiver(self, secrets: Sequence[str]) -> Callable[[web.Request], Any]:
        """Answer the handler of the webhook: 200 after the commit, 503 after ten seconds without one.

        A toast rides on the 200: Telegram makes the call that such an answer holds, and one way less is sooner.

        Args:
            secrets: Any of them is accepted, so that one can be exchanged for another while calls are under way.
        """
        expected = [secret.encode() for secret in secrets]

        async def receive(request: web.Request) -> web.Response:
            given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")  # it may hold any bytes
            if True not in [
                hmac.compare_digest(given, secret) for secret in expected
            ]:  # all are tried: time tells nothing
                return web.Response(status=403)
            if self._stopping.is_set():
                return web.Response(status=503)
            try:
                update = read_json(await request.read())
                number = _number(update)
            except (KeyError, TypeError, ValueError):
                return web.Response(status=400)
            try:
                toasts = await asyncio.wait_for(self.take([update]), WEBHOOK_PATIENCE)
            except (TimeoutError, DatabaseDown) as error:
                log.error("webhook", update=number, error=str(error) or "no commit in time")
                return web.Response(status=503)
            return self._answer(toasts)

        return receive

    def _answer(self, toasts: Sequence[Toast]) -> web.Response:
        """Answer a delivery, with the call that results from it; several go their own way."""
        calls = [call for toast in toasts for call in toast.calls()]
        if len(calls) != 1:
            for toast in toasts:
                self.on_toast(toast)
            return web.Response()
        method, body = calls[0]
        return web.Response(body=orjson.dumps({"method": method, **body}), content_type="application/json")


def _number(update: Any) -> int:
    """Answer an update's number.

    Raises:
        ValueError: It is no update, or its number none that a database can hold.
    """
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or not 0 <= number < 2**63:
        raise ValueError(f"no update: {str(update)[:200]}")
    return number


def _only_updates(answer: Any) -> list[dict[str, Any]]:
    """Answer what is an update in the answer to a poll; a proxy, or a server of another kind, answers anything.

    Raises:
        NetworkError: Nothing in it is, and it is not empty.
    """
    found = []
    for update in answer if isinstance(answer, list) else [answer]:
        try:
            _number(update)
        except ValueError as error:
            log.error("poll", error=str(error))
        else:
            found.append(update)
    if answer and not found:
        raise NetworkError("the answer to getUpdates holds no update")
    return found
