"""`jifenbot export`: ledger, claims, members, boards, publicity, ratings and subsidies as json, csv or xlsx."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.common import desk_for, examples, prepared_settings, whole_file

if TYPE_CHECKING:
    from bot.tables import TableFormat

WHAT = ("ledger", "claims", "members", "board", "publicity", "ratings", "subsidies")
FORMATS = ("json", "csv", "xlsx")
KINDS = ("member", "cadre", "branch")


@click.command(
    epilog=examples(
        "jifenbot export ledger --format json",
        "jifenbot export claims --format csv --branch B001 --period 2026-05 -o claims.csv",
        "jifenbot export board --format xlsx --period 2026-Q2 -o board.xlsx",
    )
)
@click.argument("what", type=click.Choice(WHAT))
@click.option("--format", "table_format", type=click.Choice(FORMATS), default="json", show_default=True)
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
    table_format: "TableFormat",
    branch: str | None,
    period: str | None,
    kind: str | None,
    drafts: bool,
    output: Path | None,
) -> None:
    """Write a table of everything that is booked. It holds all branches but those in rehearsal.

    The ledger is ordered by branch and number, claims by id, members by branch and name. --period takes the month of
    booking for the ledger and the day of the act for claims; a board shows the running period unless told otherwise.
    """
    from bot.domain.refusals import Refusal  # noqa: PLC0415 - the command line starts without it
    from bot.services import export as service  # noqa: PLC0415 - likewise
    from bot.tables import write_rows  # noqa: PLC0415 - likewise; openpyxl is slow to load
    from storage import orgs  # noqa: PLC0415 - likewise
    from storage.session import reading  # noqa: PLC0415 - likewise

    os.nice(service.GIVES_WAY)
    settings = prepared_settings()
    if table_format == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("An xlsx file is not for a terminal; please name a file with -o.")
    with reading(settings.database_url) as tx:
        desk = desk_for(settings, tx, "export")
        org = orgs.by_code(tx, branch) if branch else None
        if branch and org is None:
            raise click.UsageError(f"There is no organisation {branch}.")
        wanted = service.Wanted(branch=org, period=period, kind=kind, drafts=drafts)
        speech = desk.speaks_code(settings.locale)
        headings = {column: speech.word(text) for column, text in service.HEADINGS.items()}
        try:
            with whole_file(output) as out:
                write_rows(
                    out,
                    service.rows(desk, what, wanted),
                    service.COLUMNS[what],
                    table_format,
                    headings=headings if table_format == "xlsx" else None,
                )
        except Refusal as refusal:
            raise click.UsageError(refusal.text.format(**refusal.facts)) from refusal
