"""The roster of branches from a sheet: who belongs where, in which status, with which roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from bot.domain.refusals import Refusal
from bot.i18n import N_
from bot.services import join, people, roles, waiting
from bot.services.desk import Desk
from bot.services.sheets import (
    REPEATED,
    Branches,
    Faults,
    Headings,
    Imported,
    choices,
    folded,
    joined_name,
    read_date,
    yes_or_no,
)
from bot.tables import Row
from storage import audit, grants, memberships, persons, rosters
from storage.memberships import Membership
from storage.orgs import Org
from storage.persons import Person

HEADINGS: Headings = {
    "branch": ("支部编码", "支部編碼", "Branch", "支部", "所在支部", "所属支部", "党支部", "组织编码", "branch code"),
    "name": ("姓名", "姓名", "Name", "名字", "党员姓名", "成员", "full name"),
    "code": ("人员编号", "人員編號", "Code", "编码", "编号", "代码", "id", "person", "person code"),
    "status": ("党员身份", "黨員身分", "Status", "身份", "人员类别", "人員類別", "状态", "類別"),
    "telegram_user_id": ("Telegram编号", "Telegram編號", "Telegram user id", "telegram id", "telegram", "账号编号"),
    "roles": ("职务", "職務", "Roles", "角色", "role", "党内职务"),
    "exempt": ("豁免", "豁免", "Exempt", "免考核", "不参评"),
}
COLUMNS = tuple(HEADINGS)

STATUSES = {
    "full": ("正式", "正式", "正式党员", "正式黨員", "full member"),
    "probationary": ("预备", "預備", "预备党员", "預備黨員"),
    "retired": ("离退休", "離退休", "退休", "离退休党员", "離退休黨員"),
    "mobile": ("流动", "流動", "流动党员", "流動黨員"),
    "activist": ("积极分子", "積極分子", "入党积极分子", "入黨積極分子"),
}
_STATUS_OF = {folded(word): code for code, words in STATUSES.items() for word in (code, *words)}

UNKNOWN_STATUS = N_("“{status}” is no status; known are: {known}.")
UNKNOWN_ROLE = N_("“{role}” is no role.")
NO_ADMIN = N_("Administrators are not named by a roster; use /grant, or the setting OWNERS.")
ROLE_NEEDS_ACCOUNT = N_("The role {role} needs a Telegram account; give its number, or leave the role to /grant.")
BAD_ACCOUNT = N_("“{value}” is no Telegram user id (a positive whole number).")
UNKNOWN_CODE = N_("There is no person {code}.")
GONE = N_("The data of {code} were erased; enrol the person anew, without the code.")
SEVERAL = N_("{count} people of {branch} are called {name}; please give the person's code: {codes}.")
OTHER_ACCOUNT = N_(
    "{name} ({code}) uses another Telegram account. Give the code {code} to change the account, or the code “new” "
    "for a second person of this name."
)
ACCOUNT_TAKEN = N_("The Telegram account belongs to {name} ({code}).")
TWO_NAMES = N_("Row {first} gives this Telegram account another name.")
BAD_EXEMPT = N_("“{value}” is no exemption; write yes, or a span such as 2026-01-01~2026-06-30 and a reason.")

NEW = ("new", "新增", "新")
_CODE = re.compile(r"[Pp]?0*([1-9][0-9]{0,14})")
_ACCOUNT = re.compile(r"[1-9][0-9]{0,18}")
_SPAN = re.compile(r"(\S+?)\s*(?:~|\.\.|至|到|—)\s*(\S*)(?:\s+(.*))?")


class Exemption(NamedTuple):
    """From when to when somebody is not counted; an open end is None."""

    start: date | None
    end: date | None
    reason: str | None


@dataclass(slots=True, kw_only=True)
class Line:
    """What a row says, read; `person` is who it means, None for somebody new."""

    row: int
    branch: Org
    name: str
    person: Person | None = None
    status: str | None = None
    account: int | None = None
    roles: tuple[str, ...] = ()
    exempt: Exemption | None = None
    stray: Person | None = None
    """An account without any history that the bot met before; it becomes the account of the person."""


@dataclass(slots=True, kw_only=True)
class _Reading:
    desk: Desk
    faults: Faults
    branches: Branches
    named: dict[int, dict[str, list[Person]]] = field(default_factory=dict)
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)
    account_names: dict[int, tuple[str, int]] = field(default_factory=dict)
    new_names: dict[tuple[int, str], tuple[int, int | None]] = field(default_factory=dict)


def import_roster(
    desk: Desk, rows: Sequence[Row], *, filename: str, branch: Org | None = None, actor: Person | None = None
) -> Imported:
    """Enrol the people of a sheet, and bring those who are there up to date; a second import changes nothing.

    A person is told by the code (P00012), else by the Telegram account, else by the name within the branch. Roles
    are added, never taken: that is a decision of its own.

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
    faults.need(rows, "name", *(() if branch else ("branch",)))
    reading = _Reading(desk=desk, faults=faults, branches=Branches(desk, branch))
    lines = [line for row in rows if (line := _read(reading, row)) is not None]
    faults.finish()
    return _write(desk, lines, filename=filename, actor=actor, faults=faults)


# ---- reading


def _read(reading: _Reading, row: Row) -> Line | None:
    faults, before = reading.faults, len(reading.faults.found)
    branch = reading.branches.read(faults, row)
    name = _name(reading, row)
    line = Line(row=row.number, branch=branch, name=name) if branch and name else None
    status = _status(reading, row)
    account = _account(reading, row)
    held = _roles(reading, row)
    exempt = _exempt(reading, row)
    if line is None:
        return None
    line.status, line.account, line.roles, line.exempt = status, account, held, exempt
    if len(faults.found) == before:
        _match(reading, line, row.values.get("code", ""))
    if len(faults.found) == before:
        _once(reading, line, told_apart=folded(row.values.get("code", "")) in NEW)
        owner = line.account or (line.person.telegram_id if line.person else None)
        for role in line.roles:
            if owner is None and role not in roles.WITHOUT_ACCOUNT:
                faults.add(row.number, ROLE_NEEDS_ACCOUNT, at="roles", role=role)
    return line


def _name(reading: _Reading, row: Row) -> str:
    word = joined_name(reading.faults.cell(row, "name"))
    if not word:
        return ""
    try:
        return join.real_name(word)
    except Refusal as refusal:
        reading.faults.add(row.number, refusal.text, at="name", **refusal.facts)
        return ""


def _status(reading: _Reading, row: Row) -> str | None:
    word = row.values.get("status", "")
    if not word:
        return None
    status = _STATUS_OF.get(folded(word))
    if status is None:
        reading.faults.add(row.number, UNKNOWN_STATUS, at="status", status=word, known=choices(STATUSES))
    return status


def _account(reading: _Reading, row: Row) -> int | None:
    word = folded(row.values.get("telegram_user_id", ""))
    if word and not _ACCOUNT.fullmatch(word):
        reading.faults.add(row.number, BAD_ACCOUNT, at="telegram_user_id", value=word)
        return None
    return int(word) if word else None


def _roles(reading: _Reading, row: Row) -> tuple[str, ...]:
    found: list[str] = []
    for word in re.split(r"[;,、;,/\n]+", row.values.get("roles", "")):
        if not word.strip():
            continue
        try:
            role, rest = roles.read_role(word)
        except Refusal:
            role, rest = "", word
        if rest:
            reading.faults.add(row.number, UNKNOWN_ROLE, at="roles", role=word.strip())
        elif role == "admin":
            reading.faults.add(row.number, NO_ADMIN, at="roles")
        elif role != "member":
            found.append(role)
    return tuple(dict.fromkeys(found))


def _exempt(reading: _Reading, row: Row) -> Exemption | None:
    word = row.values.get("exempt", "").strip()
    if not word:
        return None
    plain = yes_or_no(word)
    if plain is not None:
        return Exemption(reading.desk.today if plain else None, None, None)
    span = _SPAN.fullmatch(word)
    start = read_date(span[1]) if span else None
    end = read_date(span[2]) if span and span[2] else None
    if span is None or start is None or (span[2] and end is None) or (end is not None and end < start):
        reading.faults.add(row.number, BAD_EXEMPT, at="exempt", value=word)
        return None
    return Exemption(start, end, (span[3] or "").strip() or None)


# ---- telling who is meant


def _match(reading: _Reading, line: Line, code: str) -> None:
    """Find who a row means, and the fault if that cannot be told."""
    fresh = folded(code) in NEW
    if code and not fresh:
        line.person = _by_code(reading, line, code)
        if line.person is not None and line.account is not None:
            _take_account(reading, line, line.person)
        return
    same = [] if fresh else _namesakes(reading, line)
    if line.account is None:
        if len(same) > 1:
            codes = [person.code for person in same]
            facts = {"count": len(same), "branch": line.branch.name, "name": line.name, "codes": codes}
            reading.faults.add(line.row, SEVERAL, at="name", **facts)
        line.person = same[0] if len(same) == 1 else None
        return
    holder = persons.by_telegram(reading.desk.tx, line.account)
    waiting_for_account = [person for person in same if person.telegram_id is None]
    if holder is not None and not (waiting_for_account and _is_stray(reading.desk, holder)):
        line.person = holder
    elif len(waiting_for_account) == 1:
        line.person, line.stray = waiting_for_account[0], holder
    elif same:
        other = same[0]
        reading.faults.add(line.row, OTHER_ACCOUNT, at="telegram_user_id", name=other.name, code=other.code)


def _by_code(reading: _Reading, line: Line, code: str) -> Person | None:
    found = _CODE.fullmatch(code.strip())
    person = persons.find(reading.desk.tx, int(found[1])) if found else None
    if person is None:
        reading.faults.add(line.row, UNKNOWN_CODE, at="code", code=code)
    elif person.anonymised_at is not None:
        reading.faults.add(line.row, GONE, at="code", code=code)
    return person


def _take_account(reading: _Reading, line: Line, person: Person) -> None:
    """See whether the account that a row gives somebody is free."""
    holder = persons.by_telegram(reading.desk.tx, line.account or 0)
    if holder is None or holder.id == person.id:
        return
    if _is_stray(reading.desk, holder):
        line.stray = holder
    else:
        reading.faults.add(line.row, ACCOUNT_TAKEN, at="telegram_user_id", name=holder.name, code=holder.code)


def _is_stray(desk: Desk, person: Person) -> bool:
    """Tell whether an account was only met: no membership, no role, nothing done."""
    return not (
        memberships.of_person(desk.tx, person.id)
        or grants.of_person(desk.tx, person.id)
        or persons.has_history(desk.tx, person.id)
    )


def _namesakes(reading: _Reading, line: Line) -> list[Person]:
    if line.branch.id not in reading.named:
        named: dict[str, list[Person]] = {}
        for person in rosters.roster(reading.desk.tx, line.branch.id):
            named.setdefault(person.name, []).append(person)
        reading.named[line.branch.id] = named
    return reading.named[line.branch.id].get(line.name, [])


def _once(reading: _Reading, line: Line, *, told_apart: bool) -> None:
    """Refuse a second row about the same person in the same branch."""
    if line.account is not None:
        name, first = reading.account_names.setdefault(line.account, (line.name, line.row))
        if name != line.name:
            reading.faults.add(line.row, TWO_NAMES, at="name", first=first)
    if line.person is None and line.account is None and told_apart:
        return
    if line.person is None:
        first, account = reading.new_names.setdefault((line.branch.id, line.name), (line.row, line.account))
        # Two namesakes are two people only where their accounts (or the word "new") tell them apart.
        if first != line.row and not told_apart and (account is None or line.account is None):
            reading.faults.add(line.row, REPEATED, first=first)
            return
    who = ("account", line.account or line.name) if line.person is None else ("person", line.person.id)
    first = reading.seen.setdefault((line.branch.id, *who), line.row)
    if first != line.row:
        reading.faults.add(line.row, REPEATED, first=first)


# ---- writing


def _write(desk: Desk, lines: Sequence[Line], *, filename: str, actor: Person | None, faults: Faults) -> Imported:
    tx, actor_id = desk.tx, actor.id if actor else None
    promoted = {line.branch.id: line.branch for line in lines if line.roles}
    before = {org.id: waiting.reviewers(desk, org) for org in promoted.values()}
    held = {org.id: {(grant.person_id, grant.role) for grant in grants.of_org(tx, org.id)} for org in promoted.values()}
    accounts: dict[int, int] = {}
    added = changed = 0
    for line in lines:
        known = line.person.id if line.person else accounts.get(line.account or 0)
        person_id = known
        if person_id is None:
            person_id = persons.add(
                tx, name=line.name, telegram_id=line.account, now=desk.now, status=line.status or "full"
            )
            people.account_came(desk, line.account)
        if line.account is not None:
            accounts[line.account] = person_id
        touched = _update(desk, line) if line.person else False
        touched |= _enrol(desk, line, person_id, new=known is None)
        for role in line.roles:
            if (person_id, role) not in held[line.branch.id]:
                held[line.branch.id].add((person_id, role))
                grants.add(tx, person_id=person_id, org_id=line.branch.id, role=role, by=actor_id, now=desk.now)
                after = f"{role} {line.branch.code}"
                audit.add(tx, now=desk.now, actor_id=actor_id, action="grant", what=f"person P{person_id:05d}",
                          after=after)  # fmt: skip
                touched = True
        added += known is None
        changed += known is not None and touched
    for org in promoted.values():
        waiting.refresh(desk, org, before[org.id])
    if added or changed:
        audit.add(
            tx,
            now=desk.now,
            actor_id=actor_id,
            action="import_roster",
            what=f"file {filename}",
            after=f"{added} added, {changed} changed",
        )
    return Imported(added, changed, len(lines) - added - changed, tuple(faults.notes))


def _update(desk: Desk, line: Line) -> bool:
    person = line.person
    if person is None:
        return False
    values: dict[str, object] = {}
    if person.name != line.name:
        values["name"] = line.name
    if line.status and person.status != line.status:
        values["status"] = line.status
    if line.account is not None and person.telegram_id != line.account:
        values["telegram_id"] = line.account
        if line.stray is not None:
            persons.change(desk.tx, line.stray.id, telegram_id=None)
            values |= {"telegram_lang": line.stray.telegram_lang, "reachable": line.stray.reachable}
    if values:
        persons.change(desk.tx, person.id, **values)
    return bool(values)


def _enrol(desk: Desk, line: Line, person_id: int, *, new: bool) -> bool:
    """Make the person an active member with the exemption that the row gives; answer whether something changed."""
    rows = [] if new else memberships.of_person(desk.tx, person_id)
    here = [row for row in rows if row.org_id == line.branch.id]
    touched = not here or here[0].state != "active"
    if not here:
        row_id = memberships.add(desk.tx, person_id=person_id, org_id=line.branch.id, state="active", now=desk.now)
    else:
        row_id = here[0].id
        if touched:
            memberships.change(desk.tx, row_id, state="active", since=desk.now, rev=here[0].rev + 1)
    return _exempt_now(desk, line.exempt, row_id, here[0] if here else None) or touched


def _exempt_now(desk: Desk, exempt: Exemption | None, row_id: int, present: Membership | None) -> bool:
    if exempt is None:
        return False
    start, end = (present.exempt_from, present.exempt_to) if present else (None, None)
    running = start is not None and (end is None or end >= desk.today)
    by_yes = exempt.start == desk.today and exempt.end is None
    if (start, end) == (exempt.start, exempt.end) or (by_yes and running) or (exempt.start is None and not running):
        return False
    memberships.change(desk.tx, row_id, exempt_from=exempt.start, exempt_to=exempt.end, exempt_reason=exempt.reason)
    return True
