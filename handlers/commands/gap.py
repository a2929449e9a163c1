"""/gap: what is still open to somebody, and how far the next place is. Private."""

from bot.i18n import N_
from bot.services import items, rulebook
from handlers.access import member
from handlers.call import Call, Command
from handlers.pages.items import code_keys
from handlers.reply import Reply

MOST_KEYS = 24


def show(call: Call) -> Reply:
    """Tell the asker, privately."""
    person, branch = call.known_person, call.branch
    rules = rulebook.current(call.desk, branch)
    found = items.unscored(call.desk, branch, rules, person)
    text = items.gap_text(call.desk, branch, person, found, call.speech)
    return Reply(text=text, keyboard=code_keys([one.item for one in found[:MOST_KEYS]]), private=True)


COMMAND = Command(name="gap", help=N_("what you can still earn"), who=member, run=show)
