"""Logs: structured, on standard error, without the token - in our own words, in libraries' and in tracebacks."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")
_URL_TOKEN = re.compile(r"(/bot)[0-9]+:[A-Za-z0-9_-]+")
HIDDEN = "***"


class Redactor:
    """Takes secrets out of every line that is logged."""

    def __init__(self, *secrets: str) -> None:
        self.secrets = [secret for secret in secrets if len(secret) > 3]

    def text(self, line: str) -> str:
        """Answer a line without secrets."""
        for secret in self.secrets:
            line = line.replace(secret, HIDDEN)
        return _TOKEN.sub(HIDDEN, _URL_TOKEN.sub(r"\1" + HIDDEN, line))


class _Handler(logging.StreamHandler[Any]):
    """Writes the rendered line after the redactor has seen all of it, tracebacks included."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__(sys.stderr)
        self.redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self.redactor.text(super().format(record))


def set_up_logs(*, style: str, level: str, secrets: tuple[str, ...] = ()) -> None:
    """Send our logs and the libraries' through one door.

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
    last: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False, default=str)]
        if style == "json"
        else [_plain_traceback, structlog.dev.ConsoleRenderer(colors=False)]
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
    for chatty in ("httpx", "telegram", "apscheduler", "asyncio", "aiohttp.access", "aiosqlite"):
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


def _plain_traceback(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave tracebacks to the console renderer."""
    return event
