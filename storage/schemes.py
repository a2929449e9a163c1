"""Versions of rulebooks. A version in use never changes; other content is the next version."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from storage.prepared import prepared
from storage.schema import scheme_owners, schemes
from storage.transaction import Tx


class SchemeRow(NamedTuple):
    """A stored version; `body` is what bot.schemes writes and reads, `owner_id` the branch whose own it is."""

    id: int
    code: str
    version: int
    effective_from: date
    body: dict[str, Any]
    created_at: datetime
    owner_id: int | None


_COLUMNS = [*(schemes.c[name] for name in SchemeRow._fields[:-1]), scheme_owners.c.branch_id.label("owner_id")]
_OWNED = select(*_COLUMNS).join(scheme_owners, scheme_owners.c.scheme_id == schemes.c.id, isouter=True)
_BY_ID = prepared(_OWNED.where(schemes.c.id == bindparam("id")), SchemeRow)
_VERSIONS = prepared(
    _OWNED.where(schemes.c.code == bindparam("code")).order_by(
        schemes.c.effective_from.desc(), schemes.c.version.desc()
    ),
    SchemeRow,
)


def add(
    tx: Tx,
    *,
    code: str,
    version: int,
    effective_from: date,
    body: dict[str, Any],
    now: datetime,
    owner_id: int | None = None,
) -> int:
    """Add a version; answer its id."""
    tx.memory.forget()
    scheme_id = tx.add(schemes, code=code, version=version, effective_from=effective_from, body=body, created_at=now)
    if owner_id is not None:
        tx.add(scheme_owners, scheme_id=scheme_id, branch_id=owner_id)
    return scheme_id


def get(tx: Tx, scheme_id: int) -> SchemeRow:
    """Answer a version that is known to exist."""

    def read() -> SchemeRow:
        row: SchemeRow | None = tx.one(_BY_ID, id=scheme_id)
        if row is None:
            raise LookupError(f"scheme {scheme_id} was referred to and does not exist")
        return row

    return tx.memory.recall(("scheme row", scheme_id), read)


def versions(tx: Tx, code: str) -> list[SchemeRow]:
    """Answer every version of a scheme, branches' own ones among them, the one in force last first."""
    return tx.memory.recall(("scheme versions", code), lambda: list(tx.all(_VERSIONS, code=code)))


def common(tx: Tx, code: str) -> list[SchemeRow]:
    """Answer the versions that are for all under a scheme, the one in force last first."""
    return [row for row in versions(tx, code) if row.owner_id is None]
