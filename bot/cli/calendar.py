"""`jifenbot calendar`: what is posted when, computed as the bot will."""

import json
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import click

from bot.cli.common import desk_for, examples, found_wrong, prepared_settings

if TYPE_CHECKING:
    from bot.services.life.term import Reminder
    from bot.services.plan import Planned
    from storage.transaction import Tx

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(epilog=examples("jifenbot calendar --from 2026-06-01 --to 2026-06-30"))
@click.option("--from", "first", type=DAY, required=True, metavar="DATE", help="First day, as 2026-05-01.")
@click.option("--to", "last", type=DAY, required=True, metavar="DATE", help="Last day; it counts itself.")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True, help="Form.")
@click.option("--branch", metavar="CODE", help="Only this branch.")
def calendar(first: datetime, last: datetime, form: str, branch: str | None) -> None:
    """List every scheduled post from one day to another.

    One JSON array over all bound groups: kind, branch, chat, period, at; the reminders of terms go to people and have
    no chat. Posts that fall into quiet hours are listed
    at their end, when they are sent. Days whose official calendar is not known yet are named on standard error.
    """
    del form  # there is one so far
    from bot.services import plan  # noqa: PLC0415 - other commands start without the bot's rules
    from bot.services.life import term  # noqa: PLC0415 - likewise
    from storage.session import reading  # noqa: PLC0415 - likewise

    if last < first:
        raise click.UsageError("--to lies before --from.")
    settings = prepared_settings()
    start = datetime.combine(first.date(), time(), tzinfo=settings.zone)
    end = datetime.combine(last.date(), time.max, tzinfo=settings.zone)
    with reading(settings.database_url) as tx:
        desk = desk_for(settings, tx, "calendar")
        check_branch(tx, branch)
        found = plan.calendar(desk, start, end, branch_code=branch)
        doubtful = sorted({planned.at.date() for planned in found if not desk.calendar().certain(planned.at.date())})
        ends = [one for one in term.planned(desk) if start <= one.at <= end and branch in {None, one.org.code}]
        rows = sorted([*map(row, found), *map(end_row, ends)], key=lambda one: str(one["at"]))
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    warn(doubtful)


def row(planned: "Planned") -> dict[str, object]:
    """Answer a post as a row."""
    return {
        "kind": planned.post.kind.value,
        "branch": planned.branch.code,
        "chat": planned.chat.id,
        "period": planned.post.period,
        "at": planned.at.isoformat(),
    }


def end_row(ends: "Reminder") -> dict[str, object]:
    """Answer the reminder of a term as a row: it goes to people, so it has no chat; the period is the term's end."""
    return {
        "kind": "term",
        "branch": ends.org.code,
        "chat": None,
        "period": ends.ends_on.isoformat(),
        "at": ends.at.isoformat(),
    }


def check_branch(tx: "Tx", code: str | None) -> None:
    """End with exit code 1 where there is no such branch."""
    from storage import orgs  # noqa: PLC0415 - see above

    if code is not None and orgs.by_code(tx, code) is None:
        found_wrong(f"There is no branch {code}.")


def warn(doubtful: list[date]) -> None:
    """Say which days may still move."""
    if doubtful:
        days = ", ".join(day.isoformat() for day in doubtful)
        click.echo(f"调休安排未公布,日期可能调整 (make-up working days are not published yet): {days}", err=True)
