"""`jifenbot migrate`: the database brought to this version, or moved to PostgreSQL."""

import click

from bot.cli.common import desk_for, examples, found_wrong, prepared_settings


@click.command(
    epilog=examples(
        "jifenbot migrate",
        "jifenbot migrate --from sqlite:///data/jifenbot.db --to postgresql://jifenbot:secret@db.example.org/jifenbot",
    )
)
@click.option("--from", "source", metavar="URL", help="Move everything from this SQLite file …")
@click.option("--to", "target", metavar="URL", help="… to this empty PostgreSQL database. Stop the bot first.")
def migrate(source: str | None, target: str | None) -> None:
    """Bring the database to this version, or move it to PostgreSQL.

    `run` brings it to this version too. A SQLite file that is behind is copied first, beside it.

    Moving copies every row in one transaction, recomputes the books on both sides, and commits only if both agree in
    every head and every number of rows. The file stays as it is.
    """
    if source or target:
        if not (source and target):
            raise click.UsageError("--from and --to belong together.")
        _move(source, target)
        return
    from bot.clock import system_clock  # noqa: PLC0415 - only this command needs these
    from storage.migrate import migrate as bring_up  # noqa: PLC0415 - other commands start without it
    from storage.migrate import newest_revision  # noqa: PLC0415 - other commands start without it

    settings = prepared_settings()
    copy = bring_up(settings.database_url, now=system_clock())
    click.echo(f"ok {newest_revision()}" + (f" (copy before it: {copy})" if copy else ""))


def _move(source: str, target: str) -> None:
    """Move a SQLite file to PostgreSQL; print the line that `verify` prints on either side."""
    from bot.clock import system_clock  # noqa: PLC0415 - only this command needs these
    from bot.services.verify import verify_all  # noqa: PLC0415 - other commands start without it
    from storage.moving import counts, moved  # noqa: PLC0415 - other commands start without it

    settings = prepared_settings(database_url=source)
    with moved(source, target, now=system_clock()) as (old, new):
        before, after = (verify_all(desk_for(settings, tx, "move")) for tx in (old, new))
        if before.faults or before != after or counts(old) != counts(new):
            lines = [str(fault) for fault in (before.faults or after.faults)]
            found_wrong(*lines, "The books do not agree; nothing was moved. Run `jifenbot verify` on the file.")
    click.echo(f"ok {after.entries} {after.head}")
