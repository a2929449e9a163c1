"""/export: which tables there are and how to take them along; everybody's points in a file are no matter for a chat."""

from bot.domain.organisation.roles import KEEP_BOOKS
from bot.i18n import N_
from bot.services import people
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.reply import Reply

HOW = N_(
    "📦 The tables of {branch} are written where the bot runs, as json, csv or xlsx:\n"
    "<code>jifenbot export ledger --branch {code} --format xlsx -o ledger.xlsx</code>\n"
    "Instead of ledger also: claims, members, board, publicity. With <code>--period {month}</code> only that month. "
    "Please ask your administrator."
)


def show(call: Call) -> Reply:
    """Tell those who keep the books how to export them."""
    branch = call.branch
    people.need_role(call.desk, call.known_person, branch, *KEEP_BOOKS)
    month = f"{call.desk.today:%Y-%m}"
    return Reply(text=call.speech.say(HOW, branch=branch.name, code=branch.code, month=month), private=True)


COMMAND = Command(name="export", help=N_("take the tables along"), who=anyone, run=show, menu="none")
