"""What is kept of a person as a member in a community, and as who told or was asked of one."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.own_points import but
from storage.schema import community_acts, community_posts, consultations


def sections(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """Answer the sections about communities, each with its statement."""
    acts, posts, asked = community_acts, community_posts, consultations
    yield "community_acts", select(*but(acts)).where(acts.c.person_id == person_id).order_by(acts.c.id)
    yield (
        "community_acts_told",
        select(acts.c.id, acts.c.at).where(acts.c.entered_by == person_id, acts.c.person_id != person_id),
    )
    yield "community_posts", select(*but(posts)).where(posts.c.person_id == person_id).order_by(posts.c.id)
    yield "consultations", select(*but(asked)).where(asked.c.person_id == person_id).order_by(asked.c.id)
    took_part = or_(asked.c.asked_by == person_id, asked.c.answered_by == person_id)
    yield (
        "consultations_of_others",
        select(asked.c.id, asked.c.asked_at, asked.c.answered_at).where(took_part),
    )
