"""Opening points of a running year from a sheet: what a subject had before the bot kept the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.domain.points.item import Item
from bot.domain.points.ledger import EntryKind
from bot.domain.points.number import parse_points, round2
from bot.domain.points.period import cap_months, month_ends, month_key
from bot.domain.points.text import REASON_LIMIT
from bot.domain.refusals import Refusal
from bot.i18n import N_
from bot.services import booking, rulebook
from bot.services.booking import Subject
from bot.services.desk import Desk
from bot.services.roster_import import SEVERAL
from bot.services.rulebook import Rules
from bot.services.sheets import (
    NO_MONTH,
    REPEATED,
    Branches,
    Faults,
    Headings,
    Imported,
    folded,
    joined_name,
    read_month,
)
from bot.tables import Row
from storage import audit, ledger, rosters
from storage.orgs import Org
from storage.persons import Person

HEADINGS: Headings = {
    "branch": ("支部编码", "支部編碼", "Branch", "支部", "所在支部", "所属支部", "党支部", "组织编码", "branch code"),
    "name": ("姓名", "姓名", "Name", "名字", "党员姓名", "成员", "full name"),
    "code": ("人员编号", "人員編號", "Code", "编码", "编号", "代码", "id", "person", "subject", "person code"),
    "subject_kind": ("对象", "對象", "Subject kind", "对象类别", "類別"),
    "period": ("月份", "月份", "Period", "期间", "期間", "周期", "month"),
    "item": ("项目编码", "項目編碼", "Item", "项目", "項目", "item code"),
    "points": ("积分", "積分", "Points", "期初积分", "分数", "得分", "balance"),
    "reason": ("说明", "說明", "Reason", "理由", "事由", "备注", "備註", "note"),
}
COLUMNS = tuple(HEADINGS)

_KINDS = {
    "member": ("党员", "黨員", "成员", "個人", "个人"),
    "cadre": ("党务干部", "黨務幹部", "干部"),
    "branch": ("党组织", "黨組織", "组织", "組織", "支部", "党支部"),
}
_KIND_OF = {folded(word): code for code, words in _KINDS.items() for word in (code, *words)}

NO_SCHEME = N_("{branch} has no scheme yet, so it has no ledger.")
UNKNOWN_KIND = N_("“{kind}” is none of the subjects of this scheme: {known}.")
NOBODY = N_("{branch} has nobody called “{name}”. Import the roster first.")
NOT_OF_BRANCH = N_("{code} does not belong to {branch}.")
NO_WHO = N_("Neither a name nor a code says whose points these are.")
BAD_POINTS = N_("“{value}” is no number of points with at most two decimals.")
NOTHING = N_("0 points need no entry.")
FROZEN = N_("The notice of {month} is published; it takes no entry any more.")
LATER = N_("{month} has not come yet.")
BEFORE_SCHEME = N_("The scheme of {branch} is in force only from {since} on.")
UNKNOWN_ITEM = N_("The scheme {scheme} has no item “{item}”.")
HAS_OPENING = N_("{name} has opening points for {month} already: {points} (entry {seq}). Take them back first.")
OVER_CAP = N_("{item} gives at most {cap} in {window}; with this row it would be {total}.")
OPENING = N_("Opening balance")

Key = tuple[int, str, int, str, str]
"""Branch, subject kind, subject, month, item (empty for none): of these there is one opening entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a row says, read."""

    row: int
    branch: Org
    rules: Rules
    subject: Subject
    period: str
    item: str
    points: Decimal
    reason: str


@dataclass(slots=True, kw_only=True)
class _Reading:
    desk: Desk
    faults: Faults
    branches: Branches
    wording: str
    rosters: dict[int, dict[str, list[Person]]] = field(default_factory=dict)
    openings: dict[int, dict[tuple[str, int, str, str], tuple[Decimal, int]]] = field(default_factory=dict)
    seen: dict[Key, int] = field(default_factory=dict)
    used: dict[tuple[str, int, str, str], Decimal] = field(default_factory=dict)


def import_balances(
    desk: Desk, rows: Sequence[Row], *, filename: str, branch: Org | None = None, actor: Person | None = None
) -> Imported:
    """Book the opening points of a sheet as entries of kind ``opening``.

    With an item they count for its cap as any credit does; without one they are a sum beside all items. A row that
    was booked before is refused, so a file cannot be imported twice.

    Args:
        desk: Where it is decided.
        rows: The sheet, read with ``HEADINGS``.
        filename: Its name, for the audit log.
        branch: The branch of rows that name none.
        actor: Who imports, None at the command line.

    Raises:
        FaultySheet: With every faulty row; nothing was written.
    """
    faults = Faults(HEADINGS)
    faults.need(rows, "period", "points", *(() if branch else ("branch",)))
    wording = desk.speaks_code(desk.house.locale).word(OPENING)
    reading = _Reading(desk=desk, faults=faults, branches=Branches(desk, branch), wording=wording)
    lines = [line for row in rows if (line := _read(reading, row)) is not None]
    faults.finish()
    for line in sorted(lines, key=lambda line: line.row):
        booking.append(
            desk,
            branch=line.branch,
            rules=line.rules,
            subject=line.subject,
            item=line.item,
            kind=EntryKind.OPENING,
            points=line.points,
            period=line.period,
            ref_period=None,
            claim_id=None,
            by_id=actor.id if actor else None,
            reason=line.reason,
        )
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=actor.id if actor else None,
        action="import_balances",
        what=f"file {filename}",
        after=f"{len(lines)} entries",
    )
    return Imported(len(lines), 0, 0, tuple(faults.notes))


def _read(reading: _Reading, row: Row) -> Line | None:
    faults, before = reading.faults, len(reading.faults.found)
    branch = reading.branches.read(faults, row)
    points = _points(faults, row)
    period = _period(reading, row, branch)
    rules = _rules(reading, row, branch, period) if branch and period else None
    item = _item(faults, row, rules) if rules else ""
    subject = _subject(reading, row, branch, rules) if branch and rules else None
    if len(faults.found) > before or branch is None or rules is None or subject is None:
        return None
    line = Line(
        row=row.number,
        branch=branch,
        rules=rules,
        subject=subject,
        period=period,
        item=item,
        points=points,
        reason=row.values.get("reason", "")[:REASON_LIMIT] or reading.wording,
    )
    _check_once(reading, line)
    _check_cap(reading, line)
    return line if len(faults.found) == before else None


def _points(faults: Faults, row: Row) -> Decimal:
    word = faults.cell(row, "points")
    if not word:
        return Decimal(0)
    try:
        points = parse_points(word)
    except Refusal:
        points = Decimal("0.001")
    if round2(points) != points:
        faults.add(row.number, BAD_POINTS, at="points", value=word)
    elif not points:
        faults.add(row.number, NOTHING, at="points")
    return round2(points)


def _period(reading: _Reading, row: Row, branch: Org | None) -> str:
    word = reading.faults.cell(row, "period")
    month = read_month(word) if word else None
    if word and month is None:
        reading.faults.add(row.number, NO_MONTH, at="period", value=word)
    if month is None:
        return ""
    if month > month_key(reading.desk.today):
        reading.faults.add(row.number, LATER, at="period", month=month)
    elif branch is not None and month in booking.frozen_months(reading.desk, branch):
        reading.faults.add(row.number, FROZEN, at="period", month=month)
    return month


def _rules(reading: _Reading, row: Row, branch: Org, period: str) -> Rules | None:
    """Find the version in force at the end of the month, for the first one may begin within it."""
    if branch.scheme_code is None:
        reading.faults.add(row.number, NO_SCHEME, at="branch", branch=branch.code)
        return None
    try:
        return rulebook.in_force(reading.desk, branch, month_ends(period))
    except Refusal as refusal:
        since = str(refusal.facts.get("valid_from", ""))
        reading.faults.add(row.number, BEFORE_SCHEME, at="period", branch=branch.code, since=since)
        return None


def _item(faults: Faults, row: Row, rules: Rules) -> str:
    word = row.values.get("item", "")
    code = folded(word).upper()
    if code and code not in rules.scheme.items:
        faults.add(row.number, UNKNOWN_ITEM, at="item", scheme=rules.label, item=word)
    return code


def _subject(reading: _Reading, row: Row, branch: Org, rules: Rules) -> Subject | None:
    faults, desk = reading.faults, reading.desk
    word = row.values.get("subject_kind", "")
    kind = _KIND_OF.get(folded(word), "") if word else "member"
    if kind not in rules.scheme.subjects:
        faults.add(row.number, UNKNOWN_KIND, at="subject_kind", kind=word or kind, known=rules.scheme.subjects)
        return None
    if kind == "branch":
        return Subject(kind, branch.id, branch.code, branch.name)
    code, name = row.values.get("code", "").strip(), joined_name(row.values.get("name", ""))
    if not code and not name:
        faults.add(row.number, NO_WHO, at="name")
        return None
    found = _people(reading, branch).get(code.upper() if code else name, [])
    if not found:
        facts: dict[str, Any] = {"branch": branch.code, "name": name, "code": code}
        faults.add(row.number, NOT_OF_BRANCH if code else NOBODY, at="code" if code else "name", **facts)
    elif len(found) > 1:
        codes = [person.code for person in found]
        faults.add(row.number, SEVERAL, at="name", count=len(found), branch=branch.name, name=name, codes=codes)
    else:
        return booking.subject_of(desk, kind, found[0].id)
    return None


def _people(reading: _Reading, branch: Org) -> dict[str, list[Person]]:
    """Answer a branch's people by name and by code."""
    if branch.id not in reading.rosters:
        found: dict[str, list[Person]] = {}
        for person in rosters.roster(reading.desk.tx, branch.id):
            found.setdefault(person.name, []).append(person)
            found.setdefault(person.code, []).append(person)
        reading.rosters[branch.id] = found
    return reading.rosters[branch.id]


def _check_once(reading: _Reading, line: Line) -> None:
    key = (line.subject.kind, line.subject.id, line.period, line.item)
    if line.branch.id not in reading.openings:
        rows = ledger.openings(reading.desk.tx, line.branch.id)
        reading.openings[line.branch.id] = {
            (row.subject_kind, row.subject_id, row.period, row.item): (row.points, row.seq) for row in rows
        }
    first = reading.seen.setdefault((line.branch.id, *key), line.row)
    booked = reading.openings[line.branch.id].get(key)
    if first != line.row:
        reading.faults.add(line.row, REPEATED, first=first)
    elif booked is not None:
        facts: dict[str, Any] = {"name": line.subject.name, "month": line.period, "points": booked[0], "seq": booked[1]}
        reading.faults.add(line.row, HAS_OPENING, **facts)


def _check_cap(reading: _Reading, line: Line) -> None:
    """See that the item's cap takes what the sheet and the ledger give together."""
    item: Item | None = line.rules.scheme.items.get(line.item)
    if item is None or item.cap is None or line.points < 0:
        return
    start, end = cap_months(item.cap_period or "year", line.period)
    key = (line.subject.kind, line.subject.id, item.code, start)
    if key not in reading.used:
        reading.used[key] = booking.credited_so_far(reading.desk, item, line.subject, line.period)
    reading.used[key] += line.points
    if reading.used[key] > item.cap:
        window = start if start == end else start[:4]
        facts = {"item": item.code, "cap": item.cap, "window": window, "total": reading.used[key]}
        reading.faults.add(line.row, OVER_CAP, at="points", **facts)
