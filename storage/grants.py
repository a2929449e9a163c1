"""Role grants: who holds which role where. Rights come from here, never from Telegram's own admins."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import grants
from storage.transaction import Tx


class Grant(NamedTuple):
    """A role held by a person in an organisation."""

    id: int
    person_id: int
    org_id: int
    role: str
    granted_at: datetime


_COLUMNS = [grants.c[name] for name in Grant._fields]
_LIVE = grants.c.revoked_at.is_(None)
_OF_ORG = prepared(select(*_COLUMNS).where(grants.c.org_id == bindparam("org_id"), _LIVE).order_by(grants.c.id), Grant)
_OF_PERSON = prepared(
    select(*_COLUMNS).where(grants.c.person_id == bindparam("person_id"), _LIVE).order_by(grants.c.id), Grant
)
_REVOKE = prepared(
    update(grants)
    .where(
        grants.c.person_id == bindparam("of_person"),
        grants.c.org_id == bindparam("of_org"),
        grants.c.role == bindparam("of_role"),
        _LIVE,
    )
    .values(revoked_at=bindparam("at", type_=grants.c.revoked_at.type), revoked_by=bindparam("by"))
)
_MOVE = prepared(update(grants).where(grants.c.person_id == bindparam("old")).values(person_id=bindparam("new")))


def add(tx: Tx, *, person_id: int, org_id: int, role: str, by: int | None, now: datetime) -> int:
    """Grant a role; answer the grant's id."""
    _forget(tx, person_id, org_id)
    return tx.add(grants, person_id=person_id, org_id=org_id, role=role, granted_by=by, granted_at=now)


def revoke(tx: Tx, *, person_id: int, org_id: int, role: str, by: int | None, now: datetime) -> int:
    """End a role; answer how many grants ended."""
    _forget(tx, person_id, org_id)
    return tx.run(_REVOKE, of_person=person_id, of_org=org_id, of_role=role, by=by, at=now)


def _forget(tx: Tx, person_id: int, org_id: int) -> None:
    """Roles reach down the tree: who holds what for a branch is made of the grants above it, too."""
    tx.memory.forget(("grants", org_id), ("roles", person_id), kinds=("holders",))


def of_org(tx: Tx, org_id: int) -> list[Grant]:
    """Answer the live grants in an organisation, in the order they were given."""
    return tx.memory.recall(("grants", org_id), lambda: list(tx.all(_OF_ORG, org_id=org_id)))


def of_person(tx: Tx, person_id: int) -> list[Grant]:
    """Answer a person's live grants."""
    return tx.memory.recall(("roles", person_id), lambda: list(tx.all(_OF_PERSON, person_id=person_id)))


def move(tx: Tx, old: int, new: int) -> int:
    """Give a person's roles to the person that the account belongs to; answer how many."""
    tx.memory.forget()
    return tx.run(_MOVE, old=old, new=new)
