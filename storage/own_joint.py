"""What joint work holds of a person: as a side of it, as who agreed, recorded, confirmed, drew groups."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.own_points import but
from storage.schema import joint_acts, joint_draws, joint_members, joint_works


def sections(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """Answer the sections about joint work, each with its statement."""
    members, acts, draws = joint_members.c, joint_acts.c, joint_draws.c
    part = or_(members.person_id == person_id, members.agreed_by == person_id)
    yield "joint_parts", select(*but(joint_members, "org_id")).where(part).order_by(members.id)
    opened = joint_works.c.opened_by == person_id
    yield "joint_works_opened", select(*but(joint_works, "org_id")).where(opened).order_by(joint_works.c.id)
    said = or_(acts.entered_by == person_id, acts.answered_by == person_id)
    yield "joint_activities", select(*but(joint_acts)).where(said).order_by(acts.id)
    drawn = draws.drawn_by == person_id
    yield "group_draws", select(*but(joint_draws, "committee_id", "inputs")).where(drawn).order_by(draws.id)
