"""`jifenbot verify`: the books recomputed from their entries."""

from functools import partial

import click

from bot.cli.common import EXIT_FOUND, desk_for, examples, prepared_settings


@click.command(epilog=examples("jifenbot verify", "jifenbot verify --branch B001"))
@click.option("--branch", metavar="CODE", help="Recompute only this branch; the head is then its own.")
def verify(branch: str | None) -> None:
    """Recompute totals, hash chains and published heads.

    Prints one line `ok ENTRIES HEAD`: the head over all branches is SHA-256 of the lines `branch seq hash` in code
    order, of those that have entries and are no rehearsal. Else prints each fault on a line of its own and ends with
    exit code 1.
    """
    from bot.services import verify as service  # noqa: PLC0415 - the command line starts without it
    from bot.services import verify_crew  # noqa: PLC0415 - likewise
    from storage import orgs  # noqa: PLC0415 - likewise
    from storage.session import reading  # noqa: PLC0415 - likewise

    settings = prepared_settings()
    if branch is None:
        desk = partial(desk_for, settings, source="verify")
        found = verify_crew.verify_all(verify_crew.Books(url=settings.database_url, desk=desk))
    else:
        with reading(settings.database_url) as tx:
            org = orgs.by_code(tx, branch)
            if org is None:
                raise click.UsageError(f"There is no organisation {branch}.")
            found = service.verify_branch(desk_for(settings, tx, "verify"), org)
    if not found.faults:
        click.echo(f"ok {found.entries} {found.head}")
        return
    for fault in found.faults:
        click.echo(str(fault))
    raise click.exceptions.Exit(EXIT_FOUND)
