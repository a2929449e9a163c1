"""The tree of organisations from a sheet: committees, units, branches, with their scheme and the end of their term."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.points.text import NAME_LIMIT, clean_text
from bot.domain.refusals import Refusal
from bot.i18n import N_
from bot.schemes.loader import carries_points, points_presets, presets
from bot.services import rulebook, setup
from bot.services.desk import Desk
from bot.services.sheets import REPEATED, Faults, Headings, Imported, choices, folded, read_date
from bot.tables import Row
from storage import audit, orgs, schemes
from storage.orgs import Org
from storage.persons import Person

HEADINGS: Headings = {
    "code": ("编码", "編碼", "Code", "代码", "组织编码", "編號", "编号"),
    "parent": ("上级编码", "上級編碼", "Parent", "上级", "上级组织", "parent code"),
    "kind": ("类型", "類型", "Kind", "种类", "種類", "type"),
    "name": ("名称", "名稱", "Name", "组织名称", "姓名"),
    "domain": ("领域", "領域", "Domain"),
    "scheme": ("方案", "方案", "Scheme"),
    "term_end": ("任期届满", "任期屆滿", "Term ends", "届满日期", "换届日期", "term_end", "term end"),
}
COLUMNS = tuple(HEADINGS)

KINDS = {
    "committee": ("党委", "黨委", "工委", "党工委"),
    "unit": ("单位", "單位"),
    "general_branch": ("党总支", "黨總支", "总支"),
    "branch": ("党支部", "黨支部", "支部"),
    "group": ("党小组", "黨小組", "小组"),
    "section": ("科室", "处室", "處室"),
}
DOMAINS = {
    "rural": ("农村", "農村", "village"),
    "community": ("社区", "社區"),
    "agency": ("机关", "機關"),
    "school": ("学校", "學校"),
    "private_enterprise": ("非公经济组织", "非公經濟組織", "非公", "非公企业"),
    "social_organisation": ("社会组织", "社會組織"),
    "state_enterprise": ("国企", "國企", "国有企业"),
    "public_institution": ("事业单位", "事業單位"),
}
"""Domains as bot.schemes.rating codes them; a domain of one's own is its own code."""

_KIND_OF = {folded(word): code for code, words in KINDS.items() for word in (code, *words)}
_DOMAIN_OF = {folded(word): code for code, words in DOMAINS.items() for word in (code, *words)}

BAD_CODE = N_("“{code}” is no code; take letters, digits, - and _, at most 32.")
UNKNOWN_KIND = N_("“{kind}” is no kind of organisation; known are: {known}.")
UNKNOWN_SCHEME = N_("There is no scheme “{scheme}”; known are: {known}. Others come by import scheme.")
NO_PARENT = N_("There is no organisation “{parent}”, neither in the sheet nor in the bot.")
OWN_PARENT = N_("{code} would stand below itself.")
BAD_TERM = N_("“{value}” is no date; please write it as 2028-12-31.")
BELOW_ENDED = N_("{parent} does not exist any more.")

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a row says, read. An empty text or None leaves what is stored."""

    row: int
    code: str
    parent: str
    kind: str
    name: str
    domain: str
    scheme: str
    term_end: date | None


def import_orgs(
    desk: Desk, rows: Sequence[Row], *, filename: str, scheme: str = "", actor: Person | None = None
) -> Imported:
    """Make the organisations of a sheet, in any order of its rows; those that exist are brought up to date.

    Args:
        desk: Where it is decided.
        rows: The sheet, read with ``HEADINGS``. Who names no parent stands right below the bot's root committee.
        filename: Its name, for the audit log.
        scheme: Scheme of new branches whose row names none: a stored one or a preset with points.
        actor: Who imports, None at the command line.

    Raises:
        FaultySheet: With every faulty row; nothing was written.
    """
    faults = Faults(HEADINGS)
    faults.need(rows, "code", "name")
    known = {org.code: org for org in orgs.every(desk.tx)}
    lines: dict[str, Line] = {}
    for row in rows:
        line = _read(desk, faults, row, known, scheme)
        if line is None:
            continue
        first = lines.setdefault(line.code, line)
        if first is not line:
            faults.add(row.number, REPEATED, at="code", first=first.row)
    for line in lines.values():
        _check_place(faults, line, lines, known)
    faults.finish()
    return _write(desk, lines, known, faults=faults, filename=filename, actor=actor)


def _read(desk: Desk, faults: Faults, row: Row, known: Mapping[str, Org], default: str) -> Line | None:
    before = len(faults.found)
    code = faults.cell(row, "code").strip()
    if code and not _CODE.fullmatch(code):
        faults.add(row.number, BAD_CODE, at="code", code=code)
    org = known.get(code)
    name = _name(faults, row)
    kind = _KIND_OF.get(folded(row.values.get("kind", "")), "")
    if row.values.get("kind") and not kind:
        faults.add(row.number, UNKNOWN_KIND, at="kind", kind=row.values["kind"], known=choices(KINDS))
    kind = kind or (org.kind if org else "branch")
    scheme = folded(row.values.get("scheme", "")) or (default if org is None and kind == "branch" else "")
    if scheme and not _known_scheme(desk, scheme):
        faults.add(row.number, UNKNOWN_SCHEME, at="scheme", scheme=scheme, known=points_presets())
    term = row.values.get("term_end", "")
    term_end = read_date(term) if term else None
    if term and term_end is None:
        faults.add(row.number, BAD_TERM, at="term_end", value=term)
    if len(faults.found) > before:
        return None
    return Line(
        row=row.number,
        code=code,
        parent=row.values.get("parent", "").strip(),
        kind=kind,
        name=name,
        domain=_DOMAIN_OF.get(folded(row.values.get("domain", "")), row.values.get("domain", "").strip()),
        scheme=scheme,
        term_end=term_end,
    )


def _name(faults: Faults, row: Row) -> str:
    try:
        return clean_text(faults.cell(row, "name"), NAME_LIMIT * 2)
    except Refusal as refusal:
        faults.add(row.number, refusal.text, at="name", **refusal.facts)
        return ""


def _known_scheme(desk: Desk, code: str) -> bool:
    return bool(schemes.versions(desk.tx, code)) or (code in presets() and carries_points(code))


def _check_place(faults: Faults, line: Line, lines: Mapping[str, Line], known: Mapping[str, Org]) -> None:
    """See that a row's parent exists and that nobody stands below itself."""
    by_id = {org.id: org for org in known.values()}
    if line.parent and line.parent not in lines:
        above = known.get(line.parent)
        if above is None:
            faults.add(line.row, NO_PARENT, at="parent", parent=line.parent)
            return
        if above.state != "active":
            faults.add(line.row, BELOW_ENDED, at="parent", parent=line.parent)
            return
    seen, code = {line.code}, line.parent
    while code:
        if code in seen:
            if code == line.code:
                faults.add(line.row, OWN_PARENT, at="parent", code=line.code)
            return
        seen.add(code)
        org = known.get(code)
        stored = by_id[org.parent_id].code if org is not None and org.parent_id is not None else ""
        code = (lines[code].parent or stored) if code in lines else stored


def _write(
    desk: Desk,
    lines: Mapping[str, Line],
    known: Mapping[str, Org],
    *,
    faults: Faults,
    filename: str,
    actor: Person | None,
) -> Imported:
    tx = desk.tx
    ids = {code: org.id for code, org in known.items()}
    if setup.ROOT not in ids and setup.ROOT not in lines:
        ids[setup.ROOT] = setup.root_committee(desk).id
    added = changed = 0
    for line in _parents_first(lines):
        if line.scheme:
            rulebook.adopt_preset(desk, line.scheme)
        parent_id = ids[line.parent] if line.parent else None
        org = known.get(line.code)
        if org is None:
            top = ids.get(setup.ROOT) if line.code != setup.ROOT else None
            ids[line.code] = orgs.add(
                tx,
                code=line.code,
                name=line.name,
                kind=line.kind,
                parent_id=parent_id or top,
                scheme_code=line.scheme or None,
                domain=line.domain or None,
                term_end=line.term_end,
                now=desk.now,
            )
            added += 1
            continue
        values: dict[str, object] = {"name": line.name, "kind": line.kind}
        if parent_id is not None:
            values["parent_id"] = parent_id
        values |= {"scheme_code": line.scheme} if line.scheme else {}
        values |= {"domain": line.domain} if line.domain else {}
        values |= {"term_end": line.term_end} if line.term_end else {}
        changed += orgs.change(tx, org.id, **values)
    if added or changed:
        audit.add(
            tx,
            now=desk.now,
            actor_id=actor.id if actor else None,
            action="import_org",
            what=f"file {filename}",
            after=f"{added} added, {changed} changed",
        )
    return Imported(added, changed, len(lines) - added - changed, tuple(faults.notes))


def _parents_first(lines: Mapping[str, Line]) -> list[Line]:
    placed: dict[str, Line] = {}
    if setup.ROOT in lines:
        placed[setup.ROOT] = lines[setup.ROOT]
    for start in lines.values():
        line_up = [start]
        while (above := lines.get(line_up[-1].parent)) is not None and above.code not in placed:
            line_up.append(above)
        for line in reversed(line_up):
            placed.setdefault(line.code, line)
    return list(placed.values())
