"""What is stored about a person, as one document: the data that they may ask for."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, or_, select

from storage import (
    own_acts,
    own_awards,
    own_community,
    own_joint,
    own_meetings,
    own_points,
    own_ratings,
    own_tasks,
    own_training,
)
from storage.own_points import but
from storage.schema import (
    audit,
    case_steps,
    cases,
    delegations,
    digests,
    drafts,
    dues_paid,
    exemptions,
    grants,
    letters,
    memberships,
    orgs,
    persons,
    rectifications,
    review_sessions,
    session_people,
    stops,
    terms,
    tokens,
    unit_scores,
    vote_roll,
    votes,
)
from storage.transaction import Tx


def everything(tx: Tx, person_id: int) -> dict[str, Any]:
    """Answer all rows about a person, by what they are: {"person": {…}, "claims": [{…}], …}."""
    row = tx.one(select(persons).where(persons.c.id == person_id))
    found: dict[str, Any] = {"person": dict(row._mapping)}  # noqa: SLF001 - SQLAlchemy's public name for it
    for name, statement in _sections(person_id, row.telegram_id):
        found[name] = [dict(one._mapping) for one in tx.all(statement)]  # noqa: SLF001 - likewise
    return found


def _sections(person_id: int, telegram_id: int | None) -> Iterator[tuple[str, Select[Any]]]:
    account = -1 if telegram_id is None else telegram_id
    code = f"person P{person_id:05d}"
    yield (
        "memberships",
        select(orgs.c.code.label("branch"), *but(memberships, "id", "person_id", "org_id"))
        .join(orgs, orgs.c.id == memberships.c.org_id)
        .where(memberships.c.person_id == person_id)
        .order_by(memberships.c.id),
    )
    yield (
        "roles",
        select(orgs.c.code.label("branch"), grants.c.role, grants.c.granted_at, grants.c.revoked_at)
        .join(orgs, orgs.c.id == grants.c.org_id)
        .where(grants.c.person_id == person_id)
        .order_by(grants.c.id),
    )
    yield from own_points.sections(person_id)
    yield from own_meetings.sections(person_id)
    yield from own_ratings.sections(person_id)
    yield from own_tasks.sections(person_id)
    yield from own_awards.sections(person_id)
    yield from own_community.sections(person_id)
    yield from own_joint.sections(person_id)
    yield from own_training.sections(person_id)
    yield from own_acts.sections(person_id)
    yield (
        "leaves",
        select(*but(exemptions, "branch_id", "person_id"))
        .where(exemptions.c.person_id == person_id)
        .order_by(exemptions.c.id),
    )
    # What the rules only propose is told to nobody before somebody decided to hear the person (2.3-9).
    heard = (cases.c.person_id == person_id, cases.c.state != "proposed")
    yield "cases", select(*but(cases, "branch_id")).where(*heard).order_by(cases.c.id)
    yield (
        "duties_because_of_me",
        select(cases.c.id, cases.c.duty, cases.c.period, cases.c.state, cases.c.opened_at)
        .where(cases.c.about_id == person_id, cases.c.state != "proposed")
        .order_by(cases.c.id),
    )
    yield (
        "case_steps",
        select(*but(case_steps))
        .join(cases, cases.c.id == case_steps.c.case_id)
        .where(or_(and_(*heard), case_steps.c.person_id == person_id))
        .order_by(case_steps.c.id),
    )
    yield (
        "delegations",
        select(*but(delegations))
        .where(or_(delegations.c.person_id == person_id, delegations.c.delegate_id == person_id))
        .order_by(delegations.c.id),
    )
    yield "digests", select(digests.c.day, digests.c.at).where(digests.c.person_id == person_id)
    yield (
        "review_sessions",
        select(review_sessions.c.opened_at, review_sessions.c.state)
        .join(session_people, session_people.c.session_id == review_sessions.c.id, isouter=True)
        .where(or_(session_people.c.person_id == person_id, review_sessions.c.opened_by == person_id))
        .distinct()
        .order_by(review_sessions.c.opened_at),
    )
    yield "reminders_stopped", select(stops.c.period, stops.c.at).where(stops.c.person_id == person_id)
    yield (
        "messages",
        select(letters.c.created_at, letters.c.sent_at, letters.c.state, letters.c.method, letters.c.body)
        .where(letters.c.chat_id == account)
        .order_by(letters.c.id),
    )
    yield "unfinished", select(drafts.c.kind, drafts.c.facts, drafts.c.at).where(drafts.c.telegram_id == account)
    yield (
        "votes",  # that a ballot was put in; what stood on it nobody can tell
        select(votes.c.title, votes.c.kind, votes.c.state, votes.c.opened_on, vote_roll.c.voted)
        .join(votes, votes.c.id == vote_roll.c.vote_id)
        .where(vote_roll.c.person_id == person_id)
        .order_by(votes.c.id),
    )
    marks = or_(dues_paid.c.person_id == person_id, dues_paid.c.marked_by == person_id)
    yield "dues", select(*but(dues_paid, "branch_id")).where(marks).order_by(dues_paid.c.month)
    yield "terms_set", select(*but(terms)).where(terms.c.set_by == person_id).order_by(terms.c.id)
    stood = or_(unit_scores.c.entered_by == person_id, unit_scores.c.confirmed_by == person_id)
    yield (
        "scores_of_units",
        select(*but(unit_scores)).where(stood).order_by(unit_scores.c.unit_id, unit_scores.c.period),
    )
    opened = rectifications.c.opened_by == person_id
    yield "rectifications", select(*but(rectifications, "org_id")).where(opened).order_by(rectifications.c.id)
    yield "links_used", select(tokens.c.kind, tokens.c.used_at).where(tokens.c.used_by == person_id)
    yield (
        "audit",
        select(*but(audit, "actor_id"))
        .where(or_(audit.c.actor_id == person_id, audit.c.object == code))
        .order_by(audit.c.id),
    )
