"""Typed reading of the parameters of a call, whatever body they came in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from bot.simulator.errors import bad_request


@dataclass(slots=True, kw_only=True)
class Upload:
    """A file sent in a multipart body."""

    name: str
    content: bytes
    mime: str = ""


@dataclass(slots=True)
class Params:
    """The parameters of one call; values are JSON values or strings of a form."""

    given: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return self.given.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """Give a string."""
        value = self.given.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def integer(self, name: str, default: int = 0) -> int:
        """Give a whole number; what is none counts as the default, as Telegram takes it."""
        value = self.given.get(name)
        try:
            return default if value in (None, "") else int(str(value))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Give a boolean."""
        return str(self.given.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str, what: str) -> Any:
        """Give an object or array, sent as JSON or as a string of JSON; ``None`` when it is missing.

        Raises:
            ApiError: 400 ``can't parse <what> JSON object``.
        """
        value = self.given.get(name)
        if value in (None, ""):
            return None
        if not isinstance(value, str):
            return value
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def objects(self, name: str) -> list[dict[str, Any]]:
        """Give an array of objects; empty when it is missing.

        Raises:
            ApiError: 400, when it is anything else.
        """
        value = self.structure(name, name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {name} JSON object")
        return value

    def attached(self, value: Any) -> Upload | None:
        """Give the upload a file field means: the part of its own, or ``attach://part``."""
        if isinstance(value, Upload):
            return value
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return None
