"""`jifenbot rehearse`: would the last backup do?"""

from functools import partial
from pathlib import Path

import click

from bot.cli.backup import IDENTITY
from bot.cli.common import desk_for, examples, found_wrong, prepared_settings


@click.command(
    epilog=examples(
        "jifenbot rehearse",
        "jifenbot rehearse /var/backups/jifenbot-2026-05-12.db.age --identity /media/key/identity.txt",
    )
)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@IDENTITY
@click.option(
    "--place",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Directory with room for two copies; default: that of temporary files.",
)
@click.option("--tell", is_flag=True, help="If it fails, let the bot write to the administrators.")
def rehearse(file: Path | None, *, identity: Path | None, place: Path | None, tell: bool) -> None:
    """Restore the newest backup into a temporary place, and recompute its books there.

    Without FILE the newest copy in BACKUP_FOLDER. It is decrypted if need be, looked through, put in place, brought to
    this version and verified; its books must be the beginning of the present ones. The database in use is only read.
    What came of it stands in `rehearsal.json` beside the copies, for /metrics. Exit code 1 if the copy would not do.
    """
    from bot.clock import system_clock  # noqa: PLC0415 - only this command needs these
    from bot.services import rehearsal  # noqa: PLC0415 - other commands start without it
    from storage.session import writing  # noqa: PLC0415 - likewise

    settings, now = prepared_settings(), system_clock()
    if file is None:
        if not settings.backup_folder:
            raise click.UsageError("Name a FILE, or set JIFENBOT_BACKUP_FOLDER.")
        file = rehearsal.newest_copy(Path(settings.backup_folder))
    if file is None:
        found = rehearsal.Rehearsed(file=settings.backup_folder, at=now, faults=("there is no copy in it",))
        folder = Path(settings.backup_folder)
    else:
        desk = partial(desk_for, settings, source="rehearsal")
        found = rehearsal.rehearse(file, url=settings.database_url, desk=desk, identity=identity, place=place, now=now)
        folder = file.parent
    rehearsal.write(folder, found)
    if not found.faults:
        click.echo(f"ok {file} {found.entries} {found.head}")
        return
    if tell:
        with writing(settings.database_url) as tx:
            rehearsal.tell(desk_for(settings, tx, "rehearsal"), found)
    found_wrong(*found.faults, f"{found.file}: this copy would not do.")
