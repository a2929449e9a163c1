"""The doctor: is everything there that the bot needs? Each finding has a stable id, a state and a hint."""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from bot.domain.calendar.workdays import Workdays
from bot.i18n import LANGUAGES, untranslated
from bot.settings import ENV_FILE, Settings, SettingsError, load_settings
from storage import workdays
from storage.faults import DatabaseUnusable
from storage.health import Health, look, sqlite_version
from storage.session import reading

State = Literal["ok", "warn", "fail"]

LITTLE_SPACE = 200 * 1024 * 1024
SOME_SPACE = 1024 * 1024 * 1024
WAL_BUG = ((3, 7, 0), (3, 51, 2))
"""SQLite versions in which two connections that checkpoint at the same moment can corrupt a WAL file."""
OLDEST_NOW = 2026
TOLERANCE = timedelta(minutes=10)
PATIENCE = 10.0
OTHERS = 0o077
"""Rights of the group and of everybody."""
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        id: Stable name, for scripts.
        state: ok, warn (it runs, but look at it) or fail (it will not run, or wrongly).
        text: What was found.
        hint: What to do, or what it is good for.
    """

    id: str
    state: State
    text: str
    hint: str


async def examine(*, now: datetime, offline: bool) -> AsyncIterator[Finding]:
    """Look at everything, the settings first.

    Args:
        now: The present moment.
        offline: Leave Telegram out.
    """
    yield _sqlite()
    for finding in _catalogs():
        yield finding
    try:
        settings = load_settings()
    except SettingsError as error:
        name = str(error).partition(":")[0].removeprefix("JIFENBOT_").lower()
        hint = "Correct it in the environment or in .env; the rest was not looked at."
        yield Finding(id=f"settings.{name}", state="fail", text=str(error), hint=hint)
        return
    for finding in _settings(settings):
        yield finding
    health: Health | None = None
    try:
        health = look(settings.database_url)
    except DatabaseUnusable as error:
        hint = "Check JIFENBOT_DATABASE_URL and the rights of the directory; or restore a backup."
        yield Finding(id="database.open", state="fail", text=f"it cannot be opened: {error}", hint=hint)
    else:
        for finding in _database(settings, health):
            yield finding
    yield _space(settings)
    yield _modes(settings)
    yield _clock(now, health)
    yield _zone(settings)
    for finding in _calendar(settings, health, now.astimezone(settings.zone).date()):
        yield finding
    yield await _port(settings)
    if not offline and settings.token.get_secret_value():
        async for finding in _telegram(settings):
            yield finding


# ---- what needs no setting


def _sqlite() -> Finding:
    found = sqlite_version()
    text = ".".join(str(part) for part in found)
    if WAL_BUG[0] <= found <= WAL_BUG[1]:
        text += ": two writers that checkpoint at the same moment could corrupt the file"
        hint = "Harmless here: only the bot's one writer checkpoints. Do not write to the file with other tools."
        return Finding(id="sqlite.version", state="ok", text=text, hint=hint)
    return Finding(id="sqlite.version", state="ok", text=text, hint="Nothing to do.")


def _catalogs() -> Iterator[Finding]:
    gaps = {code: untranslated(code) for code in LANGUAGES}
    not_there = [code for code, gap in gaps.items() if gap is None]
    some = [f"{code}: {gap}" for code, gap in gaps.items() if gap]
    if not_there:
        text = f"not compiled: {', '.join(not_there)}; everything is said in English there"
        yield Finding(id="catalogs.complete", state="fail", text=text, hint="Run make install.")
    elif some:
        text = f"sentences without translation: {', '.join(some)}"
        yield Finding(id="catalogs.complete", state="warn", text=text, hint="Run make catalogs and translate them.")
    else:
        text = f"every sentence in {', '.join(LANGUAGES)}"
        yield Finding(id="catalogs.complete", state="ok", text=text, hint="Nothing to do.")


# ---- settings


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.token.get_secret_value():
        yield Finding(id="settings.token", state="ok", text="set", hint="It is never logged.")
    else:
        hint = "Create a bot with BotFather and set JIFENBOT_TOKEN; run needs it."
        yield Finding(id="settings.token", state="fail", text="it is missing", hint=hint)
    if settings.owners:
        text = f"{len(settings.owners)} administrators"
        yield Finding(id="settings.owners", state="ok", text=text, hint="They hold the role admin everywhere.")
    else:
        hint = "Set JIFENBOT_OWNERS to your Telegram user id; run needs it."
        yield Finding(id="settings.owners", state="fail", text="it is missing", hint=hint)
    if settings.webhook_url and not settings.webhook_url.startswith("https://"):
        hint = "Telegram delivers only to https; a self-hosted Bot API server may take http."
        yield Finding(id="settings.webhook_url", state="warn", text="it is not https", hint=hint)
    if settings.public_url and not settings.secret_key.get_secret_value():
        hint = "Set JIFENBOT_SECRET_KEY to a long random word."
        yield Finding(id="settings.secret_key", state="warn", text="links cannot be signed without it", hint=hint)


# ---- the database and the machine


def _database(settings: Settings, health: Health | None) -> Iterator[Finding]:
    where = str(settings.sqlite_path) if settings.sqlite_path else "PostgreSQL"
    if health is None:
        yield _none_yet(where, _folder(settings))
        return
    size = f", {health.size / 1_000_000:.1f} MB" if health.size else ""
    backup = "jifenbot backup" if settings.sqlite_path else "PostgreSQL's own tools, such as pg_dump"
    yield Finding(id="database.open", state="ok", text=f"{where}{size}", hint=f"Back it up with {backup}.")
    yield _revision(health)
    if health.faults:
        hint = "Stop the bot and restore the newest sound backup with jifenbot restore."
        yield Finding(id="database.integrity", state="fail", text="; ".join(health.faults), hint=hint)
    else:
        yield Finding(id="database.integrity", state="ok", text="sound", hint="jifenbot verify checks the books too.")


def _none_yet(where: str, folder: Path | None) -> Finding:
    if folder is not None and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        hint = "Name another place with JIFENBOT_DATABASE_URL, or give the bot's user the right to write there."
        return Finding(id="database.open", state="fail", text=f"{where}: {folder} cannot be written to", hint=hint)
    hint = "Nothing to do: run makes it, or jifenbot migrate. If there should be one, check JIFENBOT_DATABASE_URL."
    return Finding(id="database.open", state="warn", text=f"{where}: there is none yet", hint=hint)


def _folder(settings: Settings) -> Path | None:
    """Answer the nearest directory above the database file that exists, None on PostgreSQL."""
    if settings.sqlite_path is None:
        return None
    folder = settings.sqlite_path.absolute().parent
    while not folder.exists():
        folder = folder.parent
    return folder


def _revision(health: Health) -> Finding:
    if health.revision == health.newest:
        return Finding(id="database.revision", state="ok", text=health.newest, hint="Nothing to do.")
    if not health.known:
        text = f"{health.revision} is of a newer version of jifenbot"
        hint = "Run that version, or restore an older backup."
        return Finding(id="database.revision", state="fail", text=text, hint=hint)
    text = f"{health.revision or 'empty'}, this version needs {health.newest}"
    return Finding(id="database.revision", state="warn", text=text, hint="Run jifenbot migrate (run does it too).")


def _space(settings: Settings) -> Finding:
    folder = _folder(settings)
    if folder is None:
        hint = "Watch it on the database server."
        return Finding(id="disk.space", state="ok", text="the database is on another server", hint=hint)
    free = shutil.disk_usage(folder).free
    state: State = "fail" if free < LITTLE_SPACE else "warn" if free < SOME_SPACE else "ok"
    hint = (
        "Nothing to do." if state == "ok" else "Make room: on a full disk the bot stops taking updates until there is."
    )
    return Finding(id="disk.space", state=state, text=f"{free / 1_000_000_000:.1f} GB free in {folder}", hint=hint)


def _modes(settings: Settings) -> Finding:
    """See who may read what holds names, points or the token."""
    found = [Path(ENV_FILE)]
    if settings.sqlite_path is not None:
        found += [settings.sqlite_path.with_name(settings.sqlite_path.name + ending) for ending in ("", "-wal", "-shm")]
    for folder in (settings.backup_folder, settings.evidence_folder):
        if folder and Path(folder).is_dir():
            found += [Path(folder), *Path(folder).iterdir()]
    files = [path for path in found if path.exists()]
    shared = [str(path) for path in files if path.stat().st_mode & OTHERS]
    if not shared:
        text = f"{len(files)} files and folders, readable by their owner only"
        return Finding(id="files.private", state="ok", text=text, hint="Nothing to do.")
    more = f" and {len(shared) - SHOWN} more" if len(shared) > SHOWN else ""
    text = f"others may read {', '.join(shared[:SHOWN])}{more}"
    hint = "chmod 600 the files, chmod 700 the folders: they hold names, points, or the token."
    return Finding(id="files.private", state="warn", text=text, hint=hint)


def _clock(now: datetime, health: Health | None) -> Finding:
    text = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    hint = "Set the machine's clock (NTP): every deadline is computed from it."
    if now.year < OLDEST_NOW:
        return Finding(id="clock.sane", state="fail", text=f"{text} lies before this program was made", hint=hint)
    if health is not None and health.latest is not None and health.latest > now + TOLERANCE:
        text += f", but the database has seen {health.latest:%Y-%m-%d %H:%M:%S}"
        return Finding(id="clock.sane", state="fail", text=text, hint=hint)
    return Finding(id="clock.sane", state="ok", text=text, hint="Nothing to do.")


def _zone(settings: Settings) -> Finding:
    try:
        data = f"tzdata {version('tzdata')}"
    except PackageNotFoundError:
        data = "the system's zone data"
    return Finding(
        id="zone.data", state="ok", text=f"{settings.timezone} ({data})", hint="Every calendar rule uses it."
    )


def _calendar(settings: Settings, health: Health | None, today: date) -> Iterator[Finding]:
    own: dict[date, bool] = {}
    if health is not None and health.revision == health.newest:
        with reading(settings.database_url) as tx:
            own = dict(workdays.overrides(tx))
    calendar = Workdays(own)
    for year in (today.year, today.year + 1):
        first = date(year, 1, 1)
        days = [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]
        doubtful = sum(not calendar.certain(day) for day in days)
        if not doubtful:
            yield Finding(id=f"calendar.{year}", state="ok", text="official", hint="Nothing to do.")
            continue
        text = f"the make-up days are not known: {doubtful} of {len(days)} days are an estimate"
        hint = "When the official list is published: jifenbot import workdays FILE."
        yield Finding(id=f"calendar.{year}", state="warn", text=text, hint=hint)


async def _port(settings: Settings) -> Finding:
    address = settings.listen_at
    if address is None:
        hint = "Set JIFENBOT_LISTEN for /healthz and /metrics."
        return Finding(id="listen.port", state="ok", text="none", hint=hint)
    host, port = address
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
    except OSError as error:
        if await _bot_answers(host, port):
            return Finding(id="listen.port", state="ok", text=f"a bot listens on {settings.listen}", hint="It runs.")
        state: State = "fail" if settings.webhook_url else "warn"
        hint = "Choose another address with JIFENBOT_LISTEN, or stop what listens there."
        return Finding(id="listen.port", state=state, text=f"{settings.listen}: {error.strerror or error}", hint=hint)
    return Finding(id="listen.port", state="ok", text=f"{settings.listen} is free", hint="For /healthz and /metrics.")


async def _bot_answers(host: str, port: int) -> bool:
    import aiohttp  # noqa: PLC0415 - only where somebody listens

    try:
        timeout = aiohttp.ClientTimeout(total=2)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            shown = f"[{host}]" if ":" in host else host
            async with session.get(f"http://{shown}:{port}/healthz") as answer:
                said = await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError, OSError):
        return False
    return isinstance(said, dict) and "ok" in said and "faults" in said


# ---- Telegram


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    from telegram.error import InvalidToken, TelegramError  # noqa: PLC0415 - not for --offline

    from handlers.wire import Api  # noqa: PLC0415 - likewise

    api = Api(settings.token.get_secret_value(), root=settings.api_base_url, proxy=settings.proxy_url)
    await api.open()
    try:
        async with asyncio.timeout(PATIENCE):
            me: dict[str, Any] = await api.call("getMe", {})
            yield _account(me)
            yield _webhook(settings, await api.call("getWebhookInfo", {}))
    except InvalidToken:
        hint = "Copy it anew from BotFather; check JIFENBOT_API_BASE_URL too."
        yield Finding(id="telegram.token", state="fail", text="Telegram does not know it", hint=hint)
    except (TelegramError, TimeoutError) as error:
        text = f"Telegram cannot be reached: {error or 'no answer in time'}"
        hint = "Check the network, JIFENBOT_PROXY_URL and JIFENBOT_API_BASE_URL."
        yield Finding(id="telegram.token", state="fail", text=text, hint=hint)
    finally:
        await api.close()


def _account(me: dict[str, Any]) -> Finding:
    hears = "hears plain text in groups" if me.get("can_read_all_group_messages") else "privacy mode is on"
    hint = "Commands and replies work either way; Chinese words without / need it off, or the bot as group admin."
    return Finding(id="telegram.token", state="ok", text=f"@{me.get('username', '?')}, {hears}", hint=hint)


def _webhook(settings: Settings, info: dict[str, Any]) -> Finding:
    url, wanted = info.get("url", ""), settings.webhook_url
    waiting = info.get("pending_update_count", 0)
    said = f"; the last error was: {info['last_error_message']}" if info.get("last_error_message") else ""
    if url == wanted:
        text = f"set, {waiting} updates wait{said}" if url else f"none (polling), {waiting} updates wait"
        state: State = "warn" if said else "ok"
        hint = "Check the proxy before JIFENBOT_LISTEN and its certificate." if said else "Nothing to do."
        return Finding(id="telegram.webhook", state=state, text=text, hint=hint)
    if not wanted:
        hint = "Nothing to do: run takes it away when it begins to poll."
        return Finding(
            id="telegram.webhook", state="warn", text="one is set, but JIFENBOT_WEBHOOK_URL is not", hint=hint
        )
    hint = "Nothing to do: run sets it."
    return Finding(id="telegram.webhook", state="warn", text="it is not set at Telegram yet", hint=hint)
