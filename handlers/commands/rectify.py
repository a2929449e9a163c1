"""/rectify: weak branches that are put right with four helpers, and contact points; private."""

from bot.i18n import N_
from bot.services.ratings import composite
from bot.services.ratings import rectify as service
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages.rectify import listed, page
from handlers.reply import Reply

CONTACT = ("contact", "联系点", "聯繫點", "包保")


def rectify(call: Call) -> Reply | None:
    """List the committee's, or the own unit's; with a unit and a reason propose one."""
    opened = door(call)
    if opened is not None:
        return opened
    branch, words = call.branch, list(call.words)
    if not words:
        manages = composite.manages(call.desk, call.known_person, branch)
        return listed(call, branch, managed=manages)
    kind = "contact" if words[0].lower() in CONTACT else "four_ones"
    code, *rest = words[1:] if kind == "contact" else words
    rank = int(rest.pop(0)[1:]) if rest and rest[0][:1] == "#" and rest[0][1:].isdecimal() else None
    case = service.propose(call.desk, call.known_person, branch, code, " ".join(rest), kind=kind, rank=rank)
    return page(call, case)


COMMAND = Command(
    name="rectify",
    triggers=("整顿", "整頓"),
    help=N_("weak branches that are put right; contact points (committee)"),
    usage="[UNIT [#RANK] REASON]",
    who=anyone,
    run=rectify,
    menu="staff",
)
