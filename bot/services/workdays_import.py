"""Working days from a sheet: the make-up days and holidays of a year, as the State Council publishes them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain.calendar.workdays import Source, Workdays
from bot.i18n import N_
from bot.services.desk import Desk
from bot.services.sheets import NO_DATE, NO_YES, Faults, Headings, Imported, read_date, yes_or_no
from bot.tables import Row
from storage import audit, workdays
from storage.persons import Person

HEADINGS: Headings = {
    "date": ("日期", "日期", "Date", "日", "day"),
    "workday": ("是否工作日", "是否工作日", "Workday", "工作日", "上班", "working", "working day"),
    "note": ("说明", "說明", "Note", "备注", "備註", "节日", "節日", "reason"),
}
COLUMNS = tuple(HEADINGS)

TWICE = N_("{day} stands in row {first} already.")
FAR = N_("{day} lies outside the years 2000 to 2099.")
WHOLE = N_("{year}: taken as the whole official list; all other days of the year follow the week.")
IN_PART = N_(
    "{year}: not taken as the whole official list, so the rest of the year stays an estimate. Not listed as free: "
    "{days}. If the list is complete, say so (--whole-year)."
)
NO_MAKE_UP = N_(
    "{year}: no make-up working day is listed, so the rest of the year stays an estimate. If the list is complete, "
    "say so (--whole-year)."
)

_DAY = timedelta(days=1)
_MOST_NAMED = 5


def import_workdays(
    desk: Desk, rows: Sequence[Row], *, filename: str, whole_year: bool = False, actor: Person | None = None
) -> Imported:
    """Write the days of a sheet over the bundled calendar.

    A list that is complete makes its year official: the days that it does not name follow the week, and are written
    too. Complete is a list of all days; one that frees every statutory day and names make-up days, of a year that no
    bundled calendar knows; or one that somebody says is complete.

    Args:
        desk: Where it is decided.
        rows: The sheet, read with ``HEADINGS``.
        filename: Its name, for the audit log.
        whole_year: Somebody says that the list is complete for every year in it.
        actor: Who imports, None at the command line.

    Raises:
        FaultySheet: With every faulty row; nothing was written.
    """
    faults = Faults(HEADINGS)
    faults.need(rows, "date", "workday")
    days: dict[date, tuple[bool, str]] = {}
    numbers: dict[date, int] = {}
    for row in rows:
        day, working = _read(faults, row)
        if day is None or working is None:
            continue
        if day in numbers:
            faults.add(row.number, TWICE, at="date", day=day.isoformat(), first=numbers[day])
        numbers.setdefault(day, row.number)
        days[day] = (working, row.values.get("note", ""))
    faults.finish()
    for year in sorted({day.year for day in days}):
        if _is_whole(faults, year, {day: days[day][0] for day in days if day.year == year}, whole_year):
            _fill(days, year)
    return _write(desk, days, faults=faults, filename=filename, actor=actor)


def _read(faults: Faults, row: Row) -> tuple[date | None, bool | None]:
    word, said = faults.cell(row, "date"), faults.cell(row, "workday")
    day, working = read_date(word), yes_or_no(said)
    if word and day is None:
        faults.add(row.number, NO_DATE, at="date", value=word)
    if day is not None and not 2000 <= day.year <= 2099:
        faults.add(row.number, FAR, at="date", day=day.isoformat())
    if said and working is None:
        faults.add(row.number, NO_YES, at="workday", value=said)
    return day, working


def _year(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + number * _DAY for number in range((date(year + 1, 1, 1) - first).days)]


def _is_whole(faults: Faults, year: int, days: Mapping[date, bool], said: bool) -> bool:
    every = _year(year)
    if len(days) == len(every):
        return True
    bundled = Workdays()
    if not said:
        if bundled.source(every[0]) is Source.OFFICIAL:
            return False  # the bundled list is complete; this one corrects it
        statutory = [day for day in every if day.weekday() < 5 and not bundled.is_workday(day)]
        missing = [day.isoformat() for day in statutory if days.get(day, True)]
        if missing or not any(working and day.weekday() >= 5 for day, working in days.items()):
            shown = [*missing[:_MOST_NAMED], *(["…"] if len(missing) > _MOST_NAMED else [])]
            faults.note(0, IN_PART if missing else NO_MAKE_UP, year=year, days=", ".join(shown))
            return False
    faults.note(0, WHOLE, year=year)
    return True


def _fill(days: dict[date, tuple[bool, str]], year: int) -> None:
    for day in _year(year):
        days.setdefault(day, (day.weekday() < 5, ""))


def _write(
    desk: Desk, days: Mapping[date, tuple[bool, str]], *, faults: Faults, filename: str, actor: Person | None
) -> Imported:
    present = workdays.overrides(desk.tx)
    added = changed = 0
    for day, (working, note) in sorted(days.items()):
        if present.get(day) == working:
            continue
        added += day not in present
        changed += day in present
        workdays.put(desk.tx, day, working=working, note=note)
    if added or changed:
        audit.add(
            desk.tx,
            now=desk.now,
            actor_id=actor.id if actor else None,
            action="import_workdays",
            what=f"file {filename}",
            after=f"{added} added, {changed} changed",
        )
    return Imported(added, changed, len(days) - added - changed, tuple(faults.notes))
