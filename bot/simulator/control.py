"""The browser page's side of the server: the page itself, a WebSocket of what happens, and what a visitor does.

It listens on loopback only; requests that another site's page makes are refused by their ``Origin``.
"""

import asyncio
import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import WSMsgType, web

from bot.simulator.model import Chat, Json, Message
from bot.simulator.people import User, deep_link_payload
from bot.simulator.rooms import Group, Room
from bot.simulator.signals import Event
from bot.simulator.views import chat_view, command_menu, message_view
from bot.simulator.vouching import app_address
from bot.simulator.world import World

if TYPE_CHECKING:
    from bot.simulator.simulator import Simulator

PAGE = Path(__file__).parent / "page"
LANGUAGES = {"zh_Hans": "zh-hans", "zh_Hant": "zh-hant", "en": "en"}
DEFAULT_ZONE = dt.timezone(dt.timedelta(hours=8))
SIMULATOR: web.AppKey["Control"] = web.AppKey("simulator")


class Control:
    """Serves the page of one simulator."""

    def __init__(self, sim: "Simulator") -> None:
        self.sim = sim
        self._outboxes: set[asyncio.Queue[bytes]] = set()
        self.watching = True

    def attach(self, app: web.Application) -> None:
        """Add the routes and listen to the world."""
        app[SIMULATOR] = self
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/page/socket", self._socket),
                web.get("/page/status", self._get_status),
                web.get("/page/file/{file_id}", self._file),
                web.get("/page/{name}", self._static),
                web.post("/page/say", self._say),
                web.post("/page/edit", self._edit),
                web.post("/page/press", self._press),
                web.post("/page/open", self._open),
                web.post("/page/start", self._start),
                web.post("/page/advance", self._advance),
                web.post("/page/language", self._set_language),
                web.post("/page/reset", self._reset),
            ]
        )
        self.sim.world.signals.listeners.append(self._happened)

    def detach(self) -> None:
        """Stop listening; open pages are told that the server is gone by their closed socket."""
        self.sim.world.signals.listeners.remove(self._happened)
        for outbox in self._outboxes:
            outbox.put_nowait(b"")

    def follow(self, old: World, new: World) -> None:
        """Listen to another world."""
        if self._happened in old.signals.listeners:
            old.signals.listeners.remove(self._happened)
            new.signals.listeners.append(self._happened)

    # --- pages ---

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return _fresh("index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if not re.fullmatch(r"[a-z]+\.(js|css|svg)", name) or not (PAGE / name).is_file():
            raise web.HTTPNotFound
        return _fresh(name)

    async def _file(self, request: web.Request) -> web.Response:
        stored = self.sim.world.files.by_id.get(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "max-age=3600", "Content-Security-Policy": "sandbox"}
        if stored.kind != "photo":
            headers["Content-Disposition"] = "attachment"
        kind = _picture_type(stored.content) if stored.kind == "photo" else "application/octet-stream"
        return web.Response(body=stored.content, content_type=kind, headers=headers)

    # --- what the page knows ---

    def _cast(self) -> list[User]:
        return self.sim.cast or [user for user in self.sim.people.values() if not user.account.is_bot]

    def _group(self) -> Group | None:
        shown = self.sim.shown_group or (self.sim.groups[0] if self.sim.groups else None)
        if shown is not None and shown.chat.migrated_to is not None:
            return Group(self.sim.world, self.sim.world.chats[shown.chat.migrated_to])
        return shown

    def _chats(self) -> list[Chat]:
        group = self._group()
        private = [self.sim.world.private(user.account) for user in self._cast()]
        return [*([group.chat] if group else []), *private]

    def _status(self) -> Json:
        if self.sim.status is not None:
            return self.sim.status()
        now = dt.datetime.fromtimestamp(self.sim.world.clock(), DEFAULT_ZONE)
        return {"now": now.isoformat(timespec="seconds"), "next": None}

    def _commands(self) -> Json:
        group, world = self._group(), self.sim.world
        return {
            str(user.id): {
                "group": command_menu(world, group.chat, user.account) if group else [],
                "private": command_menu(world, world.private(user.account), user.account),
            }
            for user in self._cast()
        }

    def snapshot(self) -> Json:
        """Give all that a page needs to begin."""
        world, group = self.sim.world, self._group()
        return {
            "type": "hello",
            "bot": {"id": world.bot.id, "name": world.bot.first_name, "username": world.bot.username},
            "cast": [
                {"id": user.id, "name": user.name, "caption": user.caption, "opens": user.opens}
                for user in self._cast()
            ],
            "group": group.id if group else None,
            "chats": [chat_view(world, chat) for chat in self._chats()],
            "commands": self._commands(),
            "status": self._status(),
            "examples": self.sim.examples,
            "language": self.sim.language,
            "can": {"reset": self.sim.reset is not None, "next": self.sim.status is not None},
        }

    # --- live ---

    def _happened(self, event: Event) -> None:
        if not self._outboxes or not self.watching or event.kind in {"call", "updates"}:
            return
        told = self._told(event)
        if told is not None:
            self._send(told)

    def _told(self, event: Event) -> Json | None:
        message = event.message
        if event.kind in {"message", "edit"} and message is not None:
            return {"type": event.kind, "message": message_view(self.sim.world, message)}
        if event.kind == "delete" and message is not None:
            return {"type": "delete", "chat": message.chat.id, "id": message.id}
        if event.kind == "answer" and message is not None and event.account is not None:
            facts = {"text": event.facts.get("text", ""), "alert": bool(event.facts.get("show_alert"))}
            return {"type": "toast", "user": event.account.id, "chat": message.chat.id, "id": message.id, **facts}
        return {"type": "commands", "commands": self._commands()} if event.kind == "commands" else None

    def _send(self, told: Json) -> None:
        line = orjson.dumps(told)
        for outbox in self._outboxes:
            outbox.put_nowait(line)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        _check_origin(request)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        outbox: asyncio.Queue[bytes] = asyncio.Queue()
        outbox.put_nowait(orjson.dumps(self.snapshot()))
        self._outboxes.add(outbox)
        writing = asyncio.create_task(_write(socket, outbox))
        try:
            async for received in socket:
                if received.type == WSMsgType.ERROR:
                    break
        finally:
            self._outboxes.discard(outbox)
            writing.cancel()
        return socket

    # --- what a visitor does ---

    async def _say(self, request: web.Request) -> web.Response:
        _check_origin(request)
        form = await request.post()
        user, room = self._user(form.get("as")), self._room(form.get("chat"))
        text = str(form.get("text", ""))
        number = str(form.get("reply_to", ""))
        reply_to = room.chat.history.get(int(number)) if number.isdigit() else None
        files = [(part.filename, part.content_type, part.file.read()) for part in _parts(form, "photo")]
        documents = [(part.filename, part.content_type, part.file.read()) for part in _parts(form, "document")]
        try:
            if len(files) > 1:
                await user.album(room, text, [content for _, _, content in files], reply_to=reply_to)
            elif files:
                await user.photo(room, text, files[0][2], reply_to=reply_to)
            for name, mime, content in documents:
                await user.document(room, text, content, name=name, mime=mime, reply_to=reply_to)
            if not files and not documents and text.strip():
                await user.say(room, text.strip(), reply_to=reply_to)
        except LookupError as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        return _done()

    async def _edit(self, request: web.Request) -> web.Response:
        _check_origin(request)
        wish = await request.json()
        user, message = self._user(wish.get("as")), self._message(wish)
        if message.json.get("from", {}).get("id") != user.id:
            raise web.HTTPForbidden(text="only own messages can be edited")
        await user.edit(message, str(wish.get("text", "")))
        return _done()

    async def _press(self, request: web.Request) -> web.Response:
        _check_origin(request)
        wish = await request.json()
        user, message = self._user(wish.get("as")), self._message(wish)
        button = _button(message, wish)
        payload = deep_link_payload(str(button.get("url", "")), self.sim.world.bot.username)
        if payload is not None:
            await user.start(payload)
        elif "callback_data" in button:
            self.sim.world.press(user.account, message, button)
        return _done()

    async def _open(self, request: web.Request) -> web.Response:
        """Give the address of a Mini App for who opens it, with what Telegram says of them behind it."""
        _check_origin(request)
        wish = await request.json()
        user, button = self._user(wish.get("as")), _button(self._message(wish), wish)
        if "web_app" not in button:
            raise web.HTTPNotFound(text="the button opens no app")
        at = self.sim.world.clock()
        return web.json_response({"url": app_address(button["web_app"]["url"], self.sim.token, user.account, at)})

    async def _start(self, request: web.Request) -> web.Response:
        _check_origin(request)
        wish = await request.json()
        await self._user(wish.get("as")).start(str(wish.get("payload", "")))
        return _done()

    async def _advance(self, request: web.Request) -> web.Response:
        _check_origin(request)
        wish = await request.json()
        seconds = wish.get("seconds")
        await self.sim.advance(None if seconds is None else float(seconds))
        status = self._status()
        self._send({"type": "status", "status": status})
        return web.json_response({"ok": True, "status": status})

    async def _get_status(self, _request: web.Request) -> web.Response:
        return web.json_response(self._status())

    async def _set_language(self, request: web.Request) -> web.Response:
        _check_origin(request)
        language = str((await request.json()).get("language"))
        if language not in LANGUAGES:
            raise web.HTTPBadRequest(text="unknown language")
        self.sim.language = language
        self._speak()
        shown = self.sim.world
        if self.sim.speak is not None:
            await self.sim.speak(language)
        if self.sim.world is shown:
            self.sim.world.signals.tell("commands")
        else:
            self._send(self.snapshot())
        return _done()

    async def _reset(self, request: web.Request) -> web.Response:
        _check_origin(request)
        if self.sim.reset is None:
            raise web.HTTPNotFound
        await self.sim.reset()
        self._speak()
        self._send(self.snapshot())
        return _done()

    def _speak(self) -> None:
        for user in self._cast():
            user.account.language_code = LANGUAGES[self.sim.language]

    def _user(self, number: Any) -> User:
        for user in self._cast():
            if str(user.id) == str(number):
                return user
        raise web.HTTPNotFound(text="nobody of the cast has this id")

    def _room(self, number: Any) -> Room:
        for chat in self._chats():
            if str(chat.id) == str(number):
                return Room(self.sim.world, chat)
        raise web.HTTPNotFound(text="the page does not show this chat")

    def _message(self, wish: Json) -> Message:
        message = self._room(wish.get("chat")).chat.history.get(int(wish.get("id", 0)))
        if message is None or message.deleted:
            raise web.HTTPNotFound(text="the message is gone")
        return message


def _button(message: Message, wish: Json) -> Json:
    rows = message.json.get("reply_markup", {}).get("inline_keyboard", [])
    try:
        button: Json = rows[int(wish["row"])][int(wish["column"])]
    except (KeyError, IndexError, ValueError, TypeError):
        raise web.HTTPNotFound(text="the button is gone") from None
    return button


async def _write(socket: web.WebSocketResponse, outbox: asyncio.Queue[bytes]) -> None:
    while line := await outbox.get():
        await socket.send_str(line.decode())
    await socket.close()


def _parts(form: Any, name: str) -> list[web.FileField]:
    return [part for part in form.getall(name, []) if isinstance(part, web.FileField)]


def _fresh(name: str) -> web.FileResponse:
    policy = (
        "default-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws://127.0.0.1:* ws://localhost:*; "
        "frame-src http://127.0.0.1:* http://localhost:*"
    )
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff"}
    return web.FileResponse(PAGE / name, headers=headers)


def _picture_type(content: bytes) -> str:
    kinds = {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"RIFF": "image/webp"}
    return kinds.get(content[:4], "image/jpeg")


def _check_origin(request: web.Request) -> None:
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise web.HTTPForbidden(text="another site's page may not play here")


def _done() -> web.Response:
    return web.json_response({"ok": True})
