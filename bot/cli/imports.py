"""`jifenbot import …`: sheets in. Every faulty row is told, and nothing is written unless all rows are good."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot.cli.common import Jifenbot, desk_for, examples, found_wrong, prepared_settings, write_whole

if TYPE_CHECKING:
    from bot.i18n import Language
    from bot.schemes.stored import Change
    from bot.services.desk import Desk
    from bot.services.own_rules import Proposed
    from bot.services.rule_trial import Trial
    from bot.services.scheme_import import NewVersion
    from bot.services.sheets import FaultySheet, Headings, Imported
    from bot.settings import Settings
    from bot.tables import Row
    from storage.orgs import Org

Template = Callable[[str, str], bytes]
"""Makes an empty sheet of a format (csv, xlsx) in a language."""

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
TEMPLATE = click.option("--template", is_flag=True, help="Write an empty sheet instead of reading one.")
OUTPUT = click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where the sheet goes.")
FORMAT = click.option("--format", "table_format", type=click.Choice(["xlsx", "csv"]), help="Format of the empty sheet.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
BRANCH = click.option("--branch", "branch_code", metavar="CODE", help="Branch of the rows that name none.")


@click.group("import", cls=Jifenbot)
def imports() -> None:
    """Read a sheet (xlsx, csv, yaml) into the database.

    Every faulty row is reported with its number and the reason, and nothing is written unless all rows are good.
    Exit codes: 0 done, 1 some rows are faulty, 2 misuse.
    """


@imports.command(
    epilog=examples(
        "jifenbot import roster --template -o roster.xlsx",
        "jifenbot import roster roster.xlsx --branch B001 --dry-run",
    )
)
@FILE
@BRANCH
@DRY_RUN
@TEMPLATE
@FORMAT
@OUTPUT
def roster(
    *,
    file: Path | None,
    branch_code: str | None,
    dry_run: bool,
    template: bool,
    table_format: str | None,
    output: Path | None,
) -> None:
    """People of branches, with their roles.

    Columns: name, branch, status, Telegram id, roles, exemption.

    A person is told by the code (P00012), else by the Telegram id, else by the name within the branch, so the same
    file can be read again. Roles are added, never taken.
    """
    from bot.services import roster_import  # noqa: PLC0415 - only this command needs it

    if template:
        _write_template(_empty(roster_import.HEADINGS, roster_import.COLUMNS), table_format, output)
        return

    def run(desk: "Desk", rows: "Sequence[Row]", name: str) -> "Imported":
        return roster_import.import_roster(desk, rows, filename=name, branch=_branch(desk, branch_code))

    _import_sheet(_given(file), roster_import.HEADINGS, run, dry_run=dry_run)


@imports.command(
    epilog=examples("jifenbot import org --template -o org.xlsx", "jifenbot import org org.xlsx --scheme lanshan")
)
@FILE
@click.option("--scheme", default="", metavar="CODE", help="Scheme of new branches whose row names none.")
@DRY_RUN
@TEMPLATE
@FORMAT
@OUTPUT
def org(
    *, file: Path | None, scheme: str, dry_run: bool, template: bool, table_format: str | None, output: Path | None
) -> None:
    """Organisations, and which stands below which.

    Columns: code, parent, kind, name, domain, scheme, end of the term.

    Rows may stand in any order. Who names no parent stands right below the bot's root committee.
    """
    from bot.services import org_import  # noqa: PLC0415 - only this command needs it

    if template:
        _write_template(_empty(org_import.HEADINGS, org_import.COLUMNS), table_format, output)
        return

    def run(desk: "Desk", rows: "Sequence[Row]", name: str) -> "Imported":
        return org_import.import_orgs(desk, rows, filename=name, scheme=scheme)

    _import_sheet(_given(file), org_import.HEADINGS, run, dry_run=dry_run)


@imports.command(
    epilog=examples(
        "jifenbot import scheme rules.yaml --from 2026-07-01",
        "jifenbot import scheme items.xlsx --like lanshan --code ours --branch B001",
        "jifenbot import scheme items.xlsx --own B001 --dry-run",
    )
)
@FILE
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the new version.")
@click.option("--code", metavar="CODE", help="Code of the scheme; by default what the file says.")
@click.option("--like", metavar="CODE", help="For a sheet: the scheme whose settings stay (by default --code).")
@click.option("--branch", "branch_codes", multiple=True, metavar="CODE", help="Put this branch under the scheme.")
@click.option("--own", metavar="CODE", help="Items of this branch's own, approved by the committee above it.")
@DRY_RUN
@TEMPLATE
@FORMAT
@OUTPUT
def scheme(
    *,
    file: Path | None,
    start: Any,
    code: str | None,
    like: str | None,
    branch_codes: tuple[str, ...],
    own: str | None,
    dry_run: bool,
    template: bool,
    table_format: str | None,
    output: Path | None,
) -> None:
    """A rulebook of points. A yaml file holds all of it, a sheet its items.

    Other content than the last version's becomes the next version, in force from a day on (by default today; the
    first version from 1 January). Prints what differs, and with --dry-run what the last month would have been.
    With --own they are items of one branch's own under the settings of its scheme; where the scheme asks for it
    (own_items) they wait until the committee above has approved them in chat.
    """
    if template:
        from bot.schemes.rows import scheme_template  # noqa: PLC0415 - openpyxl is slow to load

        _write_template(lambda form, lang: scheme_template(form, language=lang), table_format, output)  # type: ignore[arg-type]  # click checked the choice
        return
    if own and (branch_codes or code):
        raise click.UsageError("--own goes with neither --branch nor --code: the branch stays under its scheme.")
    if own:
        _import_own(_given(file), own, start=start.date() if start else None, like=like, dry_run=dry_run)
        return
    _import_scheme(
        _given(file),
        start=start.date() if start else None,
        code=code,
        like=like,
        branch_codes=branch_codes,
        dry_run=dry_run,
    )


@imports.command(
    epilog=examples("jifenbot import workdays 2027.csv", "jifenbot import workdays 2027.xlsx --whole-year")
)
@FILE
@click.option("--whole-year", is_flag=True, help="The list is complete for every year in it.")
@DRY_RUN
@TEMPLATE
@FORMAT
@OUTPUT
def workdays(
    *, file: Path | None, whole_year: bool, dry_run: bool, template: bool, table_format: str | None, output: Path | None
) -> None:
    """Holidays and make-up working days: date, workday yes or no.

    A complete list makes its year official, and the calendar stops warning of it.
    """
    from bot.services import workdays_import  # noqa: PLC0415 - only this command needs it

    if template:
        _write_template(_empty(workdays_import.HEADINGS, workdays_import.COLUMNS), table_format, output)
        return

    def run(desk: "Desk", rows: "Sequence[Row]", name: str) -> "Imported":
        return workdays_import.import_workdays(desk, rows, filename=name, whole_year=whole_year)

    _import_sheet(_given(file), workdays_import.HEADINGS, run, dry_run=dry_run)


@imports.command(
    epilog=examples("jifenbot import balances --template -o opening.xlsx", "jifenbot import balances opening.xlsx")
)
@FILE
@BRANCH
@DRY_RUN
@TEMPLATE
@FORMAT
@OUTPUT
def balances(
    *,
    file: Path | None,
    branch_code: str | None,
    dry_run: bool,
    template: bool,
    table_format: str | None,
    output: Path | None,
) -> None:
    """Opening points of a running year.

    Columns: branch, name or code, month, item (optional), points.

    Each row becomes a ledger entry of the kind "opening". A row that was booked before is refused, and so is a month
    whose notice is published.
    """
    from bot.services import balances_import  # noqa: PLC0415 - only this command needs it

    if template:
        _write_template(_empty(balances_import.HEADINGS, balances_import.COLUMNS), table_format, output)
        return

    def run(desk: "Desk", rows: "Sequence[Row]", name: str) -> "Imported":
        return balances_import.import_balances(desk, rows, filename=name, branch=_branch(desk, branch_code))

    _import_sheet(_given(file), balances_import.HEADINGS, run, dry_run=dry_run)


@imports.command(
    epilog=examples(
        "jifenbot import trainings --template -o courses.xlsx", "jifenbot import trainings courses.xlsx --dry-run"
    )
)
@FILE
@BRANCH
@DRY_RUN
@TEMPLATE
@FORMAT
@OUTPUT
def trainings(
    *,
    file: Path | None,
    branch_code: str | None,
    dry_run: bool,
    template: bool,
    table_format: str | None,
    output: Path | None,
) -> None:
    """Courses that people attended.

    Columns: branch, name or code, course, kind, date, hours, evidence (optional).

    What a sheet says is confirmed by it. A course that is in the log already stays as it is, so the same file can be
    read again.
    """
    from bot.services.life import training_import  # noqa: PLC0415 - only this command needs it

    if template:
        _write_template(_empty(training_import.HEADINGS, training_import.COLUMNS), table_format, output)
        return

    def run(desk: "Desk", rows: "Sequence[Row]", name: str) -> "Imported":
        return training_import.import_trainings(desk, rows, filename=name, branch=_branch(desk, branch_code))

    _import_sheet(_given(file), training_import.HEADINGS, run, dry_run=dry_run)


# ---- what the commands share


def _given(file: Path | None) -> Path:
    if file is None:
        raise click.UsageError("Name the file to read, or ask for an empty sheet with --template.")
    return file


def _branch(desk: "Desk", code: str | None) -> "Org | None":
    from bot.services.sheets import Branches  # noqa: PLC0415 - only an import needs it

    if not code:
        return None
    found = Branches(desk).find(code)
    if len(found) != 1:
        found_wrong(f"There is no branch {code!r}.")
    return found[0]


def _empty(headings: "Headings", columns: Sequence[str]) -> Template:
    from bot.services.sheets import template  # noqa: PLC0415 - only a template needs it

    return lambda table_format, lang: template(headings, columns, table_format, lang)  # type: ignore[arg-type]  # click checked the choice


def _write_template(make: Template, table_format: str | None, output: Path | None) -> None:
    """Write an empty sheet: to a file in the format of its name, else as csv to standard output."""
    settings = prepared_settings()
    ending = output.suffix.lower().lstrip(".") if output else ""
    chosen = table_format or (ending if ending in {"xlsx", "csv"} else "csv" if output is None else "xlsx")
    write_whole(make(chosen, settings.locale), output)


def _import_sheet(
    file: Path, headings: "Headings", run: "Callable[[Desk, Sequence[Row], str], Imported]", *, dry_run: bool
) -> None:
    from bot.i18n import language  # noqa: PLC0415 - only an import needs these
    from bot.services.sheets import FaultySheet, also_exported  # noqa: PLC0415 - other commands start without it
    from bot.tables import UnreadableTable, read_table  # noqa: PLC0415 - other commands start without it

    settings = prepared_settings()
    speech = language(settings.locale)
    try:
        rows = read_table(file, file.name, also_exported(headings))
    except UnreadableTable as fault:
        _refuse(file, [(fault.number, speech.plain(fault.text, **fault.facts))])
    try:
        done = _in_transaction(settings, "import", lambda desk: run(desk, rows, file.name), dry_run=dry_run)
    except FaultySheet as faulty:
        _refuse_rows(file, faulty, speech)
    for note in done.notes:
        _say(file, note.row, note.said(speech))
    would = " (dry run: nothing was written)" if dry_run else ""
    click.echo(f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged{would}")


def _in_transaction(settings: "Settings", source: str, run: "Callable[[Desk], Any]", *, dry_run: bool) -> Any:
    """Run a decision in a transaction of its own; a dry run is taken back whole."""
    from storage.session import writing  # noqa: PLC0415 - only an import needs it

    with writing(settings.database_url, keep=not dry_run) as tx:
        return run(desk_for(settings, tx, source))


def _import_scheme(
    file: Path,
    *,
    start: date | None,
    code: str | None,
    like: str | None,
    branch_codes: tuple[str, ...],
    dry_run: bool,
) -> None:
    from bot.services import rule_trial, scheme_import  # noqa: PLC0415 - other commands start without it

    def run(desk: "Desk") -> "tuple[NewVersion, list[str]]":
        branches = [branch for branch in (_branch(desk, one) for one in branch_codes) if branch is not None]
        read = _read_scheme(desk, file, code=code, like=like)
        month = rule_trial.last_month(desk)
        under = {org.id: org for org in (*scheme_import.users(desk, read.code), *branches)}
        tried = [rule_trial.trial(desk, org, read, month) for org in under.values()] if dry_run else []
        made = scheme_import.import_scheme(desk, read, filename=file.name, effective_from=start, branches=branches)
        return made, [line for one in tried if made.new for line in _trial_lines(one)]

    made, tried = _imported(file, run, dry_run=dry_run)
    for line in (*(_change_line(change) for change in made.changes), *tried):
        click.echo(line)
    would = " (dry run: nothing was written)" if dry_run else ""
    if made.new:
        click.echo(f"{made.code}/{made.version} in force from {made.effective_from}{would}")
    else:
        click.echo(f"{made.code}/{made.version} says the same already; no new version{would}")
    for moved in made.moved:
        click.echo(f"{moved} is under {made.code} now{would}")


def _import_own(file: Path, branch_code: str, *, start: date | None, like: str | None, dry_run: bool) -> None:
    """Items of a branch's own: in force at once, or after the committee's word."""
    from bot.services import own_rules, rule_trial  # noqa: PLC0415 - other commands start without it

    def run(desk: "Desk") -> "tuple[str, Proposed, list[str]]":
        branch = _branch(desk, branch_code)
        if branch is None or branch.scheme_code is None:
            found_wrong(f"{branch_code} keeps no points.")
        read = _read_scheme(desk, file, code=branch.scheme_code, like=like)
        tried = rule_trial.trial(desk, branch, read, rule_trial.last_month(desk)) if dry_run else None
        day = start or desk.today
        done = own_rules.propose(desk, branch, read, effective_from=day, filename=file.name)
        return f"{branch.scheme_code}/{done.version}", done, _trial_lines(tried) if tried and done.changes else []

    label, done, tried = _imported(file, run, dry_run=dry_run)
    for line in (*(_change_line(change) for change in done.changes), *tried):
        click.echo(line)
    would = " (dry run: nothing was written)" if dry_run else ""
    if not done.changes:
        click.echo(f"{branch_code} has these rules already; no new version{would}")
    elif done.version is not None:
        click.echo(f"{label} in force in {branch_code} from {done.effective_from}{would}")
    else:
        names = ", ".join(person.name for person in done.asked) or "nobody: appoint a secretary of the committee"
        click.echo(f"waits for approval, to be in force in {branch_code} from {done.effective_from}: {names}{would}")


def _imported(file: Path, run: "Callable[[Desk], Any]", *, dry_run: bool) -> Any:
    """Read rules in a transaction of their own; what is faulty is told with its place, and nothing is written."""
    from bot.i18n import language  # noqa: PLC0415 - only this import needs these
    from bot.schemes.errors import InvalidScheme  # noqa: PLC0415 - other commands start without it
    from bot.services.sheets import FaultySheet  # noqa: PLC0415 - other commands start without it
    from bot.tables import UnreadableTable  # noqa: PLC0415 - other commands start without it

    settings = prepared_settings()
    speech = language(settings.locale)
    try:
        return _in_transaction(settings, "import", run, dry_run=dry_run)
    except InvalidScheme as invalid:
        _refuse(file, [(error.line, speech.plain(error.text, **error.facts)) for error in invalid.errors])
    except UnreadableTable as fault:
        _refuse(file, [(fault.number, speech.plain(fault.text, **fault.facts))])
    except FaultySheet as faulty:
        _refuse_rows(file, faulty, speech)


def _trial_lines(found: "Trial") -> list[str]:
    """Write what a month would have been: each score that would have been another, and the average."""
    place = f"{found.branch.code} {found.month}"
    rows = [f"= {place} {row.name} ({row.kind} {row.code}): {row.before} → {row.after}" for row in found.rows]
    if not found.subjects:
        return []
    return [*rows, f"= {place}: {len(rows)} of {found.subjects} others, average {found.before} → {found.after}"]


def _read_scheme(desk: "Desk", file: Path, *, code: str | None, like: str | None) -> Any:
    """Read a scheme from yaml, or from a sheet with the settings of another."""
    from dataclasses import replace  # noqa: PLC0415 - only this import needs these

    from bot.schemes.loader import load_scheme  # noqa: PLC0415 - other commands start without it
    from bot.schemes.rows import scheme_from_rows  # noqa: PLC0415 - other commands start without it
    from bot.tables import read_table, read_text  # noqa: PLC0415 - other commands start without it

    if file.suffix.lower() in {".yaml", ".yml"}:
        read = load_scheme(read_text(file), file.name)
        return replace(read, code=code.strip().lower()) if code else read
    model = like or code
    if not model:
        raise click.UsageError("A sheet holds only items: name the scheme whose settings stay with --like CODE.")
    settings_of = _known_scheme(desk, model.strip().lower())
    return scheme_from_rows(read_table(file, file.name), filename=file.name, like=settings_of, code=code)


def _known_scheme(desk: "Desk", code: str) -> Any:
    """Answer the newest version of a stored scheme, or a preset."""
    from bot.schemes.loader import carries_points, load_preset, points_presets, presets  # noqa: PLC0415 - likewise
    from bot.services import rulebook  # noqa: PLC0415 - likewise
    from storage import schemes  # noqa: PLC0415 - likewise

    if rows := schemes.common(desk.tx, code):
        return rulebook.by_id(desk, max(rows, key=lambda row: row.version).id).scheme
    if code not in presets() or not carries_points(code):
        found_wrong(f"There is no scheme {code!r}; known presets are {', '.join(points_presets())}.")
    return load_preset(code).points


def _change_line(change: "Change") -> str:
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.how]
    part = f" {change.part}" if change.part else ""
    values = {"added": change.after, "removed": change.before, "changed": f"{change.before} → {change.after}"}
    return f"{sign} {change.what} {change.code}{part}: {values[change.how]}"


def _say(file: Path, row: int, text: str) -> None:
    place = f"{file.name}: row {row}" if row else file.name
    click.echo(f"{place}: {text}", err=True)


def _refuse_rows(file: Path, faulty: "FaultySheet", speech: "Language") -> NoReturn:
    _refuse(file, [(fault.row, fault.said(speech)) for fault in faulty.faults])


def _refuse(file: Path, faults: Sequence[tuple[int, str]]) -> NoReturn:
    for row, text in faults:
        _say(file, row, text)
    rows = len({row for row, _ in faults if row})
    found_wrong(f"{file.name}: {rows} faulty; nothing was written." if rows else f"{file.name}: nothing was written.")
