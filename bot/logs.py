"""Logs: structured, on standard error, without secrets - in our own words, in libraries' and in tracebacks."""

import json
import logging
import re
import secrets as random
import sys
import threading
from typing import Any
from urllib.parse import quote

import structlog

_TOKEN = re.compile(r"(?<![0-9])[0-9]{3,}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
_URL_TOKEN = re.compile(r"(/bot)[0-9]+(?::|%3[Aa])[A-Za-z0-9_-]+")
_URL_LOGIN = re.compile(r"(://[^\s/:@'\"]*:)[^\s/@'\"]+(?=@)")
HIDDEN = "***"
SHORTEST_SECRET = 4
LONG_ENOUGH_ALONE = 16
"""From this length on the second half of a token is recognisable without the first."""


class Redactor:
    """Takes secrets out of every line that is logged, however they are written there."""

    def __init__(self, *secrets: str) -> None:
        found: set[str] = set()
        for secret in secrets:
            half = secret.partition(":")[2]
            for part in (secret, half if len(half) >= LONG_ENOUGH_ALONE else ""):
                if len(part) >= SHORTEST_SECRET:
                    found |= {part, quote(part, safe=""), json.dumps(part)[1:-1], repr(part)[1:-1]}
                    found.add(json.dumps(part, ensure_ascii=False)[1:-1])
        self.secrets = sorted(found, key=len, reverse=True)

    def text(self, line: str) -> str:
        """Answer a line without secrets."""
        for secret in self.secrets:
            line = line.replace(secret, HIDDEN)
        line = _TOKEN.sub(HIDDEN, _URL_TOKEN.sub(r"\1" + HIDDEN, line))
        return _URL_LOGIN.sub(r"\1" + HIDDEN, line)


class _Handler(logging.StreamHandler[Any]):
    """Writes the rendered line after the redactor has seen all of it, tracebacks included."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__(sys.stderr)
        self.redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self.redactor.text(super().format(record))


def set_up_logs(*, style: str, level: str, secrets: tuple[str, ...] = ()) -> None:
    """Send our logs, the libraries', warnings and errors that nobody caught through one door.

    Args:
        style: json (a line an event) or text.
        level: debug, info, warning or error.
        secrets: What must never appear: the token, keys, passwords.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    # Tracebacks are plain in both styles: a pretty one would print the values of local variables, secrets among them.
    last: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False, default=str)]
        if style == "json"
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
    handler = _Handler(Redactor(*secrets))
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in ("httpx", "telegram", "apscheduler", "asyncio", "aiohttp.access", "aiosqlite", "alembic"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared[:-1],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    logging.captureWarnings(capture=True)
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def crashed(error: BaseException) -> str:
    """Log an error that ends the program, under a number; answer the number."""
    incident = random.token_hex(4)
    if not logging.getLogger().handlers:
        set_up_logs(style="text", level="info")
    structlog.get_logger("jifenbot").critical("crashed", incident=incident, exc_info=error)
    return incident


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        name = args.thread.name if args.thread else "?"
        structlog.get_logger("jifenbot").error("thread", thread=name, exc_info=args.exc_value)


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        what = args.err_msg or "ignored"
        structlog.get_logger("jifenbot").error("unraisable", what=what, exc_info=args.exc_value)
