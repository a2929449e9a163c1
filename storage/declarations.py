"""Declarations: the form that a member signs for a month, and the lines that were added to it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update

from storage.prepared import prepared
from storage.schema import declaration_lines, declarations
from storage.transaction import Tx


class Declaration(NamedTuple):
    """A member's form of a month; `state` is a `FormState`."""

    id: int
    person_id: int
    branch_id: int
    month: str
    state: str
    rev: int
    signed_at: datetime | None
    checked_by: int | None
    checked_at: datetime | None
    doubt: str | None
    reviewed_at: datetime | None
    answered_at: datetime | None
    words: str | None


class Line(NamedTuple):
    """What a member added to a form; `claim_id` is None until the form is signed."""

    id: int
    declaration_id: int
    item: str
    subject_kind: str
    occurred_on: date
    quantity: Decimal
    level: str | None
    requested: Decimal
    note: str
    pieces: list[dict[str, Any]]
    media_group: str | None
    claim_id: int | None


_COLUMNS = [declarations.c[name] for name in Declaration._fields]
_LINE_COLUMNS = [declaration_lines.c[name] for name in Line._fields]
_BY_ID = prepared(select(*_COLUMNS).where(declarations.c.id == bindparam("id")), Declaration)
_OF_MONTH = prepared(
    select(*_COLUMNS)
    .where(declarations.c.branch_id == bindparam("branch_id"), declarations.c.month == bindparam("month"))
    .order_by(declarations.c.person_id),
    Declaration,
)
_ONE = prepared(
    select(*_COLUMNS).where(
        declarations.c.branch_id == bindparam("branch_id"),
        declarations.c.month == bindparam("month"),
        declarations.c.person_id == bindparam("person_id"),
    ),
    Declaration,
)
_LINES = prepared(
    select(*_LINE_COLUMNS)
    .where(declaration_lines.c.declaration_id == bindparam("declaration_id"))
    .order_by(declaration_lines.c.occurred_on, declaration_lines.c.id),
    Line,
)
_BY_ALBUM = prepared(
    select(*_LINE_COLUMNS).where(
        declaration_lines.c.media_group == bindparam("media_group"), declaration_lines.c.claim_id.is_(None)
    ),
    Line,
)
_DROP = prepared(
    delete(declaration_lines).where(
        declaration_lines.c.id == bindparam("line_id"),
        declaration_lines.c.declaration_id == bindparam("of"),
        declaration_lines.c.claim_id.is_(None),
    )
)
_FILE = prepared(
    update(declaration_lines).where(declaration_lines.c.id == bindparam("line_id")).values(claim_id=bindparam("claim"))
)
_SHOW = prepared(
    update(declaration_lines)
    .where(declaration_lines.c.id == bindparam("line_id"))
    .values(pieces=bindparam("shown", type_=declaration_lines.c.pieces.type))
)
_CHECK = prepared(
    update(declarations)
    .where(declarations.c.id == bindparam("key"), declarations.c.checked_by.is_(None))
    .values(
        checked_by=bindparam("by"), checked_at=bindparam("at", type_=declarations.c.checked_at.type),
        doubt=bindparam("asks"),
    )
)  # fmt: skip


def add(tx: Tx, *, person_id: int, branch_id: int, month: str, now: datetime) -> int:
    """Begin a form; answer its id."""
    return tx.add(declarations, person_id=person_id, branch_id=branch_id, month=month, state="open", created_at=now)


def get(tx: Tx, declaration_id: int) -> Declaration | None:
    """Answer a form, or None."""
    row: Declaration | None = tx.one(_BY_ID, id=declaration_id)
    return row


def of(tx: Tx, branch_id: int, month: str, person_id: int) -> Declaration | None:
    """Answer a member's form of a month, or None."""
    row: Declaration | None = tx.one(_ONE, branch_id=branch_id, month=month, person_id=person_id)
    return row


def of_month(tx: Tx, branch_id: int, month: str) -> list[Declaration]:
    """Answer the forms of a branch for a month, begun or signed."""
    return list(tx.all(_OF_MONTH, branch_id=branch_id, month=month))


def change(tx: Tx, declaration_id: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns if nobody was faster; the revision grows.

    Returns:
        False where the form is not at `from_rev` any more, and nothing was written.
    """
    here = (declarations.c.id == declaration_id, declarations.c.rev == from_rev)
    return tx.run(update(declarations).where(*here).values(rev=from_rev + 1, **values)) == 1


def check(tx: Tx, declaration_id: int, *, by: int, now: datetime, doubt: str | None) -> bool:
    """Write what the group leader says; False where somebody was faster. The member's buttons stay good."""
    return tx.run(_CHECK, key=declaration_id, by=by, at=now, asks=doubt) == 1


def lines(tx: Tx, declaration_id: int) -> list[Line]:
    """Answer what was added to a form, by the day of the act."""
    return list(tx.all(_LINES, declaration_id=declaration_id))


def add_line(tx: Tx, declaration_id: int, **values: Any) -> int:
    """Add a line to a form; answer its id."""
    return tx.add(declaration_lines, declaration_id=declaration_id, **values)


def drop_line(tx: Tx, declaration_id: int, line_id: int) -> bool:
    """Take a line out that was not filed; False where there is none."""
    return tx.run(_DROP, line_id=line_id, of=declaration_id) == 1


def file_line(tx: Tx, line_id: int, claim_id: int) -> None:
    """Remember which claim a line became."""
    tx.run(_FILE, line_id=line_id, claim=claim_id)


def line_of_album(tx: Tx, media_group: str) -> Line | None:
    """Answer the line, not filed yet, that an album belongs to."""
    row: Line | None = tx.one(_BY_ALBUM, media_group=media_group)
    return row


def show(tx: Tx, line_id: int, pieces: list[dict[str, Any]]) -> None:
    """Write the evidence of a line."""
    tx.run(_SHOW, line_id=line_id, shown=pieces)
