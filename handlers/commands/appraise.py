"""/appraise: the committee's appraisal of its units, with the working of every result; a unit sees its own."""

from bot.domain.ratings.composite import read_scores
from bot.i18n import N_
from bot.services.ratings import composite as service
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages.appraise import entered, mine, period_and_rows, sheet
from handlers.reply import Reply


def appraise(call: Call) -> Reply | None:
    """Show the sheet of a period; with a unit and scores, or pasted rows of them, enter them."""
    opened = door(call)
    if opened is not None:
        return opened
    branch = call.branch
    period, rows = period_and_rows(call)
    if not rows and not service.manages(call.desk, call.known_person, branch):
        return mine(call, branch, period)
    owner = service.owner_of(call.desk, call.known_person, branch)
    read = [(code, read_scores(words)) for code, *words in rows]
    units = service.enter(call.desk, call.known_person, owner, period, read)
    return entered(call, branch, period, units) if units else sheet(call, branch, period)


COMMAND = Command(
    name="appraise",
    triggers=("考核", "述职", "述職"),
    help=N_("appraisal of the units, and its working"),
    usage="[PERIOD] [UNIT PART=SCORE …]",
    who=anyone,
    run=appraise,
    menu="staff",
)
