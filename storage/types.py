"""Column types: hundredths, instants in UTC, JSON written by orjson."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import BigInteger, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

HUNDRED = Decimal(100)

Id = BigInteger().with_variant(Integer, "sqlite")
"""64 bits everywhere; on SQLite the word INTEGER, so that a primary key is the rowid."""


class Plain(TypeDecorator[Any]):
    """A type that one function writes and one reads, the same for every database; prepared statements call them so."""

    @staticmethod
    def write(value: Any) -> Any:
        """Answer what the database holds for a value."""
        raise NotImplementedError

    @staticmethod
    def read(value: Any) -> Any:
        """Answer the value that the database holds."""
        raise NotImplementedError

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """Write a value."""
        return self.write(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """Read a value."""
        return self.read(value)


class Hundredths(Plain):
    """Points with two decimals above, whole hundredths below: sums stay exact in SQL."""

    impl = BigInteger
    cache_ok = True

    @staticmethod
    def write(value: Decimal | None) -> int | None:
        """Write hundredths.

        Raises:
            ValueError: The value has more than two decimals; rounding is a rule, not storage's business.
        """
        if value is None:
            return None
        scaled = value * HUNDRED
        whole = int(scaled)
        if whole != scaled:
            raise ValueError(f"{value} has more than two decimals")
        return whole

    @staticmethod
    def read(value: int | None) -> Decimal | None:
        """Read hundredths."""
        return None if value is None else Decimal(value).scaleb(-2)


class Instant(Plain):
    """Aware UTC instants as ISO text with six decimals and Z: sortable, readable, the same on both databases."""

    impl = String(27)
    cache_ok = True

    @staticmethod
    def write(value: datetime | None) -> str | None:
        """Write the instant in UTC."""
        return None if value is None else instant_text(value)

    @staticmethod
    def read(value: str | None) -> datetime | None:
        """Read an aware instant."""
        return None if value is None else datetime.fromisoformat(value)


class Json(Plain):
    """JSON as text, the same bytes on both databases."""

    impl = Text
    cache_ok = True

    @staticmethod
    def write(value: object) -> str | None:
        """Write compact JSON."""
        return None if value is None else orjson.dumps(value).decode()

    @staticmethod
    def read(value: str | None) -> Any:
        """Read it back."""
        return None if value is None else orjson.loads(value)


@lru_cache(maxsize=256)  # a transaction writes one moment into a dozen columns
def instant_text(value: datetime) -> str:
    """Write an aware instant as 2026-05-13T02:20:00.000000Z.

    Raises:
        ValueError: The instant is naive.
    """
    if value.tzinfo is None:
        raise ValueError("a naive time cannot be stored")
    return value.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
