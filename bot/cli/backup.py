"""`jifenbot backup` and `restore`: the database as a file, encrypted if wished."""

from functools import partial
from pathlib import Path

import click

from bot.cli.common import desk_for, examples, found_wrong, prepared_settings, sqlite_path
from bot.signing import words

IDENTITY = click.option(
    "--identity",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with the age identity (AGE-SECRET-KEY-1…) that opens an encrypted copy.",
)


@click.command(
    epilog=examples(
        "jifenbot backup /var/backups/jifenbot-$(date +%F).db",
        "jifenbot backup copy.db.age --to-recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
    )
)
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--to-recipient",
    "recipients",
    multiple=True,
    metavar="AGE1…",
    help="Encrypt it for this age public key (several may be named); default: BACKUP_RECIPIENTS.",
)
def backup(file: Path | None, recipients: tuple[str, ...]) -> None:
    """Write a consistent copy of the database to FILE.

    Without FILE it goes to BACKUP_FOLDER, named after the moment. The bot may run meanwhile. The copy appears whole or
    not at all, and is never written over a file that exists; nobody but its owner may read it.
    """
    from bot.clock import system_clock  # noqa: PLC0415 - only this command needs these
    from storage.migrate import copy_sqlite  # noqa: PLC0415 - other commands start without it
    from storage.sealed import ENDING, copy_sealed  # noqa: PLC0415 - likewise

    settings = prepared_settings()
    source = sqlite_path(settings)
    keys = recipients or words(settings.backup_recipients)
    if file is None:
        if not settings.backup_folder:
            raise click.UsageError("Name a FILE, or set JIFENBOT_BACKUP_FOLDER.")
        moment = system_clock().astimezone(settings.zone)
        file = Path(settings.backup_folder) / f"{moment:%Y-%m-%dT%H%M%S}.db{ENDING if keys else ''}"
    if not source.is_file():
        found_wrong(f"{source}: there is no database yet.")
    if not file.parent.is_dir():
        found_wrong(f"{file.parent}: there is no such directory.")
    try:
        if keys:
            copy_sealed(source, file, keys)
        else:
            copy_sqlite(source, file)
    except FileExistsError as error:
        found_wrong(str(error))
    click.echo(f"ok {file} {file.stat().st_size} bytes")


@click.command(
    epilog=examples(
        "jifenbot restore /var/backups/jifenbot-2026-05-12.db --force",
        "jifenbot restore copy.db.age --identity /media/key/identity.txt",
        "jifenbot verify",
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a database that is not empty; the old file stays beside it.")
@IDENTITY
def restore(file: Path, *, force: bool, identity: Path | None) -> None:
    """Put a copy made by `backup` in the place of the database. Stop the bot first.

    The copy is looked through before anything is replaced: the file's integrity, its version, and the hash chain of
    every branch. The swap is one step; the old file stays beside the new one under another name.
    """
    from storage.restore import is_empty  # noqa: PLC0415 - only this command needs these
    from storage.sealed import opened  # noqa: PLC0415 - other commands start without it

    target = sqlite_path(prepared_settings())
    if target.exists() and target.samefile(file):
        found_wrong(f"{file}: this is the database itself.")
    if not is_empty(target) and not force:
        found_wrong(f"{target}: it is not empty. Say --force to replace it; it stays beside the new one as a copy.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened(file, identity=identity, place=target.parent) as plain:
        _put_in_place(plain, target)


def _put_in_place(file: Path, target: Path) -> None:
    from bot.clock import system_clock  # noqa: PLC0415 - only this command needs these
    from storage.migrate import newest_revision  # noqa: PLC0415 - other commands start without it
    from storage.restore import check_unused, inspect, put_in_place  # noqa: PLC0415 - likewise

    copy = inspect(file)
    if copy.newest:
        _check_books(file)
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


def _check_books(file: Path) -> None:
    """Recompute the books of the copy; end with its faults if there are any."""
    from bot.services.verify_crew import Books, verify_all  # noqa: PLC0415 - only this command needs it

    desk = partial(desk_for, prepared_settings(), source="restore")
    faults = verify_all(Books(url=f"sqlite:///{file.resolve()}", desk=desk)).faults
    if faults:
        lines = [str(fault) for fault in faults]
        found_wrong(*lines, f"{file}: the books of this copy do not agree; nothing was replaced.")
