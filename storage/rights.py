"""Data rights: everything that is stored about a person, and what of it can be erased.

The ledger, the steps of a review and the audit log never change; they hold ids, numbers and times. What tells of a
person (names, notes, reasons, files, accounts) stands beside them and goes.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select, update

from storage.schema import (
    activities,
    adjustments,
    appeal_evidence,
    appeal_steps,
    appeals,
    attendance,
    audit,
    case_steps,
    cases,
    claims,
    declaration_lines,
    declarations,
    delegations,
    digests,
    drafts,
    evidence,
    exemptions,
    followups,
    grants,
    ledger,
    ledger_texts,
    letters,
    memberships,
    orgs,
    persons,
    placements,
    posts,
    proposals,
    review_sessions,
    review_steps,
    session_people,
    slots,
    spot_checks,
    step_texts,
    stops,
    task_asks,
    task_evidence,
    task_steps,
    tasks,
    tokens,
)
from storage.transaction import Tx


def named(tx: Tx, name: str) -> list[int]:
    """Answer the ids of everybody with that name, members or not."""
    found = tx.all(select(persons.c.id).where(persons.c.name == name, persons.c.anonymised_at.is_(None)))
    return [row[0] for row in found]


def _their_claims(person_id: int) -> Any:
    """Claims about the person; what they filed for others tells of others."""
    return select(claims.c.id).where(claims.c.subject_kind != "branch", claims.c.subject_id == person_id)


def _their_cases(person_id: int) -> Any:
    """Cases about the person, and duties that somebody else has because of the person's month."""
    return select(cases.c.id).where(or_(cases.c.person_id == person_id, cases.c.about_id == person_id))


def _their_appeals(person_id: int) -> Any:
    """Objections of the person; what they decided on others' tells of others."""
    return select(appeals.c.id).where(appeals.c.person_id == person_id)


def _their_tasks(person_id: int) -> Any:
    """Tasks that the person has to do; those of sections and departments tell of nobody alone."""
    return select(tasks.c.id).where(tasks.c.owner_kind == "person", tasks.c.owner_id == person_id)


def told(tx: Tx, person_id: int) -> list[str]:
    """Answer what was written about a person: notes, reasons, the file numbers of evidence."""
    own = _their_claims(person_id)
    files = or_(evidence.c.claim_id.in_(own), evidence.c.person_id == person_id)
    reasons = select(step_texts.c.reason).join(review_steps, review_steps.c.id == step_texts.c.step_id)
    forms = select(declarations.c.id).where(declarations.c.person_id == person_id)
    booked = select(ledger_texts.c.reason).join(ledger, ledger.c.id == ledger_texts.c.entry_id)
    standing = select(case_steps.c.text).where(case_steps.c.case_id.in_(_their_cases(person_id)))
    statements = (
        select(claims.c.note).where(claims.c.id.in_(own)),
        reasons.where(review_steps.c.claim_id.in_(own)),
        booked.where(_about(person_id)),
        select(spot_checks.c.reason).where(spot_checks.c.claim_id.in_(own)),
        select(evidence.c.file_id).where(files),
        select(evidence.c.note).where(files),
        select(exemptions.c.reason).where(exemptions.c.person_id == person_id),
        standing,
        select(appeals.c.text).where(appeals.c.person_id == person_id),
        select(appeal_steps.c.reason).where(appeal_steps.c.appeal_id.in_(_their_appeals(person_id))),
        select(appeal_evidence.c.file_id).where(appeal_evidence.c.appeal_id.in_(_their_appeals(person_id))),
        select(followups.c.task).where(followups.c.person_id == person_id),
        select(followups.c.answer).where(followups.c.person_id == person_id),
        select(followups.c.record).where(followups.c.person_id == person_id),
        select(tasks.c.title).where(tasks.c.id.in_(_their_tasks(person_id))),
        select(task_steps.c.text).where(task_steps.c.task_id.in_(_their_tasks(person_id))),
        select(task_asks.c.words).where(task_asks.c.task_id.in_(_their_tasks(person_id))),
        select(task_asks.c.answer).where(task_asks.c.task_id.in_(_their_tasks(person_id))),
        select(task_evidence.c.file_id).where(task_evidence.c.person_id == person_id),
        select(declarations.c.doubt).where(declarations.c.person_id == person_id),
        select(declarations.c.words).where(declarations.c.person_id == person_id),
        select(declaration_lines.c.note).where(declaration_lines.c.declaration_id.in_(forms)),
    )
    found = [row[0] for statement in statements for row in tx.all(statement)]
    return [text for text in dict.fromkeys(found) if text]


def cards_of(tx: Tx, person_id: int) -> list[int]:
    """Answer the numbers of the claims on whose cards a person stands; several people may share one."""
    number = func.coalesce(claims.c.batch_id, claims.c.id)
    found = tx.all(select(number).where(claims.c.id.in_(_their_claims(person_id))).distinct().order_by(number))
    return [row[0] for row in found]


def unsay(tx: Tx, text: str) -> None:
    """Drop the letters that hold a text and went out; the notices and boards of all are the record, and stay."""
    if len(text) > 1:
        tx.run(delete(letters).where(letters.c.body.contains(text, autoescape=True), letters.c.lane < 2,
                                     letters.c.state != "due"))  # fmt: skip


def _sections(person_id: int, telegram_id: int | None) -> Iterator[tuple[str, Select[Any]]]:
    own = _their_claims(person_id)
    account = -1 if telegram_id is None else telegram_id
    code = f"person P{person_id:05d}"
    yield (
        "memberships",
        select(orgs.c.code.label("branch"), *_but(memberships, "id", "person_id", "org_id"))
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
    yield (
        "claims",
        select(orgs.c.code.label("branch"), *_but(claims, "branch_id", "scheme_id", "sameness", "chain"))
        .join(orgs, orgs.c.id == claims.c.branch_id)
        .where(or_(claims.c.id.in_(own), claims.c.submitter_id == person_id))
        .order_by(claims.c.id),
    )
    yield (
        "evidence",
        select(*_but(evidence, "person_id"))
        .where(or_(evidence.c.claim_id.in_(own), evidence.c.person_id == person_id))
        .order_by(evidence.c.id),
    )
    yield (
        "reviews",
        select(*_but(review_steps), step_texts.c.reason)
        .join(step_texts, step_texts.c.step_id == review_steps.c.id, isouter=True)
        .where(or_(review_steps.c.claim_id.in_(own), review_steps.c.reviewer_id == person_id))
        .order_by(review_steps.c.id),
    )
    yield (
        "ledger",
        select(
            orgs.c.code.label("branch"), *_but(ledger, "branch_id", "scheme_id"), ledger_texts.c.name,
            ledger_texts.c.reason,
        )
        .join(orgs, orgs.c.id == ledger.c.branch_id)
        .join(ledger_texts, ledger_texts.c.entry_id == ledger.c.id, isouter=True)
        .where(or_(_about(person_id), ledger.c.by_id == person_id))
        .order_by(ledger.c.id),
    )  # fmt: skip
    wishes = or_(
        adjustments.c.claim_id.in_(own), adjustments.c.asked_by == person_id, adjustments.c.decided_by == person_id
    )
    yield "adjustments", select(*_but(adjustments)).where(wishes).order_by(adjustments.c.id)
    checks = or_(spot_checks.c.claim_id.in_(own), spot_checks.c.checked_by == person_id)
    yield "spot_checks", select(*_but(spot_checks)).where(checks).order_by(spot_checks.c.id)
    objections = _their_appeals(person_id)
    handled = select(appeal_steps.c.appeal_id).where(appeal_steps.c.by_id == person_id)
    yield (
        "appeals",
        select(orgs.c.code.label("branch"), *_but(appeals, "branch_id"))
        .join(orgs, orgs.c.id == appeals.c.branch_id)
        .where(appeals.c.person_id == person_id)
        .order_by(appeals.c.id),
    )
    yield (
        "appeal_steps",
        select(*_but(appeal_steps, "entry_id"))
        .where(or_(appeal_steps.c.appeal_id.in_(objections), appeal_steps.c.by_id == person_id))
        .order_by(appeal_steps.c.id),
    )
    yield "appeals_handled", select(appeals.c.id, appeals.c.state, appeals.c.outcome).where(appeals.c.id.in_(handled))
    yield (
        "appeal_evidence",
        select(*_but(appeal_evidence))
        .where(appeal_evidence.c.appeal_id.in_(objections))
        .order_by(appeal_evidence.c.id),
    )
    yield (
        "activities",
        select(*_but(activities, "branch_id")).where(activities.c.opened_by == person_id).order_by(activities.c.id),
    )
    yield (
        "attendance",
        select(activities.c.title, activities.c.occurred_on, attendance.c.how, attendance.c.at)
        .join(activities, activities.c.id == attendance.c.activity_id)
        .where(attendance.c.person_id == person_id)
        .order_by(attendance.c.at),
    )
    yield (
        "leaves",
        select(*_but(exemptions, "branch_id", "person_id"))
        .where(exemptions.c.person_id == person_id)
        .order_by(exemptions.c.id),
    )
    # What the rules only propose is told to nobody before somebody decided to hear the person (2.3-9).
    heard = (cases.c.person_id == person_id, cases.c.state != "proposed")
    yield "cases", select(*_but(cases, "branch_id")).where(*heard).order_by(cases.c.id)
    yield (
        "case_steps",
        select(*_but(case_steps))
        .join(cases, cases.c.id == case_steps.c.case_id)
        .where(or_(and_(*heard), case_steps.c.person_id == person_id))
        .order_by(case_steps.c.id),
    )
    forms = select(declarations.c.id).where(declarations.c.person_id == person_id)
    yield (
        "declarations",
        select(orgs.c.code.label("branch"), *_but(declarations, "branch_id", "person_id"))
        .join(orgs, orgs.c.id == declarations.c.branch_id)
        .where(declarations.c.person_id == person_id)
        .order_by(declarations.c.id),
    )
    yield (
        "declaration_lines",
        select(*_but(declaration_lines))
        .where(declaration_lines.c.declaration_id.in_(forms))
        .order_by(declaration_lines.c.id),
    )
    yield (
        "delegations",
        select(*_but(delegations))
        .where(or_(delegations.c.person_id == person_id, delegations.c.delegate_id == person_id))
        .order_by(delegations.c.id),
    )
    yield "digests", select(digests.c.day, digests.c.at).where(digests.c.person_id == person_id)
    yield (
        "followups",
        select(orgs.c.code.label("branch"), *_but(followups, "branch_id", "person_id"))
        .join(orgs, orgs.c.id == followups.c.branch_id)
        .where(followups.c.person_id == person_id)
        .order_by(followups.c.id),
    )
    yield from _work(person_id)
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
    yield "links_used", select(tokens.c.kind, tokens.c.used_at).where(tokens.c.used_by == person_id)
    yield (
        "posts",
        select(posts.c.kind, posts.c.period, posts.c.state, posts.c.at, posts.c.reason)
        .where(posts.c.by_id == person_id)
        .order_by(posts.c.at),
    )
    yield (
        "rules_answered",
        select(*_but(proposals, "body")).where(proposals.c.decided_by == person_id).order_by(proposals.c.id),
    )
    yield (
        "audit",
        select(*_but(audit, "actor_id"))
        .where(or_(audit.c.actor_id == person_id, audit.c.object == code))
        .order_by(audit.c.id),
    )


def _work(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    theirs = _their_tasks(person_id)
    yield (
        "sections",
        select(orgs.c.code.label("section"), orgs.c.name, placements.c.leads)
        .join(orgs, orgs.c.id == placements.c.section_id)
        .where(placements.c.person_id == person_id),
    )
    yield "tasks", select(*_but(tasks, "branch_id", "mark")).where(tasks.c.id.in_(theirs)).order_by(tasks.c.id)
    yield (
        "task_steps",
        select(*_but(task_steps))
        .where(or_(task_steps.c.task_id.in_(theirs), task_steps.c.person_id == person_id))
        .order_by(task_steps.c.id),
    )
    asked = or_(
        task_asks.c.task_id.in_(theirs), task_asks.c.asked_by == person_id, task_asks.c.answered_by == person_id
    )
    yield "task_asks", select(*_but(task_asks, "branch_id")).where(asked).order_by(task_asks.c.id)
    yield (
        "task_evidence",
        select(*_but(task_evidence)).where(task_evidence.c.person_id == person_id).order_by(task_evidence.c.id),
    )


def _but(table: Any, *left_out: str) -> list[Any]:
    return [column for column in table.c if column.name not in left_out]


def _about(person_id: int) -> Any:
    return and_(ledger.c.subject_kind != "branch", ledger.c.subject_id == person_id)


def everything(tx: Tx, person_id: int) -> dict[str, Any]:
    """Answer all rows about a person, by what they are: {"person": {…}, "claims": [{…}], …}."""
    row = tx.one(select(persons).where(persons.c.id == person_id))
    found: dict[str, Any] = {"person": dict(row._mapping)}  # noqa: SLF001 - SQLAlchemy's public name for it
    for name, statement in _sections(person_id, row.telegram_id):
        found[name] = [dict(one._mapping) for one in tx.all(statement)]  # noqa: SLF001 - likewise
    return found


def erase(tx: Tx, person_id: int, *, telegram_id: int | None, sign: str, now: datetime) -> None:
    """Erase what tells of a person; `sign` stands where the name stood.

    Ledger entries, review steps and the audit log stay: they hold ids, numbers and times.
    """
    tx.memory.forget()
    if tx.sqlite:
        tx.connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is deleted is overwritten in the file
    own = _their_claims(person_id)
    entries = select(ledger.c.id).where(_about(person_id))
    steps = select(review_steps.c.id).where(review_steps.c.claim_id.in_(own))
    forms = select(declarations.c.id).where(declarations.c.person_id == person_id)
    live = or_(memberships.c.state == "active", memberships.c.state == "pending")
    files = or_(evidence.c.claim_id.in_(own), evidence.c.person_id == person_id)
    waiting = or_(appeals.c.state == "filed", appeals.c.state == "accepted", appeals.c.state == "second_review")
    nothing = {"file_id": None, "unique_id": None, "note": None, "message_id": None, "media_group": None}
    for statement in (
        delete(ledger_texts).where(ledger_texts.c.entry_id.in_(entries)),
        delete(step_texts).where(step_texts.c.step_id.in_(steps)),
        update(evidence).where(files).values(**nothing),
        update(claims).where(claims.c.id.in_(own)).values(note="", sameness="", message_id=None, media_group=None),
        update(followups).where(followups.c.person_id == person_id).values(task="", answer=None, record=None),
        update(declarations).where(declarations.c.person_id == person_id).values(doubt=None, words=None),
        update(declaration_lines)
        .where(declaration_lines.c.declaration_id.in_(forms))
        .values(note="", pieces=[], media_group=None),
        update(adjustments).where(adjustments.c.claim_id.in_(own)).values(reason=""),
        update(spot_checks).where(spot_checks.c.claim_id.in_(own)).values(reason=""),
        update(appeals).where(appeals.c.person_id == person_id).values(text=""),
        update(appeals).where(appeals.c.person_id == person_id, waiting).values(state="withdrawn"),
        update(appeal_steps).where(appeal_steps.c.appeal_id.in_(_their_appeals(person_id))).values(reason=""),
        update(appeal_evidence)
        .where(appeal_evidence.c.appeal_id.in_(_their_appeals(person_id)))
        .values(file_id=None, unique_id=None),
        update(tasks).where(tasks.c.id.in_(_their_tasks(person_id))).values(title=""),
        update(task_steps).where(task_steps.c.task_id.in_(_their_tasks(person_id))).values(text=None),
        update(task_asks).where(task_asks.c.task_id.in_(_their_tasks(person_id))).values(words="", answer=None),
        update(task_evidence)
        .where(task_evidence.c.person_id == person_id)
        .values(file_id=None, unique_id=None),
        delete(placements).where(placements.c.person_id == person_id),
        update(memberships).where(memberships.c.person_id == person_id, live).values(state="ended", until=now),
        update(memberships).where(memberships.c.person_id == person_id).values(exempt_reason=None),
        update(exemptions).where(exemptions.c.person_id == person_id).values(reason=""),
        update(case_steps).where(case_steps.c.case_id.in_(_their_cases(person_id))).values(text=None),
        update(grants).where(grants.c.person_id == person_id, grants.c.revoked_at.is_(None)).values(revoked_at=now),
        update(tokens).where(tokens.c.used_by == person_id).values(used_by=None),
        update(persons)
        .where(persons.c.id == person_id)
        .values(
            name=sign, telegram_id=None, lang=None, telegram_lang=None, home_id=None, reachable=None, consent_at=None,
            anonymised_at=now, board_name=None,
        ),
    ):  # fmt: skip
        tx.run(statement)
    if telegram_id is not None:
        tx.run(delete(drafts).where(drafts.c.telegram_id == telegram_id))
        tx.run(delete(slots).where(slots.c.chat_id == telegram_id))
        tx.run(delete(letters).where(letters.c.chat_id == telegram_id))


def erase_name(tx: Tx, name: str, sign: str) -> None:
    """Replace a name in the outbox, which is the record of what was said.

    A single character is left alone: it would be replaced inside other words.
    """
    if len(name) > 1:
        said = letters.c.body.contains(name, autoescape=True)
        tx.run(update(letters).where(said).values(body=func.replace(letters.c.body, name, sign)))
