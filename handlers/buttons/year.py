"""The buttons of a year's page: the other sheet, the year before, the year after."""

from handlers.call import Call
from handlers.pages.year import page
from handlers.reply import Reply
from storage import orgs


def press(call: Call) -> Reply:
    """yr:<branch>:<year>:<me or br>."""
    number, year, shown = call.data
    return page(call, orgs.get(call.desk.tx, int(number)), int(year), shown)
