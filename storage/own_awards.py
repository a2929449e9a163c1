"""What awards hold of a person: entries, marks, objections, and rounds that they conducted."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.own_points import but
from storage.schema import award_entries, award_marks, award_objections, award_rounds, publicities


def sections(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """Answer the sections about awards, each with its statement."""
    entries, marks, said, rounds = award_entries, award_marks, award_objections, award_rounds
    yield (
        "award_entries",
        select(*but(entries)).where(entries.c.person_id == person_id).order_by(entries.c.id),
    )
    acted = or_(entries.c.entered_by == person_id, entries.c.revoked_by == person_id)
    yield (
        "award_entries_of_others",
        select(entries.c.id, entries.c.round_id, entries.c.state, entries.c.entered_at)
        .where(acted)
        .order_by(entries.c.id),
    )
    yield (
        "award_marks",
        select(*but(marks), entries.c.entered_at)
        .join(entries, entries.c.id == marks.c.entry_id)
        .where(marks.c.judge_id == person_id)
        .order_by(marks.c.id),
    )
    yield "award_objections", select(*but(said)).where(said.c.person_id == person_id).order_by(said.c.id)
    yield (
        "award_objections_answered",
        select(said.c.id, said.c.round_id, said.c.answered_at).where(said.c.answered_by == person_id),
    )
    laid_open = publicities.c.subject.startswith(f"P{person_id:05d}:")
    yield (
        "developments",
        select(*but(publicities, "payload_hash")).where(publicities.c.kind == "development", laid_open),
    )
    conducted = or_(rounds.c.opened_by == person_id, rounds.c.decided_by == person_id)
    yield (
        "award_rounds",
        select(rounds.c.id, rounds.c.kind, rounds.c.period, rounds.c.opened_at).where(conducted),
    )
