"""Pictures: which of them Telegram has already, by what they show."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import pictures
from storage.transaction import Tx

_FILE = prepared(select(pictures.c.file_id).where(pictures.c.digest == bindparam("of")))
_PUT = {
    sqlite: prepared(
        new.on_conflict_do_update(
            index_elements=["digest"], set_={name: new.excluded[name] for name in ("file_id", "at")}
        )
    )
    for sqlite, new in ((True, sqlite_insert(pictures)), (False, postgres_insert(pictures)))
}
_FORGET = prepared(delete(pictures).where(pictures.c.digest == bindparam("of")))
_DROP = prepared(delete(pictures).where(pictures.c.at < bindparam("before", type_=pictures.c.at.type)))


def file_of(tx: Tx, digest: str) -> str | None:
    """Answer under which id Telegram has a picture, None where it has it not."""
    found: str | None = tx.scalar(_FILE, of=digest)
    return found


def put(tx: Tx, digest: str, file_id: str, *, now: datetime) -> None:
    """Telegram has a picture now."""
    tx.run(_PUT[tx.sqlite], digest=digest, file_id=file_id, at=now)


def forget(tx: Tx, digest: str) -> None:
    """Telegram does not know the id (any more): another bot's, or gone."""
    tx.run(_FORGET, of=digest)


def drop_old(tx: Tx, before: datetime) -> int:
    """Drop what was sent up so long ago that boards have changed since."""
    return tx.run(_DROP, before=before)
