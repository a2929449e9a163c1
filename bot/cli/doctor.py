"""`jifenbot doctor`: is everything there that the bot needs?"""

import asyncio
import json
from dataclasses import asdict

import click

from bot.cli.common import EXIT_FOUND, examples, secrets_of


@click.command(epilog=examples("jifenbot doctor", "jifenbot doctor --offline --format json"))
@click.option("--offline", is_flag=True, help="Do not ask Telegram.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form.")
def doctor(*, offline: bool, form: str) -> None:
    """Check the installation, and what Telegram says of the bot.

    Looks at settings, database, zone data, calendars, catalogs, and the address to listen on. One line for each
    finding: state (ok, warn, fail), a stable id, what was found, and a hint. Exit code 1 if something failed; a warning
    is none.
    """
    from bot.clock import system_clock  # noqa: PLC0415 - only this command needs these
    from bot.doctor import Finding, examine  # noqa: PLC0415 - other commands start without it
    from bot.logs import Redactor  # noqa: PLC0415 - other commands start without it
    from bot.settings import SettingsError, load_settings  # noqa: PLC0415 - other commands start without it

    async def gather() -> list[Finding]:
        return [finding async for finding in examine(now=system_clock(), offline=offline)]

    try:
        redactor = Redactor(*secrets_of(load_settings()))
    except SettingsError:
        redactor = Redactor()
    found = asyncio.run(gather())
    if form == "json":
        click.echo(redactor.text(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1)))
    else:
        for finding in found:
            click.echo(redactor.text(f"{finding.state:<4}  {finding.id:<20}  {finding.text}  -> {finding.hint}"))
    if any(finding.state == "fail" for finding in found):
        raise click.exceptions.Exit(EXIT_FOUND)
