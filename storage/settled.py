"""Settled letters: what waits no more."""

from sqlalchemy import bindparam, delete, literal_column

from storage.prepared import behind, prepared
from storage.schema import letters
from storage.transaction import Tx

_DROP_NAMED = prepared(
    delete(letters).where(
        letters.c.key >= bindparam("low"), letters.c.key < bindparam("high"), letters.c.state != literal_column("'due'")
    )
)


def drop_settled(tx: Tx, prefix: str) -> int:
    """Drop the letters whose keys begin so and that wait no more, because another of their kind is coming."""
    return tx.run(_DROP_NAMED, low=prefix, high=behind(prefix))
