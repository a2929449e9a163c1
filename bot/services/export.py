"""Exports: what the outside may take with it, row by row, in the columns that interface 5 promises.

Branches in rehearsal leave nothing. Subjects are codes (P00012, B001), people beside them are names, for a clerk reads
names; `reverses` is the id of the entry taken back.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from bot.domain.calendar.periods import parse_period
from bot.domain.organisation.leave import touches
from bot.domain.organisation.names import masked
from bot.domain.points.chained import combined_head
from bot.i18n import N_, Language, nN_
from bot.services import board, publicity, rulebook
from bot.services.awards import development, joint_tables, pioneer_tables
from bot.services.awards import tables as award_tables
from bot.services.booking import subject_of
from bot.services.desk import Desk
from bot.services.life import meeting_tables, training
from bot.services.life import tables as life_tables
from bot.services.papers import forms, summary
from bot.services.papers.foot import head_text
from bot.services.ratings import composite, tables, unit_tables
from bot.services.yearly import tables as year_tables
from bot.workbook import Dress
from storage import claim_lists, evidence, grants, heads, ledger, memberships, orgs, periods, persons, rosters, steps
from storage.claims import Claim
from storage.orgs import Org
from storage.steps import Step

PAGE = 5_000
GIVES_WAY = 10
"""How nice a process is that exports beside a running bot."""
NO_VERDICT = frozenset({"submit", "enter"})
"""Steps that file a claim: `submitter` and `filed_at` tell them."""

Row = dict[str, Any]
Rows = Iterator[Row]


class Wanted(NamedTuple):
    """What of the books is wanted; None for everything.

    Attributes:
        branch: One branch only.
        period: One period only.
        kind: Of subjects, for the board.
        drafts: Claims that were never filed too.
        names: How people are named: in full, or as those above a branch read them (`names.masked`).
    """

    branch: Org | None = None
    period: str | None = None
    kind: str | None = None
    drafts: bool = False
    names: str = "full"


COLUMNS: dict[str, tuple[str, ...]] = {
    "ledger": (
        *("seq", "id", "booked_at", "branch", "subject_kind", "subject", "name", "scheme", "period", "item", "kind"),
        *("points", "claim", "ref_period", "reverses", "reason", "by", "prev_hash", "hash"),
    ),
    "claims": (
        *("id", "branch", "item", "beneficiary", "submitter", "occurred_on", "quantity", "level", "requested"),
        *("credited", "state", "level_no", "note", "evidence_count", "filed_at", "decided_at", "steps"),
    ),
    "members": ("id", "name", "branch", "status", "telegram_user_id", "roles", "exempt"),
    "board": ("rank", "name", "code", "points", "converted", "delta"),
    "meetings": meeting_tables.MEETINGS,
    "attendance": meeting_tables.ATTENDANCE,
    "publicity": ("branch", "period", "state", "published_at", "until", "head_seq", "head_hash", "payload_hash"),
    "awards": award_tables.AWARDS,
    "developments": development.DEVELOPMENTS,
    "ratings": tables.RATINGS,
    "subsidies": tables.SUBSIDIES,
    "appraisals": unit_tables.APPRAISALS,
    "rectifications": unit_tables.RECTIFICATIONS,
    "declarations": forms.COLUMNS,
    "summary": summary.COLUMNS,
    "tasks": life_tables.TASKS,
    "warnings": life_tables.WARNINGS,
    "trainings": training.COLUMNS,
    "joint": joint_tables.JOINT,
    "activities": joint_tables.ACTIVITIES,
    "groups": joint_tables.GROUPS,
    "pioneer": pioneer_tables.PIONEER,
    "year": year_tables.YEAR,
    "years": year_tables.YEARS,
}

TITLES = {
    "ledger": N_("Ledger"),
    "claims": N_("Claims"),
    "members": N_("Members"),
    "board": N_("Leaderboard"),
    "publicity": N_("Publicity"),
    "awards": N_("Awards"),
    "developments": N_("Member development"),
    "ratings": N_("Ratings"),
    "subsidies": N_("Subsidies"),
    "appraisals": N_("Appraisals of units"),
    "rectifications": N_("Rectifications"),
    "declarations": N_("Declaration forms"),
    "summary": N_("Summary"),
    "meetings": N_("Meetings"),
    "attendance": N_("Attendance"),
    "tasks": N_("Work list"),
    "warnings": N_("Warnings"),
    "trainings": N_("Training log"),
    "joint": N_("Joint work"),
    "activities": N_("Joint activities"),
    "groups": N_("Collaboration groups"),
    "pioneer": N_("Pioneer index"),
    "year": N_("Year of a branch"),
    "years": N_("Year of all branches"),
}
"""What each is called."""

SUMMED = {
    "trainings": ("hours",),
    "ledger": ("points",),
    "claims": ("requested", "credited"),
    "board": ("points",),
    "subsidies": ("amount",),
    "declarations": ("asked", "given"),
    "summary": ("entries", "plus", "minus", "points"),
    "meetings": ("present", "leave", "absent"),
}
"""Columns whose sums a clerk wants."""
SUMS = N_("Sums")
SUM_OF = N_("Sum of {column}")
ROWS = N_("Rows")
EVERY_BRANCH = nN_("{n} branch", "{n} branches")
HEAD_OF_ALL = N_("Head of all: {head}")
OWNER, WITNESS = N_("Of"), N_("Head of the ledger")

NAMES = ("name", "by", "beneficiary", "submitter", "checked_by", "set_by", "recorded_by", "verified_by", "confirmed_by")
"""Columns that name people."""

HEADINGS = {
    "about": N_("Topic of the meeting"),
    "starts_at": N_("Begins at"),
    "ends_at": N_("Ends at"),
    "venue": N_("Venue"),
    "expected": N_("Expected"),
    "present": N_("Present"),
    "by_code": N_("By code"),
    "by_hand": N_("By roll call"),
    "leave": N_("On leave"),
    "absent": N_("Absent"),
    "head_count": N_("Heads counted"),
    "explanation": N_("Why they differ"),
    "minutes": N_("Minutes"),
    "photos": N_("Photos"),
    "recorded_by": N_("Recorded by"),
    "verified_by": N_("Verified by"),
    "meeting": N_("Meeting"),
    "method": N_("Way of check-in"),
    "at": N_("At"),
    "seq": N_("No."),
    "id": N_("Id"),
    "booked_at": N_("Booked at"),
    "branch": N_("Branch"),
    "subject_kind": N_("Subject kind"),
    "subject": N_("Subject"),
    "name": N_("Name"),
    "scheme": N_("Scheme"),
    "period": N_("Period"),
    "item": N_("Item"),
    "kind": N_("Kind"),
    "points": N_("Points"),
    "claim": N_("Claim"),
    "ref_period": N_("Month of the act"),
    "reverses": N_("Takes back"),
    "reason": N_("Reason"),
    "by": N_("Booked by"),
    "prev_hash": N_("Hash before"),
    "hash": N_("Hash"),
    "beneficiary": N_("Beneficiary"),
    "submitter": N_("Submitter"),
    "occurred_on": N_("Date of the act"),
    "quantity": N_("Quantity"),
    "level": N_("Level"),
    "requested": N_("Requested"),
    "credited": N_("Credited"),
    "state": N_("State"),
    "level_no": N_("Levels decided"),
    "note": N_("Note"),
    "evidence_count": N_("Pieces of evidence"),
    "filed_at": N_("Filed at"),
    "decided_at": N_("Decided at"),
    "steps": N_("Steps"),
    "status": N_("Status"),
    "committee": N_("Committee"),
    "party": N_("Party work"),
    "business": N_("Business work"),
    "k_business": N_("Coefficient of business"),
    "k_party": N_("Coefficient of party work"),
    "mutual": N_("Party and business"),
    "joint_building": N_("Joint building"),
    "satisfaction": N_("Satisfaction"),
    "composite": N_("Composite"),
    "year_end": N_("Year-end sheet"),
    "observation": N_("Observation contest"),
    "helpers": N_("Helpers"),
    "problems": N_("Problems"),
    "solved": N_("Solved"),
    "rank_before": N_("Rank before"),
    "rank_after": N_("Rank after"),
    "moved": N_("Places moved up"),
    "record": N_("Record"),
    "telegram_user_id": N_("Telegram user id"),
    "roles": N_("Roles"),
    "exempt": N_("Exempt"),
    "rank": N_("Rank"),
    "code": N_("Code"),
    "converted": N_("Converted"),
    "delta": N_("Change of rank"),
    "published_at": N_("Published at"),
    "until": N_("Until"),
    "head_seq": N_("Head no."),
    "head_hash": N_("Head hash"),
    "payload_hash": N_("Content hash"),
    "month": N_("Month"),
    "star": N_("Stars"),
    "amount": N_("Amount"),
    "year": N_("Year"),
    "base": N_("Score of the sheet"),
    "role": N_("Score of the role indicators"),
    "deduct": N_("Deducted"),
    "review": N_("Score of the appraisal"),
    "total": N_("Total"),
    "cause": N_("Why"),
    "formula": N_("Formula of the total"),
    "rates": N_("Indicators"),
    "weights": N_("Weights of the indicators"),
    "role_indicators": N_("Indicators of role performance"),
    "bands": N_("Least total of each star"),
    "no": N_("No."),
    "fact": N_("Fact"),
    "asked": N_("Asked"),
    "given": N_("Given"),
    "signed_at": N_("Signed at"),
    "checked_by": N_("Checked by"),
    "answered_at": N_("Answered at"),
    "entries": N_("Entries"),
    "plus": N_("Plus"),
    "minus": N_("Minus"),
    "score": N_("Score"),
    "title": N_("Award"),
    "figure": N_("Result"),
    "place": N_("Place"),
    "next_level": N_("Next level"),
    "certificate": N_("Certificate"),
    "marks": N_("Marks by criterion"),
    "step": N_("Step"),
    "vote": N_("Vote"),
    "vote_state": N_("State of the vote"),
    "voted": N_("Ballots cast of those who may vote"),
    **life_tables.HEADINGS,
    **joint_tables.HEADINGS,
    **pioneer_tables.HEADINGS,
    **year_tables.HEADINGS,
    "hours": N_("Hours"),
    "held_on": N_("Held on"),
    "evidence": N_("Evidence"),
    "confirmed_by": N_("Confirmed by"),
    "course": N_("Course"),
}
"""Column to what stands above it in a sheet."""


def rows(desk: Desk, what: str, wanted: Wanted) -> Iterator[Row]:
    """Answer the rows of an export.

    Args:
        desk: Where it is asked.
        what: A key of `COLUMNS`.
        wanted: Which of them.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``, ``COMPARE_SCOPE``.
    """
    found = _ROWS[what](desk, wanted)
    return found if wanted.names == "full" else (_masked(row, wanted.names) for row in found)


def _masked(row: Row, how: str) -> Row:
    """Write the people of a row as those above their branch read them; a Telegram number would undo it."""
    if row.get("subject_kind") == "branch":
        return {**row, "by": masked(row["by"] or "", how) or None}
    shown: Row = {column: masked(row[column], how) for column in NAMES if row.get(column)}
    if "steps" in row:
        shown["steps"] = [{**step, "reviewer": masked(step["reviewer"], how)} for step in row["steps"]]
    if "telegram_user_id" in row:
        shown["telegram_user_id"] = None
    return {**row, **shown}


def dress(desk: Desk, what: str, wanted: Wanted, speech: Language) -> Dress:
    """Answer what an xlsx has beside its table: names in the reader's language, sums, whose it is, its witness."""
    whose = branches(desk, wanted)
    if len(whose) == 1:
        owner, head = whose[0].name, head_text(desk, whose[0], speech)
    else:
        owner = str(speech.count(EVERY_BRANCH, len(whose)))
        stand = [(branch.code, *heads.read(desk.tx, branch.id)) for branch in whose]
        whole = combined_head((code, seq, head) for code, seq, head in stand if seq)
        head = speech.plain(HEAD_OF_ALL, head=whole[:16])
    return Dress(
        name=speech.word(TITLES[what]),
        owner=owner,
        head=head,
        summed={column: speech.plain(SUM_OF, column=speech.word(HEADINGS[column])) for column in SUMMED.get(what, ())},
        sums=speech.word(SUMS),
        rows=speech.word(ROWS),
        facts=((speech.word(OWNER), owner), (speech.word(WITNESS), head)),
    )


def branches(desk: Desk, wanted: Wanted) -> list[Org]:
    """Answer the branches of an export, by code; those in rehearsal leave nothing."""
    found = [wanted.branch] if wanted.branch is not None else orgs.branches(desk.tx)
    return sorted((branch for branch in found if not branch.rehearsal), key=lambda branch: branch.code)


def _at(desk: Desk, instant: datetime | None, timespec: str = "seconds") -> str | None:
    return None if instant is None else instant.astimezone(desk.house.zone).isoformat(timespec=timespec)


def _name(desk: Desk, person_id: int | None) -> str | None:
    return None if person_id is None else persons.get(desk.tx, person_id).name


def _ledger(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    names: dict[int | None, str | None] = {None: None}
    subjects: dict[tuple[str, int], str] = {}
    months = parse_period(wanted.period).months if wanted.period else ledger.EVER
    span = (months[0], months[-1])
    for branch in branches(desk, wanted):
        after = 0
        while page := ledger.of_branch(desk.tx, branch.id, after=after, most=PAGE, months=span):
            after = page[-1].seq
            for entry in page:
                of = entry.subject_kind, entry.subject_id
                if of not in subjects:
                    subjects[of] = subject_of(desk, *of).code
                if entry.by_id not in names:
                    names[entry.by_id] = _name(desk, entry.by_id)
                yield {
                    "seq": entry.seq,
                    "id": entry.id,
                    "booked_at": _at(desk, entry.booked_at, "microseconds"),
                    "branch": branch.code,
                    "subject_kind": entry.subject_kind,
                    "subject": subjects[of],
                    "name": entry.name,
                    "scheme": rulebook.by_id(desk, entry.scheme_id).label,
                    "period": entry.period,
                    "item": entry.item,
                    "kind": entry.kind,
                    "points": entry.points,
                    "claim": entry.claim_id,
                    "ref_period": entry.ref_period,
                    "reverses": entry.reverses,
                    "reason": entry.reason,
                    "by": names[entry.by_id],
                    "prev_hash": entry.prev_hash,
                    "hash": entry.hash,
                }


def _claims(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    codes = {branch.id: branch.code for branch in branches(desk, wanted)}
    period = parse_period(wanted.period) if wanted.period else None
    after = 0
    while page := claim_lists.after(desk.tx, after, most=PAGE, drafts=wanted.drafts):
        first, after = page[0].id, page[-1].id
        shown = evidence.counts(desk.tx, min(claim.batch_id or claim.id for claim in page), after)
        told: dict[int, list[Step]] = {}
        for step in steps.of_claims(desk.tx, first, after):
            told.setdefault(step.claim_id, []).append(step)
        for claim in page:
            if claim.branch_id in codes and _within(period, claim.occurred_on):
                yield _claim(desk, claim, codes[claim.branch_id], shown, told.get(claim.id, []))


def _claim(desk: Desk, claim: Claim, code: str, shown: dict[int, int], told: list[Step]) -> Row:
    return {
        "id": claim.id,
        "branch": code,
        "item": claim.item,
        "beneficiary": subject_of(desk, claim.subject_kind, claim.subject_id).name,
        "submitter": _name(desk, claim.submitter_id),
        "occurred_on": claim.occurred_on,
        "quantity": claim.quantity,
        "level": claim.level,
        "requested": claim.requested,
        "credited": claim.credited,
        "state": claim.state,
        "level_no": claim.level_no,
        "note": claim.note,
        "evidence_count": _evidence_count(claim, shown),
        "filed_at": _at(desk, claim.filed_at),
        "decided_at": _at(desk, claim.decided_at),
        "steps": [_step(desk, step) for step in told if step.verdict not in NO_VERDICT],
    }


def _within(period: Any, day: date) -> bool:
    return period is None or period.first <= day <= period.last


def _evidence_count(claim: Claim, shown: dict[int, int]) -> int:
    """Answer the pieces that a claim shows; an album stands with the first claim of a batch, and speaks for all."""
    return max(shown.get(claim.id, 0), shown.get(claim.batch_id or 0, 0))


def _step(desk: Desk, step: Step) -> Row:
    return {
        "level": step.level,
        "role": step.role,
        "reviewer": _name(desk, step.reviewer_id),
        "verdict": step.verdict,
        "reason": step.reason,
        "at": _at(desk, step.at),
    }


def _members(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    for branch in branches(desk, wanted):
        scheme = rulebook.current(desk, branch).scheme
        roles: dict[int, list[str]] = {}
        for grant in grants.of_org(desk.tx, branch.id):
            roles.setdefault(grant.person_id, []).append(grant.role)
        tenures: dict[int, list[memberships.Tenure]] = {}
        for tenure in memberships.tenures(desk.tx, branch.id):
            tenures.setdefault(tenure.person_id, []).append(tenure)
        for person in sorted(rosters.roster(desk.tx, branch.id), key=lambda person: (person.name, person.id)):
            leaves = (leave for tenure in tenures[person.id] for leave in tenure.leaves)
            yield {
                "id": person.code,
                "name": person.name,
                "branch": branch.code,
                "status": person.status,
                "telegram_user_id": person.telegram_id,
                "roles": sorted(set(roles.get(person.id, ()))),
                "exempt": person.status in scheme.exempt or touches(leaves, desk.today, desk.today),
            }


def _board(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    compared: set[str] = set()
    for branch in branches(desk, wanted):
        kind = wanted.kind or board.default_kind(desk, branch)
        scheme = rulebook.current(desk, branch).scheme
        if kind not in board.kinds(desk, branch) and wanted.branch is None:
            continue
        if kind == "branch" and wanted.branch is None:
            group = f"{scheme.code}/{branch.parent_id if scheme.compare_scope == 'unit' else ''}"
            if group in compared:
                continue
            compared.add(group)
        span = board.span_of(desk, wanted.period) if wanted.period else board.running_span(desk, branch)
        standing = board.standing(desk, branch, kind, span.start, span.end, before=span.before)
        for row in standing.rows:
            yield {
                "rank": row.rank,
                "name": row.name,
                "code": row.code,
                "points": row.points,
                "converted": row.converted,
                "delta": row.delta,
            }


def _publicity(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    months = parse_period(wanted.period).months if wanted.period else None
    for branch in branches(desk, wanted):
        for row in periods.published(desk.tx, branch.id):
            if months is not None and row.key not in {*months, wanted.period}:
                continue
            laid_open = publicity.of(desk, branch, row.key)
            yield {
                "branch": branch.code,
                "period": row.key,
                "state": row.state,
                "published_at": _at(desk, row.frozen_at),
                "until": row.publicity_until,
                "head_seq": row.head_seq,
                "head_hash": row.head_hash,
                "payload_hash": laid_open.payload_hash if laid_open is not None else None,
            }


def _ratings(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    year = int(parse_period(wanted.period).key[:4]) if wanted.period else None
    return tables.rating_rows(desk, wanted.branch, year)


def _awards(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    year = parse_period(wanted.period).key[:4] if wanted.period else None
    return award_tables.award_rows(desk, wanted.branch, year)


def _subsidies(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    months = parse_period(wanted.period).months if wanted.period else None
    return tables.subsidy_rows(desk, wanted.branch, list(months) if months is not None else None)


def _appraisals(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    period = wanted.period or str(desk.today.year)
    return unit_tables.appraisal_rows(desk, wanted.branch, composite.check_period(period))


def _rectifications(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    return unit_tables.rectification_rows(desk, wanted.branch)


def _meetings(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    period = parse_period(wanted.period) if wanted.period else None
    return meeting_tables.held(desk, branches(desk, wanted), period)


def _attendance(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    period = parse_period(wanted.period) if wanted.period else None
    return meeting_tables.attended(desk, branches(desk, wanted), period)


def _declarations(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    for branch in branches(desk, wanted):
        yield from forms.rows(desk, branch, wanted.period)


def _summary(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    for branch in branches(desk, wanted):
        span = board.span_of(desk, wanted.period) if wanted.period else board.running_span(desk, branch)
        yield from summary.rows(desk, branch, span)


def _tasks(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    return life_tables.task_rows(desk, wanted.branch, wanted.period)


def _warnings(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    return life_tables.warning_rows(desk, wanted.branch, wanted.period)


def _year(desk: Desk, wanted: Wanted) -> int:
    return int(parse_period(wanted.period).key[:4]) if wanted.period else desk.today.year


_ROWS: dict[str, Callable[[Desk, Wanted], Iterator[Row]]] = {
    "ledger": _ledger,
    "claims": _claims,
    "members": _members,
    "board": _board,
    "publicity": _publicity,
    "awards": _awards,
    "developments": lambda desk, wanted: development.development_rows(desk, branches(desk, wanted)),
    "ratings": _ratings,
    "meetings": _meetings,
    "attendance": _attendance,
    "subsidies": _subsidies,
    "appraisals": _appraisals,
    "rectifications": _rectifications,
    "declarations": _declarations,
    "summary": _summary,
    "tasks": _tasks,
    "warnings": _warnings,
    "trainings": lambda desk, wanted: training.rows(desk, branches(desk, wanted), wanted.period),
    "joint": lambda desk, wanted: joint_tables.joint_rows(desk, wanted.branch),
    "activities": lambda desk, wanted: joint_tables.activity_rows(desk, wanted.branch),
    "groups": lambda desk, wanted: joint_tables.group_rows(desk, wanted.branch),
    "pioneer": lambda desk, wanted: pioneer_tables.pioneer_rows(
        desk, wanted.branch, parse_period(wanted.period).key if wanted.period else None
    ),
    "year": lambda desk, wanted: year_tables.year_rows(desk, branches(desk, wanted), _year(desk, wanted)),
    "years": lambda desk, wanted: year_tables.years_rows(desk, branches(desk, wanted), _year(desk, wanted)),
}
