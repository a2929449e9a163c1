"""Declaration forms (个人申报表) to take along: a row for each of their lines, or a sheet to sign for each form."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from bot.domain.calendar.periods import months_between, parse_period
from bot.domain.points.number import ZERO
from bot.domain.points.period import month_key
from bot.i18n import N_, Language, points_text
from bot.paper import Column, Paper
from bot.services import form_text
from bot.services.desk import Desk
from bot.services.form_text import Form
from bot.services.papers.asked import Asked
from bot.services.papers.foot import foot
from bot.services.reconcile import FORM_ANSWERS
from bot.services.rulebook import by_id
from bot.services.words import STATES, item_name
from storage import claims, declarations, persons
from storage.claims import Claim
from storage.declarations import Line
from storage.ledger import Entry
from storage.orgs import Org

COLUMNS = (
    *("branch", "month", "name", "code", "state", "no", "item", "occurred_on", "fact", "asked", "given", "claim"),
    *("evidence_count", "signed_at", "checked_by", "answered_at"),
)
TITLE = N_("Personal declaration form, {month}")
WHOSE = N_("{branch} · {name} · {code}")
STATE = N_("State: {state}")
SIGNED_AT = N_("signed {at}")
CHECKED_AT = N_("checked by {name}, {at}")
HEADS = (N_("No."), N_("Item"), N_("Date of the act"), N_("Fact"), N_("Asked"), N_("Given"), N_("Evidence"))
SUM = N_("Total")
SIGNATURES = (
    N_("Declared by (signature): ______________________    Date: ______________"),
    N_("Group leader (signature): ______________________    Date: ______________"),
    N_("Branch secretary (signature): ______________________    Date: ______________"),
)
NOTHING = N_("Nothing was declared.")


class Declared(NamedTuple):
    """A line of a form: what is done, what is asked for it, and what was given; None while that is open."""

    item: str
    on: date
    fact: str
    asked: Decimal
    given: Decimal | None
    claim: int | None
    evidence: int


def found(desk: Desk, branch: Org, period: str | None) -> Iterator[Form]:
    """Answer the forms of a branch, by month and name."""
    first = month_key(branch.created_at.astimezone(desk.house.zone).date())
    months: Sequence[str] = tuple(months_between(first, month_key(desk.today)))
    if period is not None:
        months = parse_period(period).months
    for month in months:
        forms = [form_text.look(desk, one) for one in declarations.of_month(desk.tx, branch.id, month)]
        yield from sorted(forms, key=lambda form: (form.person.name, form.person.id))


def declared(desk: Desk, form: Form, speech: Language) -> list[Declared]:
    """Answer the lines of a form, those brought along first."""
    brought = [_brought(desk, one.entry, one.claim, one.on, speech) for one in form.brought]
    added = [_added(desk, line, speech) for line in form.lines]
    return sorted(brought, key=lambda line: line.on) + sorted(added, key=lambda line: line.on)


def _brought(desk: Desk, entry: Entry | None, claim: Claim | None, on: date, speech: Language) -> Declared:
    scheme_id = entry.scheme_id if entry is not None else claim.scheme_id if claim is not None else 0
    code = entry.item if entry is not None else claim.item if claim is not None else ""
    item = by_id(desk, scheme_id).scheme.items.get(code)
    return Declared(
        item=f"{code} {item_name(item, speech)}" if item is not None else code,
        on=on,
        fact=(claim.note if claim is not None else entry.reason if entry is not None else "") or "",
        asked=claim.requested if claim is not None else entry.points if entry is not None else ZERO,
        given=entry.points if entry is not None else None,
        claim=claim.id if claim is not None else None,
        evidence=0,
    )


def _added(desk: Desk, line: Line, speech: Language) -> Declared:
    claim = claims.get(desk.tx, line.claim_id) if line.claim_id else None
    item = by_id(desk, claim.scheme_id).scheme.items.get(line.item) if claim is not None else None
    return Declared(
        item=f"{line.item} {item_name(item, speech)}" if item is not None else line.item,
        on=line.occurred_on,
        fact=line.note,
        asked=line.requested,
        given=claim.credited if claim is not None else None,
        claim=line.claim_id,
        evidence=len(line.pieces),
    )


def rows(desk: Desk, branch: Org, period: str | None) -> Iterator[dict[str, Any]]:
    """Answer a row for each line of each form; a form without lines has one without an item."""
    speech = desk.speaks_code(desk.house.locale)
    for form in found(desk, branch, period):
        lines: Sequence[Declared | None] = declared(desk, form, speech) or [None]
        for number, line in enumerate(lines, start=1):
            yield {**_whose(desk, form), "no": number, **(_row(line) if line is not None else {})}


def _whose(desk: Desk, form: Form) -> dict[str, Any]:
    stored = form.declaration
    return {
        "branch": form.branch.code,
        "month": stored.month,
        "name": form.person.name,
        "code": form.person.code,
        "state": stored.state,
        "signed_at": _at(desk, stored.signed_at),
        "checked_by": persons.get(desk.tx, stored.checked_by).name if stored.checked_by else None,
        "answered_at": _at(desk, stored.answered_at),
    }


def _row(line: Declared) -> dict[str, Any]:
    return {
        "item": line.item.partition(" ")[0],
        "occurred_on": line.on,
        "fact": line.fact,
        "asked": line.asked,
        "given": line.given,
        "claim": line.claim,
        "evidence_count": line.evidence,
    }


def _at(desk: Desk, at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(desk.house.zone).isoformat(timespec="seconds")


def papers(desk: Desk, branch: Org, asked: Asked) -> Iterator[Paper]:
    """Answer a sheet for each form, to be signed by its member, the group leader and the secretary."""
    speech = asked.speech
    shares = (6, 30, 16, 46, 12, 12, 10)
    columns = [
        Column(heading=speech.word(head), share=share, align="R" if number in {0, 4, 5, 6} else "L")
        for number, (head, share) in enumerate(zip(HEADS, shares, strict=True))
    ]
    for form in found(desk, branch, asked.period):
        lines = declared(desk, form, speech)
        given = [line.given for line in lines if line.given is not None]
        sums = (points_text(sum((line.asked for line in lines), ZERO)), points_text(sum(given, ZERO)))
        yield Paper(
            title=speech.plain(TITLE, month=speech.month(form.declaration.month)),
            lines=[
                speech.plain(WHOSE, branch=branch.name, name=asked.name(form.person.name), code=form.person.code),
                _state(desk, form, asked),
            ],
            columns=columns,
            rows=[
                (
                    str(number),
                    line.item,
                    f"{line.on}",
                    line.fact,
                    points_text(line.asked, sign=True),
                    points_text(line.given, sign=True) if line.given is not None else _open(desk, line, speech),
                    str(line.evidence or ""),
                )
                for number, line in enumerate(lines, start=1)
            ],
            sums=("", speech.word(SUM), "", "", *sums, ""),
            empty=speech.word(NOTHING),
            after=[speech.word(line) for line in SIGNATURES],
            **foot(desk, branch, speech),
        )


def _open(desk: Desk, line: Declared, speech: Language) -> str:
    claim = claims.get(desk.tx, line.claim) if line.claim else None
    return speech.word(STATES[claim.state]) if claim is not None else ""


def _state(desk: Desk, form: Form, asked: Asked) -> str:
    speech, stored, zone = asked.speech, form.declaration, desk.house.zone
    words = stored.words or ""
    said = [speech.plain(STATE, state=speech.plain(FORM_ANSWERS[stored.state], words=words))]  # type: ignore[index]  # stored as text
    if stored.signed_at is not None:
        said.append(speech.plain(SIGNED_AT, at=speech.moment(stored.signed_at, zone)))
    if stored.checked_by is not None and stored.checked_at is not None:
        name = asked.name(persons.get(desk.tx, stored.checked_by).name)
        said.append(speech.plain(CHECKED_AT, name=name, at=speech.moment(stored.checked_at, zone)))
    return " · ".join(said)
