"""/warn: what the rules of early warning found, and what is done about it. Private."""

from bot.i18n import N_
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages.warn import listed, one
from handlers.reply import Reply

MOST_DIGITS = 15


def show(call: Call) -> Reply | None:
    """Show the open warnings, or the one whose number is given; in a group only open the private chat."""
    if entrance := door(call):
        return entrance
    word = call.words[0].upper().removeprefix("W") if call.words else ""
    if word.isascii() and word.isdecimal():
        return one(call, int(word[:MOST_DIGITS]))
    return listed(call, call.branch)


COMMAND = Command(
    name="warn",
    triggers=("预警", "預警"),
    help=N_("early warnings and the health report, privately"),
    usage="[ID]",
    who=anyone,
    run=show,
    menu="staff",
)
