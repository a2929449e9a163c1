"""What of work lists tells of a person, and how it is erased."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Delete, Select, Update, delete, or_, select, update

from storage.schema import placements, task_asks, task_evidence, task_steps, tasks, warning_steps


def theirs(person_id: int) -> Any:
    """Tasks that the person has to do; those of sections and departments tell of nobody alone."""
    return select(tasks.c.id).where(tasks.c.owner_kind == "person", tasks.c.owner_id == person_id)


def told(person_id: int) -> Iterator[Select[Any]]:
    """Answer what was written about a person."""
    own = theirs(person_id)
    yield select(tasks.c.title).where(tasks.c.id.in_(own))
    yield select(task_steps.c.text).where(or_(task_steps.c.task_id.in_(own), task_steps.c.person_id == person_id))
    for column in (task_asks.c.words, task_asks.c.answer):
        yield select(column).where(or_(task_asks.c.task_id.in_(own), task_asks.c.asked_by == person_id))
    yield select(warning_steps.c.text).where(warning_steps.c.person_id == person_id)
    yield select(task_evidence.c.file_id).where(
        or_(task_evidence.c.task_id.in_(own), task_evidence.c.person_id == person_id)
    )


def erasing(person_id: int) -> Iterator[Update | Delete]:
    """Answer the statements that erase what tells of a person: words and files, and the place in a section."""
    own = theirs(person_id)
    yield update(tasks).where(tasks.c.id.in_(own)).values(title="")
    yield (
        update(task_steps)
        .where(or_(task_steps.c.task_id.in_(own), task_steps.c.person_id == person_id))
        .values(text=None)
    )
    mine = or_(task_asks.c.task_id.in_(own), task_asks.c.asked_by == person_id)
    yield update(task_asks).where(mine).values(words="", answer=None)
    files = or_(task_evidence.c.task_id.in_(own), task_evidence.c.person_id == person_id)
    yield update(task_evidence).where(files).values(file_id=None, unique_id=None)
    yield update(warning_steps).where(warning_steps.c.person_id == person_id).values(text=None)
    yield delete(placements).where(placements.c.person_id == person_id)
