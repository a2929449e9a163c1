"""`jifenbot export`: what is booked, as json, csv or xlsx, and what is signed or hung up, as PDF."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from bot.cli.common import desk_for, examples, prepared_settings

if TYPE_CHECKING:
    from bot.services.desk import Desk
    from bot.services.export import Wanted

    Write = Callable[[BinaryIO], None]

WHAT = (
    "ledger",
    "claims",
    "members",
    "board",
    "publicity",
    "awards",
    "developments",
    "ratings",
    "subsidies",
    "appraisals",
    "rectifications",
    "declarations",
    "summary",
    "meetings",
    "attendance",
    "tasks",
    "warnings",
    "joint",
    "activities",
    "groups",
    "pioneer",
    "trainings",
    "year",
    "years",
)
PRINTED = ("ledger", "publicity", "declarations", "year")
FORMATS = ("json", "csv", "xlsx", "pdf")
BINARY = frozenset({"xlsx", "pdf"})
KINDS = ("member", "cadre", "branch")


@click.command(
    epilog=examples(
        "jifenbot export ledger --format json",
        "jifenbot export claims --format csv --branch B001 --period 2026-05 -o claims.csv",
        "jifenbot export board --format xlsx --period 2026-Q2 -o board.xlsx",
        "jifenbot export publicity --format pdf --branch B001 --period 2026-05 -o notice-board.pdf",
    )
)
@click.argument("what", type=click.Choice(WHAT))
@click.option(
    "--format",
    "table_format",
    type=click.Choice(FORMATS),
    default="json",
    show_default=True,
    help="pdf for the ledger, the publicity, the declaration forms and a year.",
)
@click.option("--branch", metavar="CODE", help="Only this branch.")
@click.option("--period", metavar="KEY", help="Only this period: 2026-05, 2026-Q2, 2026-H1 or 2026.")
@click.option("--kind", type=click.Choice(KINDS), help="Whose board; by default the members'.")
@click.option("--drafts", is_flag=True, help="Of claims also those that were never filed.")
@click.option(
    "-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write whole to FILE, or not at all."
)
def export(
    *,
    what: str,
    table_format: str,
    branch: str | None,
    period: str | None,
    kind: str | None,
    drafts: bool,
    output: Path | None,
) -> None:
    """Write a table of everything that is booked. It holds all branches but those in rehearsal.

    The ledger is ordered by branch and number, claims by id, members by branch and name. --period takes the month of
    booking for the ledger, the day of the act for claims and the day of a meeting;
    a board shows the running period unless told otherwise.
    """
    from bot.domain.refusals import Refusal  # noqa: PLC0415 - the command line starts without it
    from bot.services import export as service  # noqa: PLC0415 - likewise
    from storage import orgs  # noqa: PLC0415 - likewise
    from storage.session import reading  # noqa: PLC0415 - likewise

    os.nice(service.GIVES_WAY)
    settings = prepared_settings()
    if table_format in BINARY and output is None and sys.stdout.isatty():
        raise click.UsageError(f"A file of the kind {table_format} is not for a terminal; please name one with -o.")
    if table_format == "pdf" and what not in PRINTED:
        raise click.UsageError(f"As pdf there are {', '.join(PRINTED)}; {what} is there as json, csv and xlsx.")
    with reading(settings.database_url) as tx:
        desk = desk_for(settings, tx, "export")
        org = orgs.by_code(tx, branch) if branch else None
        if branch and org is None:
            raise click.UsageError(f"There is no organisation {branch}.")
        wanted = service.Wanted(branch=org, period=period, kind=kind, drafts=drafts)

        def write(out: BinaryIO) -> None:
            _write(out, desk, what, wanted, table_format, settings.locale)

        try:
            if output is None:
                _to_stdout(write)
            else:
                _write_whole(output, write)
        except Refusal as refusal:
            raise click.UsageError(refusal.text.format(**refusal.facts)) from refusal


def _write(out: BinaryIO, desk: "Desk", what: str, wanted: "Wanted", table_format: str, lang: str) -> None:  # noqa: PLR0917 - what an export is
    """Write an export row by row: memory stays flat however long it is."""
    from bot.services import export as service  # noqa: PLC0415 - the command line starts without it

    speech = desk.speaks_code(lang)
    if table_format == "pdf":
        from bot.services.papers.printed import write_pdf  # noqa: PLC0415 - likewise

        write_pdf(out, desk, what, service.branches(desk, wanted), wanted=wanted, speech=speech)
        return
    from bot.tables import stream_table  # noqa: PLC0415 - likewise; openpyxl is slow to load

    xlsx = table_format == "xlsx"
    stream_table(
        out,
        service.rows(desk, what, wanted),
        service.COLUMNS[what],
        table_format,  # type: ignore[arg-type]  # one of the three that are left
        headings={column: speech.word(text) for column, text in service.HEADINGS.items()} if xlsx else None,
        dress=service.dress(desk, what, wanted, speech) if xlsx else None,
    )


def _to_stdout(write: "Write") -> None:
    """Write to standard output, once it is sure that all of it can be written."""
    with TemporaryFile() as beside:
        write(cast("BinaryIO", beside))
        beside.seek(0)
        copyfileobj(beside, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _write_whole(path: Path, write: "Write") -> None:
    """Put a file in its place at once, so that nobody ever reads half of it."""
    with NamedTemporaryFile(dir=path.resolve().parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            write(cast("BinaryIO", file))
            file.flush()
            os.fsync(file.fileno())
            file.close()
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
