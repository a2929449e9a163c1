"""The command line: `jifenbot …`. Standard output carries only the result; logs go to standard error."""

import asyncio
import sys

import click

from bot.cli.common import EXIT_MISUSE, Jifenbot
from bot.settings import SettingsError


@click.group(cls=Jifenbot, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jifenbot")
def cli() -> None:
    """Points of an organisation of branches, on Telegram: claims, reviews, boards, notices, an append-only ledger."""


@cli.command()
def run() -> None:
    """Run the bot until SIGTERM or SIGINT."""
    from bot.app import App  # noqa: PLC0415 - other commands start without Telegram's library
    from bot.cli.common import prepared_settings  # noqa: PLC0415 - likewise

    app = App(prepared_settings(need=("TOKEN", "OWNERS")))
    if sys.platform != "win32":
        import uvloop  # noqa: PLC0415 - likewise

        uvloop.run(app.run())
    else:
        asyncio.run(app.run())


def main() -> None:
    """Run the command line; a wrong setting ends it with one line and exit code 2."""
    try:
        cli(standalone_mode=False)
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_MISUSE)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_MISUSE if isinstance(error, click.UsageError) else 1)
