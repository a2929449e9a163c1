"""A branch's own recurring tasks, and which of its rulebooks' it leaves out."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import task_templates
from storage.transaction import Tx


class Template(NamedTuple):
    """One of them; an empty title stands for the rulebook's task of the same code."""

    id: int
    branch_id: int
    code: str
    title: str
    kind: str
    freq: str
    owner: str
    due: str
    active: bool


_COLUMNS = [task_templates.c[name] for name in Template._fields]
_OF_BRANCH = prepared(
    select(*_COLUMNS).where(task_templates.c.branch_id == bindparam("branch_id")).order_by(task_templates.c.id),
    Template,
)
_BRANCHES = prepared(select(task_templates.c.branch_id).distinct())
_VALUES = {column.name: bindparam(column.name, type_=column.type) for column in task_templates.c if column.name != "id"}
_NEW = {
    True: prepared(sqlite_insert(task_templates).values(_VALUES).on_conflict_do_nothing()),
    False: prepared(
        postgres_insert(task_templates).values(_VALUES).on_conflict_do_nothing().returning(task_templates.c.id)
    ),
}
_SWITCH = prepared(
    update(task_templates)
    .where(task_templates.c.branch_id == bindparam("of"), task_templates.c.code == bindparam("which"))
    .values(active=bindparam("on"))
)


def of_branch(tx: Tx, branch_id: int) -> list[Template]:
    """Answer all of a branch, in the order in which they were made."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id))


def branches(tx: Tx) -> set[int]:
    """Answer the ids of the branches that have any."""
    return {row[0] for row in tx.all(_BRANCHES)}


def add(
    tx: Tx, *, branch_id: int, code: str, title: str, kind: str, freq: str, owner: str, due: str, by: int, now: datetime
) -> int | None:
    """Make one; None where its code is taken."""
    return tx.add_new(
        _NEW[tx.sqlite], branch_id=branch_id, code=code, title=title, kind=kind, freq=freq, owner=owner, due=due,
        active=True, made_by=by, made_at=now,
    )  # fmt: skip


def switch(tx: Tx, branch_id: int, code: str, *, active: bool) -> bool:
    """Take one into the list or out of it; False where there is none."""
    return tx.run(_SWITCH, of=branch_id, which=code, on=active) == 1
