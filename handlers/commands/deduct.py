"""/deduct: the ledger keeper enters a deduction, in the private chat and with its reason."""

from bot.i18n import N_
from bot.services import office
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.commands.award import award, entered
from handlers.doors import door
from handlers.reply import Reply
from handlers.verbs import VERBS, Verb


def deduct(call: Call) -> Reply | None:
    """Enter a deduction; in a group do nothing but open the private chat (2.3-8)."""
    return door(call) or award(call)


VERBS["deduct"] = Verb(office.attempt, entered)
COMMAND = Command(
    name="deduct",
    help=N_("enter a deduction, privately (ledger keeper)"),
    usage="NAME CODE [DATE] REASON",
    who=anyone,
    run=deduct,
    menu="staff",
)
