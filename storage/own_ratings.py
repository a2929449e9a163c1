"""What star ratings hold of a person: objections, the parts they had, the subsidies they were listed for."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.own_points import but
from storage.schema import orgs, rating_facts, rating_objections, ratings, star_rounds, subsidies, year_sheets


def sections(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """Answer the sections about ratings, each with its statement."""
    yield (
        "rating_objections",
        select(*but(rating_objections))
        .where(or_(rating_objections.c.person_id == person_id, rating_objections.c.answered_by == person_id))
        .order_by(rating_objections.c.id),
    )
    parts = (ratings.c.rated_by, ratings.c.appraised_by, ratings.c.reviewed_by)
    yield (
        "ratings",
        select(orgs.c.code.label("branch"), ratings.c.id, ratings.c.state, *parts)
        .join(orgs, orgs.c.id == ratings.c.branch_id)
        .where(or_(*(part == person_id for part in parts)))
        .order_by(ratings.c.id),
    )
    acts = (rating_facts.c.proposed_by, rating_facts.c.confirmed_by, rating_facts.c.ended_by)
    yield (
        "rating_findings",
        select(orgs.c.code.label("branch"), rating_facts.c.id, rating_facts.c.kind, rating_facts.c.state, *acts)
        .join(orgs, orgs.c.id == rating_facts.c.branch_id)
        .where(or_(*(act == person_id for act in acts)))
        .order_by(rating_facts.c.id),
    )
    held = or_(star_rounds.c.opened_by == person_id, star_rounds.c.tie_by == person_id)
    yield "star_rounds", select(star_rounds.c.id, star_rounds.c.year, star_rounds.c.state).where(held)
    listed = or_(subsidies.c.person_id == person_id, subsidies.c.confirmed_by == person_id)
    yield "subsidies", select(*but(subsidies)).where(listed).order_by(subsidies.c.id)
    sheets = year_sheets
    yield (
        "year_sheets",  # what a closed year came to; the salt goes along, so that the hash can be recomputed
        select(orgs.c.code.label("branch"), *but(sheets, "branch_id", "subject_kind", "subject_id"))
        .join(orgs, orgs.c.id == sheets.c.branch_id)
        .where(sheets.c.subject_kind == "member", sheets.c.subject_id == person_id)
        .order_by(sheets.c.id),
    )
