"""Heads: where the hash chain of each branch's ledger ends."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import orgs
from storage.transaction import Tx

_HEAD = select(orgs.c.ledger_seq, orgs.c.ledger_head).where(orgs.c.id == bindparam("id"))
_READ = prepared(_HEAD)
_LOCK = {True: _READ, False: prepared(_HEAD.with_for_update())}
_WRITE = prepared(
    update(orgs).where(orgs.c.id == bindparam("key")).values(ledger_seq=bindparam("seq"), ledger_head=bindparam("head"))
)


def read(tx: Tx, branch_id: int) -> tuple[int, str]:
    """Answer the last sequence number and hash of a branch without a lock, for what only reads."""
    row = tx.one(_READ, id=branch_id)
    return row[0], row[1]


def hold(tx: Tx, branch_id: int) -> None:
    """Let nobody else book in a branch until the commit, before looking at what its caps and months still leave."""
    if not tx.sqlite:
        lock(tx, branch_id)


def hold_all(tx: Tx, branch_ids: Iterable[int]) -> None:
    """Hold several branches, always in one order: two who want the same ones wait for each other, not in a ring."""
    for branch_id in sorted(set(branch_ids)):
        hold(tx, branch_id)


def lock(tx: Tx, branch_id: int) -> tuple[int, str]:
    """Answer the last sequence number and hash of a branch, locking its row where the database has row locks."""
    row = tx.one(_LOCK[tx.sqlite], id=branch_id)
    return row[0], row[1]


def write(tx: Tx, branch_id: int, *, seq: int, head: str) -> None:
    """Write the new head of a branch's chain."""
    tx.run(_WRITE, key=branch_id, seq=seq, head=head)
