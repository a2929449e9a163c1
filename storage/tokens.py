"""One-time tokens: invites and the like. Only the digest is stored."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import tokens
from storage.transaction import Tx


class Token(NamedTuple):
    """What a deep link stands for."""

    digest: str
    kind: str
    facts: dict[str, Any]
    expires_at: datetime
    used_at: datetime | None


_ONE = prepared(
    select(*(tokens.c[name] for name in Token._fields)).where(tokens.c.digest == bindparam("digest")), Token
)
_STANDING = prepared(
    select(*(tokens.c[name] for name in Token._fields)).where(
        tokens.c.kind == bindparam("kind"),
        tokens.c.used_at.is_(None),
        tokens.c.expires_at > bindparam("now", type_=tokens.c.expires_at.type),
    ),
    Token,
)
_USE = prepared(
    update(tokens)
    .where(tokens.c.digest == bindparam("of"), tokens.c.used_at.is_(None))
    .values(used_at=bindparam("at", type_=tokens.c.used_at.type), used_by=bindparam("by"))
)


def add(tx: Tx, *, digest: str, kind: str, facts: dict[str, Any], now: datetime, expires_at: datetime) -> None:
    """Remember a token."""
    tx.add(tokens, digest=digest, kind=kind, facts=facts, created_at=now, expires_at=expires_at)


def get(tx: Tx, digest: str) -> Token | None:
    """Answer a token, or None."""
    row: Token | None = tx.one(_ONE, digest=digest)
    return row


def standing(tx: Tx, kind: str, now: datetime) -> list[Token]:
    """Answer the tokens of a kind that are neither used up nor over."""
    return list(tx.all(_STANDING, kind=kind, now=now))


def use(tx: Tx, digest: str, *, by: int, now: datetime) -> bool:
    """Use a token up; False where somebody was faster."""
    return tx.run(_USE, of=digest, at=now, by=by) == 1
