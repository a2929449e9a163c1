"""What every command of the command line shares."""

import sys
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import click

from bot.logs import set_up_logs
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.services.desk import Desk
    from storage.transaction import Tx

EXIT_FOUND = 1
EXIT_MISUSE = 2


class Jifenbot(click.Group):
    """Lists the commands in the order in which an operator meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Answer the commands in the order of their definition."""
        return list(self.commands)


def examples(*lines: str) -> str:
    """Write examples for the foot of a command's help, line by line as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def prepared_settings(*, need: tuple[str, ...] = (), **overrides: Any) -> Settings:
    """Read the settings and set up the logs accordingly.

    Raises:
        SettingsError: One line for the operator.
    """
    settings = load_settings(need=need, **overrides)
    set_up_logs(style=settings.log_format, level=settings.log_level, secrets=secrets_of(settings))
    return settings


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Answer what must never appear in a log or an error text."""
    passwords = [urlsplit(url).password for url in (settings.database_url, settings.proxy_url)]
    return (
        settings.token.get_secret_value(),
        *settings.webhook_secrets,
        *settings.signer.keys,
        *(password for password in passwords if password),
    )


def sqlite_path(settings: Settings) -> "Path":
    """Answer the database file, for commands that work on a file.

    Raises:
        UsageError: The database is PostgreSQL, which has tools of its own for this.
    """
    if settings.sqlite_path is None:
        raise click.UsageError("The database is PostgreSQL: use pg_dump and pg_restore instead.")
    return settings.sqlite_path


def desk_for(settings: Settings, tx: "Tx", source: str) -> "Desk":
    """Answer a desk for a decision that is taken at the command line."""
    from bot.clock import system_clock  # noqa: PLC0415 - commands that need no desk start without its imports
    from bot.services.desk import Desk, House  # noqa: PLC0415 - likewise

    house = House(
        zone=settings.zone,
        locale=settings.locale,
        owners=frozenset(settings.owners),
        quiet=settings.quiet,
        public_url=settings.public_url,
        signer=settings.signer,
        keeping=settings.keeping,
    )
    now = system_clock()
    return Desk(tx=tx, now=now, house=house, source=f"cli:{source}:{now.timestamp():.6f}")


def write_whole(content: bytes, output: "Path | None") -> None:
    """Write a result to a file, whole or not at all, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    partial = output.with_name(f".{output.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)


def found_wrong(*lines: str) -> NoReturn:
    """Say what was found wrong on standard error and end with exit code 1."""
    for line in lines:
        click.echo(line, err=True)
    raise click.exceptions.Exit(EXIT_FOUND)
