"""The Bot API over HTTP: reading calls, faults on order, answers in Telegram's own form."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from bot.simulator.errors import NOT_UTF8, ApiError, bad_request
from bot.simulator.faults import Fault
from bot.simulator.files import UPLOAD_LIMIT
from bot.simulator.methods import METHODS, allowed_updates
from bot.simulator.model import Json
from bot.simulator.params import Params, Upload
from bot.simulator.world import World

LONGEST_POLL = 50
NOT_FOUND = ApiError(404, "Not Found")
UNAUTHORIZED = ApiError(401, "Unauthorized")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call the bot made; ``code`` 200 is success, 0 a connection broken on order."""

    method: str
    params: Json
    code: int
    description: str
    at: float


class Dropped(Exception):  # noqa: N818 - it is an event of the network, not an error of ours
    """The connection breaks here, on order of a test."""


def dumps(value: Any) -> bytes:
    """Write JSON; lone surrogates of injected updates are escaped, which orjson refuses to do."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value).encode()


class BotApi:
    """Executes calls against a world, as HTTP requests or as the body of a webhook's answer."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.calls: list[Call] = []

    def routes(self) -> list[web.RouteDef]:
        """Give the routes of the Bot API."""
        return [
            web.route("*", "/bot{token}/{method}", self._serve),
            web.get("/file/bot{token}/{path:.+}", self._download),
        ]

    async def _serve(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.world.token:
            return _answer(UNAUTHORIZED.body(), 401)
        name = request.match_info["method"].lower()
        if name == "getupdates":
            return await self._guarded(request, name)
        self.world.in_flight += 1
        self.world.signals.tell("call")
        try:
            return await self._guarded(request, name)
        finally:
            self.world.in_flight -= 1
            self.world.signals.tell("call")

    async def _guarded(self, request: web.Request, name: str) -> web.Response:
        params = Params({})
        try:
            params = await read_params(request)
            result = await self.execute(name, params)
        except ApiError as error:
            self._log(name, params, error.code, error.description)
            return _answer(error.body(), error.code)
        except Dropped:
            self._log(name, params, 0, "connection broken")
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        self._log(name, params, 200, "")
        return _answer({"ok": True, "result": result}, 200)

    def _log(self, name: str, params: Params, code: int, description: str) -> None:
        if name == "getupdates" and code == 200:
            return
        call = Call(method=name, params=dict(params.given), code=code, description=description, at=self.world.ticks())
        self.calls.append(call)

    async def execute(self, name: str, params: Params) -> Any:
        """Execute one call by its lower-case name.

        Raises:
            ApiError: what Telegram would answer.
            Dropped: a fault breaks the connection.
        """
        world = self.world
        chat_id = params.integer("chat_id") or None
        fault = world.faults.take(name, chat_id)
        await _before(fault)
        if name == "getupdates":
            result = await self._get_updates(params)
        elif name in METHODS:
            result = METHODS[name](world, params)
        else:
            raise NOT_FOUND
        if fault is not None and fault.trouble == "drop_after":
            raise Dropped
        return result

    async def _get_updates(self, params: Params) -> list[Json]:
        queue = self.world.updates
        queue.allow(allowed_updates(params))
        if queue.take_over(params.integer("offset")):
            self.world.signals.tell("updates")
        seconds = max(0, min(LONGEST_POLL, params.integer("timeout")))
        return await queue.poll(params.integer("limit", 100), seconds)

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.world.token:
            return _answer(UNAUTHORIZED.body(), 401)
        stored = self.world.files.by_path.get(request.match_info["path"])
        if stored is None:
            return _answer(NOT_FOUND.body(), 404)
        return web.Response(body=stored.content, content_type=stored.mime or "application/octet-stream")


async def _before(fault: Fault | None) -> None:
    if fault is None:
        return
    if fault.trouble == "delay":
        await asyncio.sleep(fault.seconds)
    if fault.trouble == "drop_before":
        raise Dropped
    if fault.error is not None:
        raise fault.error


def _answer(body: Json, status: int) -> web.Response:
    return web.Response(body=dumps(body), status=status, content_type="application/json")


async def read_params(request: web.Request) -> Params:
    """Read a call's parameters from the query, a JSON body, a form or a multipart body.

    Raises:
        ApiError: 400, when the body is not what it says; strings that are no Unicode text.
    """
    given: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        given |= _read_json(await request.read())
    elif request.content_type in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(name=value.filename, content=value.file.read(), mime=value.content_type)
            else:
                given[name] = value
    for value in given.values():
        _check_unicode(value)
    return Params(given, uploads)


def _read_json(body: bytes) -> Json:
    if not body:
        return {}
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        # orjson refuses lone surrogates as well as broken JSON; only the latter is a fault of form.
        try:
            read = json.loads(body)
        except ValueError:
            raise bad_request("can't parse JSON object") from None
    if not isinstance(read, dict):
        raise bad_request("can't parse JSON object: expected an Object")
    return read


def _check_unicode(value: Any) -> None:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ApiError(400, NOT_UTF8) from None
        if value.startswith(("{", "[")) and "\\ud" in value.lower():
            _check_unicode(_lenient(value))
    elif isinstance(value, dict):
        for item in value.values():
            _check_unicode(item)
    elif isinstance(value, list):
        for item in value:
            _check_unicode(item)


def _lenient(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None


def application(api: BotApi) -> web.Application:
    """Make the HTTP application of the Bot API."""
    app = web.Application(client_max_size=UPLOAD_LIMIT + 10 * 1024 * 1024)
    app.add_routes(api.routes())
    return app
