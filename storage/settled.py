"""Settled letters: what waits no more, and goes after a while."""

from datetime import datetime

from sqlalchemy import bindparam, delete, literal_column

from storage.letters import IS_SENT
from storage.prepared import behind, prepared
from storage.schema import letters
from storage.transaction import Tx

_IS_SUPERSEDED = letters.c.state == literal_column("'superseded'")
_DROP_SENT = prepared(
    delete(letters).where(
        IS_SENT, letters.c.sent_at < bindparam("before", type_=letters.c.sent_at.type), letters.c.lane < 2
    )
)
_DROP_NAMED = prepared(
    delete(letters).where(
        letters.c.key >= bindparam("low"), letters.c.key < bindparam("high"), letters.c.state != literal_column("'due'")
    )
)
_DROP_SUPERSEDED = prepared(
    delete(letters).where(_IS_SUPERSEDED, letters.c.created_at < bindparam("before", type_=letters.c.created_at.type))
)


def drop_settled(tx: Tx, prefix: str) -> int:
    """Drop the letters whose keys begin so and that wait no more, because another of their kind is coming."""
    return tx.run(_DROP_NAMED, low=prefix, high=behind(prefix))


def drop_old(tx: Tx, before: datetime) -> int:
    """Drop answers and cards that went out long ago; broadcasts stay, they are the record of what was said."""
    return tx.run(_DROP_SENT, before=before) + tx.run(_DROP_SUPERSEDED, before=before)
