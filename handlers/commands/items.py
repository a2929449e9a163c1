"""/items: the catalogue by category, and one item with everything about it."""

from bot.i18n import N_
from bot.services import rulebook
from handlers.access import reader
from handlers.call import Call, Command
from handlers.pages.items import catalogue, item
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Show the catalogue, or the item that was named."""
    if call.words:
        rules = rulebook.current(call.desk, call.branch)
        return item(call, rulebook.find_item(rules, call.words[0]))
    return catalogue(call)


COMMAND = Command(
    name="items",
    triggers=("项目", "項目"),
    help=N_("what gives points"),
    usage="[CODE]",
    who=reader,
    run=show,
    anonymous=True,
)
