"""`jifenbot mydata` and `anonymise`: the rights of a person to their data."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot.cli.common import desk_for, examples, found_wrong, prepared_settings, write_whole

if TYPE_CHECKING:
    from bot.domain.refusal import Refusal
    from bot.settings import Settings


@click.command(epilog=examples("jifenbot mydata P00012", "jifenbot mydata 王五 -o 王五.json"))
@click.argument("person")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
def mydata(*, person: str, output: Path | None) -> None:
    """Print everything that is stored about PERSON, as JSON.

    PERSON is a code (P00012), a Telegram user id, or a name that only one person has.
    """
    from bot.domain.refusal import Refusal  # noqa: PLC0415 - only this command needs these
    from bot.services import rights  # noqa: PLC0415 - other commands start without it
    from bot.tables import as_json  # noqa: PLC0415 - other commands start without it
    from storage.session import reading  # noqa: PLC0415 - other commands start without it

    settings = prepared_settings()
    try:
        with reading(settings.database_url) as tx:
            desk = desk_for(settings, tx, "mydata")
            found = rights.my_data(desk, rights.find_person(desk, person))
    except Refusal as refusal:
        _refuse(settings, refusal)
    write_whole(as_json(found), output)


@click.command(epilog=examples("jifenbot mydata P00012 -o P00012.json", "jifenbot anonymise P00012 --yes"))
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask.")
def anonymise(*, person: str, yes: bool) -> None:
    """Erase what tells of PERSON.

    That is name, account, notes, reasons, evidence, the texts beside the ledger. Points, totals and the hash
    chain stay, under the person's code; memberships and roles end. It cannot be undone.

    PERSON is a code (P00012), a Telegram user id, or a name that only one person has.
    """
    from bot.domain.refusal import Refusal  # noqa: PLC0415 - only this command needs these
    from bot.services import rights  # noqa: PLC0415 - other commands start without it
    from storage.session import reading, writing  # noqa: PLC0415 - other commands start without it

    settings = prepared_settings()
    try:
        with reading(settings.database_url) as tx:
            found = rights.find_person(desk_for(settings, tx, "anonymise"), person)
        if not yes:
            click.confirm(f"Erase the data of {found.name} ({found.code}) for good?", abort=True, err=True)
        with writing(settings.database_url) as tx:
            desk = desk_for(settings, tx, "anonymise")
            rights.anonymise(desk, rights.find_person(desk, found.code))
    except Refusal as refusal:
        _refuse(settings, refusal)
    click.echo(f"ok {found.code}")
    click.echo("Backups made before still hold the data, and messages sent in Telegram stay there.", err=True)


def _refuse(settings: "Settings", refusal: "Refusal") -> NoReturn:
    from bot.i18n import language  # noqa: PLC0415 - only a refusal needs it

    found_wrong(language(settings.locale).plain(refusal.text, **refusal.facts))
