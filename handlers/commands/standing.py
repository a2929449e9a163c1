"""/standing: averages, grades and what follows from them; for the office of the whole branch, else the own. Private."""

from bot.domain.refusals import missing_argument
from bot.i18n import N_
from handlers.access import member
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages.standing import office, own, reads_all
from handlers.reply import Reply

USAGE = "/standing 2026"


def show(call: Call) -> Reply | None:
    """Show the running year, or the one that is asked for; in a group do nothing but open the private chat."""
    if opened := door(call):
        return opened
    word = "".join(call.words) or str(call.desk.today.year)
    if not (word.isascii() and word.isdecimal() and len(word) == 4):
        raise missing_argument(call.name, USAGE)
    branch = call.branch
    return office(call, branch, int(word)) if reads_all(call, branch) else own(call, branch, int(word))


COMMAND = Command(
    name="standing",
    triggers=("评定", "評定"),
    help=N_("averages and grades of the year, privately"),
    usage="[YEAR]",
    who=member,
    run=show,
)
