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


class Hundredths(TypeDecorator[Decimal]):
    """Points with two decimals above, whole hundredths below: sums stay exact in SQL."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
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

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read hundredths."""
        return None if value is None else Decimal(value).scaleb(-2)


class Instant(TypeDecorator[datetime]):
    """Aware UTC instants as ISO text with six decimals and Z: sortable, readable, the same on both databases."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write the instant in UTC."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read an aware instant."""
        return None if value is None else datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """JSON as text, the same bytes on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write compact JSON."""
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
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
