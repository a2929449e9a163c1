"""The buttons of a month's analysis."""

from bot.services import report
from handlers.call import Call
from handlers.pages.report import page, reconciliation
from handlers.reply import Reply
from storage import orgs


def press(call: Call) -> Reply:
    """rp:<branch>:<month>: the analysis; with a page, the reconciliation list."""
    number, month, *shown = call.data
    branch = orgs.get(call.desk.tx, int(number))
    report.may_read(call.desk, call.known_person, branch)
    return reconciliation(call, branch, month, int(shown[0])) if shown else page(call, branch, month)
