"""`jifenbot notices`: what is posted at a moment, in words; and post it by hand."""

import json
from datetime import datetime

import click

from bot.cli.calendar import row, warn
from bot.cli.common import desk_for, examples, prepared_settings


@click.command(
    epilog=examples("jifenbot notices --at 2026-06-08T09:00", "jifenbot notices --at 2026-06-08T09:00+08:00 --send")
)
@click.option("--at", "text", required=True, metavar="ISO-TIME", help="Moment; without an offset in TIMEZONE.")
@click.option("--send", is_flag=True, help="Queue it; a running bot sends it within seconds.")
def notices(text: str, *, send: bool) -> None:
    """Show what is posted at a moment, worded as it will be. With --send, post it now.

    One JSON array: kind, branch, chat, period, at, text. Posts of one group at one moment are one message, so they
    have the same text. What was posted or skipped before is not posted again. A monthly notice closes its month:
    sent before the month is over, it makes adjustments of whatever is booked after it.
    """
    from bot.services import by_hand, plan  # noqa: PLC0415 - other commands start without the bot's rules
    from bot.services.plan import Planned  # noqa: PLC0415 - likewise
    from handlers.compose import compose  # noqa: PLC0415 - likewise
    from storage.session import reading, writing  # noqa: PLC0415 - likewise

    settings = prepared_settings()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"--at: {text!r} is not a time such as 2026-06-08T09:00.") from None
    at = at.replace(tzinfo=settings.zone) if at.tzinfo is None else at.astimezone(settings.zone)
    rows: list[dict[str, object]] = []
    doubtful = []
    with (writing if send else reading)(settings.database_url) as tx:
        desk = desk_for(settings, tx, "notices")
        for batch in by_hand.due_at(desk, at):
            for message in by_hand.word(desk, compose, batch, as_of=at):
                for due in message.dues:
                    planned = Planned(batch.chat, batch.branch, due.post, plan.held_at(desk, batch.branch, due.post))
                    rows.append({**row(planned), "text": message.text})
                    doubtful += [] if desk.calendar().certain(planned.at.date()) else [planned.at.date()]
            if send:
                by_hand.send(desk, compose, batch, as_of=at)
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    warn(sorted(set(doubtful)))
