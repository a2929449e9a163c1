"""Copies of evidence: which pieces have one, which still wait for theirs, which cannot have one."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import evidence
from storage.transaction import Tx

NONE = ""
"""Stands for the hash of a file that Telegram does not hand out: too large, or gone."""


class Uncopied(NamedTuple):
    """A piece of evidence without a copy."""

    id: int
    file_id: str


_WAITING = prepared(
    select(evidence.c.id, evidence.c.file_id)
    .where(evidence.c.id > bindparam("after"), evidence.c.file_id.is_not(None), evidence.c.digest.is_(None))
    .where(evidence.c.claim_id.is_not(None))
    .order_by(evidence.c.id)
    .limit(bindparam("most")),
    Uncopied,
)
_SET = prepared(
    update(evidence)
    .where(evidence.c.id == bindparam("key"), evidence.c.file_id.is_not(None))
    .values(digest=bindparam("digest"))
)


def waiting(tx: Tx, after: int, most: int) -> list[Uncopied]:
    """Answer pieces behind a number that have no copy yet, the oldest first."""
    return list(tx.all(_WAITING, after=after, most=most))


def made(tx: Tx, evidence_id: int, digest: str) -> None:
    """Remember a piece's copy, or that there is none; what was forgotten meanwhile stays forgotten."""
    tx.run(_SET, key=evidence_id, digest=digest)


def shown(tx: Tx, digests: Collection[str]) -> set[str]:
    """Answer those of some hashes whose files some piece still shows."""
    return {
        row[0]
        for row in tx.all(
            select(evidence.c.digest).where(
                evidence.c.digest.in_(digests), evidence.c.digest.is_not(None), evidence.c.file_id.is_not(None)
            )
        )
    }
