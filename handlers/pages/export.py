"""The tables that can be taken along, with a button for each and for the months they are about."""

from datetime import timedelta

from bot.domain.calendar.periods import parse_period
from bot.domain.points.period import month_key
from bot.i18n import N_
from bot.services import document, export
from bot.services.letters import Key
from handlers.call import Call
from handlers.reply import Reply
from storage.orgs import Org

TITLE = N_(
    "📦 <b>The tables of {branch}</b>, for {period}. Choose one; it comes here as a file, as everything stands then. "
    "It names people: please keep it where only those read it who may."
)
ALL = N_("everything")


def period_of(word: str) -> str:
    """Answer the key of a period as written. Raises ``UNKNOWN_PERIOD``."""
    return parse_period(word).key


def page(call: Call, branch: Org, period: str) -> Reply:
    """Show the tables, for a period or (empty) for everything."""
    speech, today = call.speech, call.desk.today
    months = (month_key(today), month_key(today.replace(day=1) - timedelta(days=1)), f"{today:%Y}")
    rows = [
        [
            Key(
                label=f"{speech.word(export.TITLES[what])} {table_format}",
                data=f"ex:{branch.id}:{what}:{table_format}:{period}",
            )
            for table_format in document.formats_of(what)
        ]
        for what in document.TABLES
    ]
    chosen = [
        Key(
            label=("● " if key == period else "") + (speech.period(key) if key else speech.plain(ALL)),
            data=f"ex:{branch.id}:p:{key}",
        )
        for key in ("", *months)
    ]
    named = speech.period(period) if period else speech.plain(ALL)
    text = speech.say(TITLE, branch=branch.name, period=named)
    return Reply(text=text, keyboard=[*rows, chosen[:2], chosen[2:]], private=True, edit=True)
