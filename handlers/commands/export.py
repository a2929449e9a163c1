"""/export: the tables of the branch as files, into the private chat of who keeps its books."""

from bot.domain.organisation.roles import KEEP_BOOKS
from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services import document, people
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.pages.export import page, period_of
from handlers.reply import Reply

USAGE = "/export ledger xlsx 2026-05"


def show(call: Call) -> Reply:
    """Let those who keep the books choose a table; with TABLE [FORMAT] [PERIOD], send it at once."""
    branch, me = call.branch, call.known_person
    people.need_role(call.desk, me, branch, *KEEP_BOOKS)
    document.refuse_rehearsal(branch)
    words = [word.lower() for word in call.words]
    if not words or call.incoming.in_group:  # the way into the private chat is known to answers, not to files
        return page(call, branch, "")
    what = next((word for word in words if word in document.TABLES), None)
    table_format = next((word for word in words if word in document.FORMATS), document.FORMATS[0])
    others = [word for word in words if word not in {what, table_format}]
    if what is None or table_format not in document.formats_of(what) or len(others) > 1:
        raise missing_argument("export", USAGE)
    period = period_of(others[0].upper()) if others else None
    document.send_table(call.desk, me, branch, what, table_format=table_format, period=period)
    return Reply()


COMMAND = Command(
    name="export",
    help=N_("take the tables along, as files"),
    usage="[TABLE FORMAT PERIOD]",
    who=anyone,
    run=show,
    menu="staff",
)
