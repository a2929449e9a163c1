"""The pages of a month's analysis: the figures, and the reconciliation list behind them."""

from bot.i18n import N_, Html
from bot.services import reconcile, report
from bot.services.letters import Key
from bot.services.paging import page_at, page_keys
from handlers.call import Call
from handlers.reply import Reply
from storage.orgs import Org

BACK = N_("◀ Back")


def page(call: Call, branch: Org, month: str) -> Reply:
    """The analysis."""
    found = report.facts(call.desk, branch, month)
    text = report.text(call.desk, branch, found, call.speech)
    return Reply(text=text, keyboard=report.keys(branch, month, call.speech), private=True, edit=True)


def reconciliation(call: Call, branch: Org, month: str, number: int) -> Reply:
    """A page of what the office entered and the members said to it."""
    lines = reconcile.lines(call.desk, branch, month, call.speech)
    number, pages = page_at(number, len(lines), reconcile.PAGE)
    shown = lines[number * reconcile.PAGE : (number + 1) * reconcile.PAGE]
    rows = [[Key(label=call.speech.plain(BACK), data=f"rp:{branch.id}:{month}")]]
    if turn := page_keys(f"rp:{branch.id}:{month}", number, pages):
        rows.insert(0, turn)
    text = Html("\n".join([reconcile.head_text(branch, month, call.speech), *shown]))
    return Reply(text=text, keyboard=rows, private=True, edit=True)
