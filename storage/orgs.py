"""Organisations: the tree of committees, units and branches."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, update

from storage.prepared import prepared
from storage.schema import orgs
from storage.transaction import Tx


class Org(NamedTuple):
    """A node of the tree; a branch is the node that has a ledger."""

    id: int
    code: str
    parent_id: int | None
    kind: str
    name: str
    scheme_code: str | None
    rehearsal: bool
    state: str
    settings: dict[str, Any]
    created_at: datetime


_COLUMNS = [orgs.c[name] for name in Org._fields]
_BY_ID = prepared(select(*_COLUMNS).where(orgs.c.id == bindparam("id")), Org)
_BY_CODE = prepared(select(*_COLUMNS).where(orgs.c.code == bindparam("code")), Org)
_ALL = prepared(select(*_COLUMNS).order_by(orgs.c.code), Org)
_BRANCHES = prepared(select(*_COLUMNS).where(orgs.c.scheme_code.is_not(None)).order_by(orgs.c.code), Org)
_BELOW = prepared(
    select(*_COLUMNS).where(orgs.c.parent_id == bindparam("parent_id"), orgs.c.state == "active").order_by(orgs.c.code),
    Org,
)
_DOMAIN = prepared(select(orgs.c.domain).where(orgs.c.id == bindparam("id")))
_TERM_END = prepared(select(orgs.c.term_end).where(orgs.c.id == bindparam("id")))
_LAST = prepared(select(func.max(orgs.c.id)))
_SET_SETTINGS = prepared(
    update(orgs).where(orgs.c.id == bindparam("key")).values(settings=bindparam("settings", type_=orgs.c.settings.type))
)
_SET_SCHEME = prepared(update(orgs).where(orgs.c.id == bindparam("key")).values(scheme_code=bindparam("scheme")))
_SET_STATE = prepared(update(orgs).where(orgs.c.id == bindparam("key")).values(state=bindparam("new_state")))


def add(
    tx: Tx,
    *,
    code: str,
    name: str,
    kind: str,
    parent_id: int | None,
    now: datetime,
    scheme_code: str | None = None,
    rehearsal: bool = False,
    domain: str | None = None,
    term_end: date | None = None,
) -> int:
    """Add a node; answer its id."""
    tx.memory.forget()
    return tx.add(
        orgs,
        code=code,
        name=name,
        kind=kind,
        parent_id=parent_id,
        scheme_code=scheme_code,
        rehearsal=rehearsal,
        domain=domain,
        term_end=term_end,
        settings={},
        created_at=now,
    )


def get(tx: Tx, org_id: int) -> Org:
    """Answer a node that is known to exist."""
    return tx.memory.recall(("org", org_id), lambda: _known(tx.one(_BY_ID, id=org_id)))


def _known(row: Org | None) -> Org:
    if row is None:
        raise LookupError("an organisation that was referred to does not exist")
    return row


def by_code(tx: Tx, code: str) -> Org | None:
    """Answer a node by its code."""
    row: Org | None = tx.one(_BY_CODE, code=code)
    return row


def every(tx: Tx) -> list[Org]:
    """Answer every node, by code."""
    return list(tx.all(_ALL))


def branches(tx: Tx) -> list[Org]:
    """Answer every node that has a scheme and so a ledger, by code."""
    return tx.memory.recall("branches", lambda: list(tx.all(_BRANCHES)))


def below(tx: Tx, parent_id: int) -> list[Org]:
    """Answer the active nodes right below a node, by code."""
    return tx.memory.recall(("below", parent_id), lambda: list(tx.all(_BELOW, parent_id=parent_id)))


def domain(tx: Tx, org_id: int) -> str:
    """Answer the code of a node's domain (rural, agency, …), empty for none."""
    return tx.scalar(_DOMAIN, id=org_id) or ""


def term_end(tx: Tx, org_id: int) -> date | None:
    """Answer the day on which the term of a node's committee ends, None where nobody said so."""
    found: date | None = tx.scalar(_TERM_END, id=org_id)
    return found


def last_id(tx: Tx) -> int:
    """Answer the highest id so far, 0 for none."""
    return tx.scalar(_LAST) or 0


def change(tx: Tx, org_id: int, **values: Any) -> bool:
    """Write some columns of a node; False where it said the same already."""
    columns = [orgs.c[name] for name in values]
    present = tx.one(select(*columns).where(orgs.c.id == org_id))
    if present is not None and tuple(present) == tuple(values.values()):
        return False
    tx.memory.forget()
    tx.run(update(orgs).where(orgs.c.id == org_id).values(**values))
    return True


def set_settings(tx: Tx, org_id: int, settings: dict[str, Any]) -> None:
    """Replace a node's own settings."""
    tx.memory.forget()
    tx.run(_SET_SETTINGS, key=org_id, settings=settings)


def set_scheme(tx: Tx, org_id: int, scheme_code: str) -> None:
    """Put a node under a scheme."""
    tx.memory.forget()
    tx.run(_SET_SCHEME, key=org_id, scheme=scheme_code)


def set_state(tx: Tx, org_id: int, state: str) -> None:
    """Mark a node active, merged or abolished."""
    tx.memory.forget()
    tx.run(_SET_STATE, key=org_id, new_state=state)
