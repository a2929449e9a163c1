"""`jifenbot sweep`: what is over is dropped now, not in the night."""

import json
from pathlib import Path

import click

from bot.cli.common import desk_for, examples, prepared_settings


@click.command(epilog=examples("jifenbot sweep --dry-run", "jifenbot sweep"))
@click.option("--dry-run", is_flag=True, help="Only count; nothing is dropped.")
def sweep(*, dry_run: bool) -> None:
    """Drop what has been kept long enough, as the running bot does every night.

    One JSON array: kind, what, keep, unit, dropped. How long each kind is kept says JIFENBOT_KEEP. The ledger, its
    texts, the steps of reviews and the audit log are no such kind: they stay.
    """
    from bot.domain.organisation.keeping import KINDS  # noqa: PLC0415 - only this command needs these
    from bot.services.privacy import copies, retention  # noqa: PLC0415 - other commands start without it
    from storage.session import writing  # noqa: PLC0415 - likewise

    settings = prepared_settings()
    dropped = dict.fromkeys(KINDS, 0)
    for kind in KINDS:
        more = True
        while more:
            with writing(settings.database_url, keep=not dry_run) as tx:
                most = 1_000_000_000 if dry_run else retention.MOST
                found = retention.sweep(desk_for(settings, tx, "sweep"), kind, most=most)
            dropped[kind] += found
            more = found >= most
    rows = [
        {"kind": kind, "what": one.what, "keep": settings.keeping.of(kind), "unit": one.unit, "dropped": dropped[kind]}
        for kind, one in KINDS.items()
    ]
    if settings.evidence_folder:
        folder = Path(settings.evidence_folder)
        with writing(settings.database_url, keep=False) as tx:
            left = copies.orphans(tx, folder)
        if not dry_run:
            copies.drop(left)
        rows.append({"kind": "copies", "what": "files of evidence that nothing refers to any more", "keep": 0,
                     "unit": "days", "dropped": len(left)})  # fmt: skip
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
