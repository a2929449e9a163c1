"""The wire to Telegram: python-telegram-bot's request class on aiohttp, and calls with a JSON body.

Source of the choice: measured, an echo bot on the library's default client answers about a third as many updates.
"""

import json
import os
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

import aiohttp
import orjson
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.services.document import File
from handlers import http1

CALL_SECONDS = 20.0
UPLOAD_SECONDS = 300.0
"""Fifty megabytes take their time on a slow line."""
ODV = Any
JSON_HEADERS = {"Content-Type": "application/json"}


# The library's way to say "give me spans of time as such"; without it every 429 would warn of what is to come.
os.environ.setdefault("PTB_TIMEDELTA", "true")


def pause_of(error: RetryAfter) -> float:
    """Answer for how many seconds a 429 asks to be left alone."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


class JsonBody(RequestData):  # type: ignore[misc]  # sealed for users of the library, this is its payload's own place
    """Parameters of a call that are JSON already."""

    def __init__(self, body: bytes) -> None:
        super().__init__([])
        self.body = body


class FormBody(RequestData):  # type: ignore[misc]  # likewise
    """Parameters of a call that brings a file along: a form in several parts, as Telegram reads uploads."""

    def __init__(self, body: Mapping[str, Any], field: str, file: File) -> None:
        super().__init__([])
        self.body = body
        self.field = field
        self.file = file

    def form(self) -> aiohttp.FormData:
        """Write the form; whatever is no text goes as JSON."""
        form = aiohttp.FormData()
        for name, value in self.body.items():
            form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
        form.add_field(self.field, self.file.content, filename=self.file.name, content_type=self.file.mime)
        return form


class Wire(BaseRequest):
    """The library's extension point for HTTP, on aiohttp.

    Args:
        proxy: HTTP or SOCKS proxy, empty for none.
        connections: Most calls at the same time.
        timeout: Seconds until a call is given up, connection included.
    """

    def __init__(self, *, proxy: str = "", connections: int = 64, timeout: float = CALL_SECONDS) -> None:
        self._proxy = proxy
        self._connections = connections
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds until a call is given up."""
        return self._timeout

    async def initialize(self) -> None:
        """Open the pool of connections."""
        if self._proxy.startswith("socks"):
            from aiohttp_socks import ProxyConnector  # noqa: PLC0415 - megabytes that a bot without such a proxy saves

            connector: aiohttp.BaseConnector = ProxyConnector.from_url(self._proxy, limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector)
            return
        connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300)
        self._session = aiohttp.ClientSession(connector=connector, proxy=self._proxy or None)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0917 - the library's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODV = BaseRequest.DEFAULT_NONE,
        write_timeout: ODV = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - one timeout for the whole call
        connect_timeout: ODV = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - likewise
        pool_timeout: ODV = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - likewise
    ) -> tuple[int, bytes]:
        """Make one call; answer status and body.

        Raises:
            TimedOut: No answer in time; Telegram may or may not have accepted the call.
            NetworkError: The connection failed.
        """
        if self._session is None:
            raise NetworkError("the wire is closed")
        seconds = self._timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        data: Any = None
        headers = None
        if isinstance(request_data, JsonBody):
            # aiohttp would look through a registry of eight kinds of payload for the one of plain bytes.
            data, headers = aiohttp.BytesPayload(request_data.body, content_type="application/json"), JSON_HEADERS
        elif isinstance(request_data, FormBody):
            data = request_data.form()
        elif request_data is not None:
            data = _form(request_data)
        try:
            timeout = aiohttp.ClientTimeout(total=seconds)
            async with self._session.request(method, url, data=data, headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut("no answer in time") from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer, faster than the library does by default.

        Raises:
            NetworkError: The answer is no JSON (a proxy's error page, say).
        """
        try:
            return read_json(payload)
        except ValueError as error:
            raise NetworkError("the answer is not JSON") from error


def read_json(payload: bytes) -> Any:
    r"""Read JSON, also with what is JSON and no text: lone surrogates (``\ud83d``) become U+FFFD, NULs go.

    One message with half an emoji must not stop all the updates that came with it, and PostgreSQL stores no NUL.

    Raises:
        ValueError: It is no JSON.
    """
    try:
        read = orjson.loads(payload)
    except orjson.JSONDecodeError:
        return _mended(json.loads(payload))
    return _mended(read) if b"\\u0000" in payload else read


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    if isinstance(value, dict):
        return {_mended(key): _mended(part) for key, part in value.items()}
    return [_mended(part) for part in value] if isinstance(value, list) else value


class Told(Wire):
    """An answer that came already, for the library to read: it knows Telegram's errors."""

    def __init__(self, status: int, answer: bytes) -> None:
        super().__init__()
        self._answer = status, answer

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        """Answer what came."""
        return self._answer


def _form(request_data: RequestData) -> aiohttp.FormData | dict[str, str]:
    if not request_data.contains_files:
        return dict(request_data.json_parameters)
    form = aiohttp.FormData()
    for name, text in request_data.json_parameters.items():
        form.add_field(name, text)
    for name, (filename, content, mimetype) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return form


class Api:
    """Telegram as the rest of the handlers see it: the library's Bot, and plain calls with a JSON body."""

    def __init__(self, token: str, *, root: str, proxy: str = "", connections: int = 64) -> None:
        self._calls = Wire(proxy=proxy, connections=connections)
        self._polls = Wire(proxy=proxy, connections=2, timeout=60.0)
        self.bot = Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._calls,
            get_updates_request=self._polls,
        )
        self._root = f"{root}/bot{token}"
        self._files = f"{root}/file/bot{token}"
        self._path = urlsplit(self._root).path
        self._pool = None if proxy else http1.Pool(root, most=connections)

    async def open(self) -> None:
        """Open the connections; nothing is called yet."""
        await self._calls.initialize()
        await self._polls.initialize()

    async def close(self) -> None:
        """Close the connections."""
        if self._pool is not None:
            self._pool.close()
        await self._calls.shutdown()
        await self._polls.shutdown()

    async def call(self, method: str, body: dict[str, Any], *, seconds: float | None = None) -> Any:
        """Call a method with JSON parameters; answer its result.

        Raises:
            telegram.error.TelegramError: As the library tells it: RetryAfter, Forbidden, ChatMigrated, BadRequest, …
        """
        content = orjson.dumps(body)
        if self._pool is None:
            timeout = BaseRequest.DEFAULT_NONE if seconds is None else seconds
            return await self._calls.post(f"{self._root}/{method}", JsonBody(content), read_timeout=timeout)
        try:
            status, answer = await self._pool.post(f"{self._path}/{method}", content, seconds=seconds or CALL_SECONDS)
        except TimeoutError as error:
            raise TimedOut("no answer in time") from error
        except http1.Broken as error:
            raise NetworkError(str(error)) from error
        if status == HTTPStatus.OK and isinstance(told := Wire.parse_json_payload(answer), dict) and told.get("ok"):
            return told["result"]
        return await Told(status, answer).post(self._root)

    async def upload(self, method: str, body: dict[str, Any], file: File, *, field: str = "document") -> Any:
        """Call a method that sends a file of ours.

        Args:
            method: As Telegram spells it.
            body: Its other parameters.
            file: What goes up.
            field: The part of the form that holds it: document, photo.

        Raises:
            telegram.error.TelegramError: As `call`.
        """
        form = FormBody(body, field, file)
        return await self._calls.post(f"{self._root}/{method}", form, read_timeout=UPLOAD_SECONDS)

    async def download(self, file_id: str) -> bytes:
        """Fetch a file that somebody sent; Telegram hands out up to 20 MB.

        Raises:
            telegram.error.TelegramError: As `call`; BadRequest for a file that is too large or gone.
        """
        found = await self.call("getFile", {"file_id": file_id})
        path = found.get("file_path") or ""
        if path.startswith("/"):  # a self-hosted server in local mode names the file itself
            raise BadRequest("the server hands out no files, it keeps them")
        return await self._calls.retrieve(f"{self._files}/{path}", read_timeout=UPLOAD_SECONDS)

    async def updates(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        """Ask for updates, as they come over the wire."""
        answer = await self._polls.post(f"{self._root}/getUpdates", JsonBody(orjson.dumps(body)))
        return cast("list[dict[str, Any]]", answer)
