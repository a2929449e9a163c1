"""`jifenbot migrate`, `backup` and `restore`: the database as a file."""

from pathlib import Path

import click

from bot.cli.common import desk_for, examples, found_wrong, prepared_settings, sqlite_path


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


@click.command(epilog=examples("jifenbot backup /var/backups/jifenbot-$(date +%F).db"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a consistent copy of the database to FILE.

    The bot may run meanwhile. The copy appears whole or not at all, and is never written over a file that exists.
    """
    from storage.migrate import copy_sqlite  # noqa: PLC0415 - only this command needs it

    source = sqlite_path(prepared_settings())
    if not source.is_file():
        found_wrong(f"{source}: there is no database yet.")
    if not file.parent.is_dir():
        found_wrong(f"{file.parent}: there is no such directory.")
    try:
        copy_sqlite(source, file)
    except FileExistsError as error:
        found_wrong(str(error))
    click.echo(f"ok {file} {file.stat().st_size} bytes")


@click.command(epilog=examples("jifenbot restore /var/backups/jifenbot-2026-05-12.db --force", "jifenbot verify"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a database that is not empty; the old file stays beside it.")
def restore(file: Path, force: bool) -> None:
    """Put a copy made by `backup` in the place of the database. Stop the bot first.

    The copy is looked through before anything is replaced: the file's integrity, its version, and the hash chain of
    every branch. The swap is one step; the old file stays beside the new one under another name.
    """
    from bot.clock import system_clock  # noqa: PLC0415 - only this command needs these
    from storage.migrate import newest_revision  # noqa: PLC0415 - other commands start without it
    from storage.restore import check_unused, inspect, is_empty, put_in_place  # noqa: PLC0415 - other commands start without it

    settings = prepared_settings()
    target = sqlite_path(settings)
    if target.exists() and target.samefile(file):
        found_wrong(f"{file}: this is the database itself.")
    copy = inspect(file)
    if not is_empty(target) and not force:
        found_wrong(f"{target}: it is not empty. Say --force to replace it; it stays beside the new one as a copy.")
    if copy.newest:
        _check_chains(file)
    check_unused(target)
    aside = put_in_place(file, target, now=system_clock())
    click.echo(f"ok {target} {copy.entries} entries")
    if aside is not None:
        click.echo(f"The database before is {aside}.", err=True)
    if not copy.newest:
        line = f"The copy is of revision {copy.revision}: run jifenbot migrate (to {newest_revision()}), then verify."
        click.echo(line, err=True)
    if copy.due:
        click.echo(f"{copy.due} letters of the copy were not sent when it was made; the bot sends them now.", err=True)


def _check_chains(file: Path) -> None:
    """Recompute the books of the copy; end with its faults if there are any."""
    from bot.services.verify import verify_all  # noqa: PLC0415 - only this command needs these
    from storage.session import reading  # noqa: PLC0415 - other commands start without it

    settings = prepared_settings()
    with reading(f"sqlite:///{file.resolve()}") as tx:
        faults = verify_all(desk_for(settings, tx, "restore")).faults
    if faults:
        lines = [str(fault) for fault in faults]
        found_wrong(*lines, f"{file}: the books of this copy do not agree; nothing was replaced.")
