"""Courses from a sheet: whom a training school or the office attests what."""

from collections.abc import Sequence

from bot.domain.life.training import read_hours
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import Refusal
from bot.i18n import N_
from bot.services.balances_import import NO_WHO, NOBODY, NOT_OF_BRANCH
from bot.services.desk import Desk
from bot.services.life import training
from bot.services.life.training import WORDS, Wish
from bot.services.roster_import import SEVERAL
from bot.services.sheets import NO_DATE, REPEATED, Branches, Faults, Headings, Imported, joined_name, read_date
from bot.tables import Row
from storage import audit, rosters, trainings
from storage.orgs import Org
from storage.persons import Person

HEADINGS: Headings = {
    "branch": ("支部编码", "支部編碼", "Branch", "支部", "所在支部", "党支部", "branch code"),
    "name": ("姓名", "姓名", "Name", "名字", "full name"),
    "code": ("人员编号", "人員編號", "Code", "编码", "编号", "person", "person code"),
    "course": ("培训名称", "培訓名稱", "Course", "课程", "課程", "title"),
    "kind": ("培训类别", "培訓類別", "Kind", "类别", "類別"),
    "held_on": ("培训日期", "培訓日期", "Held on", "日期", "date"),
    "hours": ("学时", "學時", "Hours", "课时", "課時"),
    "evidence": ("证明材料", "證明材料", "Evidence", "证书编号", "證書編號"),
}
COLUMNS = tuple(HEADINGS)
UNKNOWN_KIND = N_("“{kind}” is no kind of training; known are: {known}.")
NO_HOURS = N_("“{value}” is no number of hours of a course: half an hour to 200, in halves.")
STILL_TO_COME = N_("{day} has not come yet.")


def import_trainings(
    desk: Desk, sheet: Sequence[Row], *, filename: str, branch: Org | None = None, actor: Person | None = None
) -> Imported:
    """Write the courses of a sheet, confirmed; one that counts already is left as it is.

    Args:
        desk: Where it is decided.
        sheet: Read with ``HEADINGS``.
        filename: Its name, for the audit log.
        branch: The branch of rows that name none.
        actor: Who imports, None at the command line.

    Raises:
        FaultySheet: With every faulty row; nothing was written.
    """
    faults = Faults(HEADINGS)
    faults.need(sheet, "course", "held_on", "hours", *(() if branch else ("branch",)))
    branches, seen = Branches(desk, branch), dict[tuple[object, ...], int]()
    wishes: list[tuple[Org, Wish]] = []
    for row in sheet:
        where = branches.read(faults, row)
        wish = _read(desk, faults, row, where)
        if where is None or wish is None:
            continue
        first = seen.setdefault((wish.person.id, wish.title, wish.day), row.number)
        if first != row.number:
            faults.add(row.number, REPEATED, first=first)
        wishes.append((where, wish))
    faults.finish()
    by, added, changed = actor.id if actor else None, 0, 0
    for where, wish in wishes:
        before = trainings.same(desk.tx, person_id=wish.person.id, title=wish.title, held_on=wish.day)
        if before is None:
            training.write(desk, where, wish, state="confirmed", by=by)
            added += 1
        elif before.state == "claimed":
            values = {"state": "confirmed", "hours": wish.hours, "answered_by": by, "answered_at": desk.now}
            changed += trainings.change(desk.tx, before.id, from_states=("claimed",), **values)
    after = f"{added} added, {changed} confirmed"
    audit.add(desk.tx, now=desk.now, actor_id=by, action="import_trainings", what=f"file {filename}", after=after)
    return Imported(added, changed, len(wishes) - added - changed, tuple(faults.notes))


def _read(desk: Desk, faults: Faults, row: Row, branch: Org | None) -> Wish | None:
    before = len(faults.found)
    title = clean_text(faults.cell(row, "course"), REASON_LIMIT)
    word, said = faults.cell(row, "held_on"), faults.cell(row, "hours")
    day = read_date(word) if word else None
    if word and day is None:
        faults.add(row.number, NO_DATE, at="held_on", value=word)
    elif day is not None and day > desk.today:
        faults.add(row.number, STILL_TO_COME, at="held_on", day=day.isoformat())
    given = row.values.get("kind", "")
    kind = training.read_kind(given) if given else "other"
    if not kind:
        known = [(words[0], words[1], code) for code, words in WORDS.items()]
        faults.add(row.number, UNKNOWN_KIND, at="kind", kind=given, known=known)
    hours = None
    try:
        hours = read_hours(said) if said else None
    except Refusal:
        faults.add(row.number, NO_HOURS, at="hours", value=said)
    person = _person(desk, faults, row, branch) if branch is not None else None
    if len(faults.found) > before or person is None or day is None or hours is None:
        return None
    return Wish(person, day, hours, kind, title, clean_text(row.values.get("evidence", ""), REASON_LIMIT))


def _person(desk: Desk, faults: Faults, row: Row, branch: Org) -> Person | None:
    code, name = row.values.get("code", "").strip().upper(), joined_name(row.values.get("name", ""))
    if not code and not name:
        faults.add(row.number, NO_WHO, at="name")
        return None
    found = [one for one in rosters.roster(desk.tx, branch.id) if (one.code == code if code else one.name == name)]
    if len(found) == 1:
        return found[0]
    if not found:
        faults.add(
            row.number, NOT_OF_BRANCH if code else NOBODY, at="code" if code else "name",
            branch=branch.code, name=name, code=code,
        )  # fmt: skip
    else:
        codes = [one.code for one in found]
        faults.add(row.number, SEVERAL, at="name", count=len(found), branch=branch.name, name=name, codes=codes)
    return None
