"""The command line: `jifenbot …`. Standard output carries only the result; logs go to standard error."""

import asyncio
import gc
import os
import signal
import sys
from typing import NoReturn

import click

from bot.cli.backup import backup, restore
from bot.cli.bench import bench
from bot.cli.calendar import calendar
from bot.cli.common import EXIT_FOUND, EXIT_MISUSE, Jifenbot, examples, prepared_settings, secrets_of
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.export import export
from bot.cli.imports import imports
from bot.cli.migrate import migrate
from bot.cli.notices import notices
from bot.cli.rehearse import rehearse
from bot.cli.rights import anonymise, mydata
from bot.cli.sweep import sweep
from bot.cli.verify import verify
from bot.settings import SettingsError, complaint

GC_THRESHOLDS = (20_000, 20, 50)
"""Collect seldom: hardly anything here is cyclic, and Python's own thresholds took 15 % of a claim (measured)."""


@click.group(cls=Jifenbot, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jifenbot")
def cli() -> None:
    """Points of an organisation of branches, on Telegram: claims, reviews, boards, notices, an append-only ledger.

    Settings come from the environment or from a file .env (JIFENBOT_TOKEN, JIFENBOT_OWNERS, …). Standard output
    carries only the result. Exit codes: 0 done, 1 it found something wrong, 2 misuse.
    """


@cli.command(epilog=examples("JIFENBOT_TOKEN=123456:ABC… JIFENBOT_OWNERS=12345678 jifenbot run"))
def run() -> None:
    """Run the bot until SIGTERM or SIGINT.

    Needs JIFENBOT_TOKEN (from BotFather) and JIFENBOT_OWNERS (Telegram user ids of the administrators). Brings the
    database to this version first, after a copy beside it.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the bot itself listens; nothing is begun before
    gc.disable()  # nothing that is loaded here is garbage
    settings = prepared_settings(need=("TOKEN", "OWNERS"))  # a wrong setting is told before the rest is loaded
    from bot.app import App  # noqa: PLC0415 - other commands start without Telegram's library

    app = App(settings)
    gc.freeze()
    gc.enable()
    gc.set_threshold(*GC_THRESHOLDS)
    if sys.platform != "win32":
        import uvloop  # noqa: PLC0415 - likewise

        uvloop.run(app.run())
    else:
        asyncio.run(app.run())


cli.add_command(demo)
cli.add_command(doctor)
cli.add_command(migrate)
cli.add_command(imports)
cli.add_command(calendar)
cli.add_command(notices)
cli.add_command(export)
cli.add_command(verify)
cli.add_command(backup)
cli.add_command(restore)
cli.add_command(rehearse)
cli.add_command(mydata)
cli.add_command(anonymise)
cli.add_command(sweep)
cli.add_command(bench)


def main() -> None:
    """Run the command line; what an operator can mend ends it with one line, not with a traceback."""
    from storage.faults import DatabaseOutOfReach, DatabaseUnusable  # noqa: PLC0415 - kept beside its use

    try:
        code = cli(standalone_mode=False)
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_MISUSE)
    except click.Abort:
        _complain("Stopped; nothing was done.")
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_MISUSE if isinstance(error, click.UsageError) else EXIT_FOUND)
    except DatabaseOutOfReach as error:
        _complain(complaint("DATABASE_URL", str(error).rstrip(".")), EXIT_MISUSE)
    except DatabaseUnusable as error:
        _complain(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has seen enough
        sys.exit(EXIT_FOUND)
    except OSError as error:
        _complain(f"{error.filename or 'The system'}: {error.strerror or error}.")
    except Exception as error:  # noqa: BLE001 - the last boundary: no traceback may carry a secret to the screen
        from bot.logs import crashed  # noqa: PLC0415 - only a crash needs it

        _complain(f"Something broke on our side; the log holds it as incident {crashed(error)}.")
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _complain(line: str, code: int = EXIT_FOUND) -> NoReturn:
    from bot.logs import Redactor  # noqa: PLC0415 - only an error needs it
    from bot.settings import load_settings  # noqa: PLC0415 - likewise

    try:
        secrets = secrets_of(load_settings())
    except SettingsError:
        secrets = ()
    click.echo(Redactor(*secrets).text(line), err=True)
    sys.exit(code)
