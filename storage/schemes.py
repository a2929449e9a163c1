"""Versions of rulebooks. A version in use never changes; other content is the next version."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from storage.prepared import prepared
from storage.schema import schemes
from storage.transaction import Tx


class SchemeRow(NamedTuple):
    """A stored version; `body` is what bot.schemes writes and reads."""

    id: int
    code: str
    version: int
    effective_from: date
    body: dict[str, Any]


_COLUMNS = [schemes.c[name] for name in SchemeRow._fields]
_BY_ID = prepared(select(*_COLUMNS).where(schemes.c.id == bindparam("id")), SchemeRow)
_VERSIONS = prepared(
    select(*_COLUMNS)
    .where(schemes.c.code == bindparam("code"))
    .order_by(schemes.c.effective_from.desc(), schemes.c.version.desc()),
    SchemeRow,
)


def add(tx: Tx, *, code: str, version: int, effective_from: date, body: dict[str, Any], now: datetime) -> int:
    """Add a version; answer its id."""
    tx.memory.forget()
    return tx.add(schemes, code=code, version=version, effective_from=effective_from, body=body, created_at=now)


def get(tx: Tx, scheme_id: int) -> SchemeRow:
    """Answer a version that is known to exist."""

    def read() -> SchemeRow:
        row: SchemeRow | None = tx.one(_BY_ID, id=scheme_id)
        if row is None:
            raise LookupError(f"scheme {scheme_id} was referred to and does not exist")
        return row

    return tx.memory.recall(("scheme row", scheme_id), read)


def versions(tx: Tx, code: str) -> list[SchemeRow]:
    """Answer every version of a scheme, the one in force last first."""
    return tx.memory.recall(("scheme versions", code), lambda: list(tx.all(_VERSIONS, code=code)))
