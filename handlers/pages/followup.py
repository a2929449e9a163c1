"""The pages of follow-ups: those that are running, and one of them."""

from bot.i18n import N_
from bot.services import followup
from bot.services.letters import Key
from bot.services.paging import in_rows
from handlers.call import Call
from handlers.reply import Reply
from handlers.usage import spelled
from storage import followups
from storage.followups import FollowUp
from storage.orgs import Org

CANCEL = N_("🗑 Take back")
BACK = N_("◀ Back")
KEYS_IN_ROW = 5
MOST = 25


def listed(call: Call, branch: Org) -> Reply:
    """Those of a branch that are running, a button each."""
    found = followups.running(call.desk.tx, branch.id)[:MOST]
    text = followup.list_text(call.desk, branch, found, call.speech, usage=spelled(call.speech, followup.USAGE))
    keys = [Key(label=str(number), data=f"fu:o:{one.id}") for number, one in enumerate(found, start=1)]
    return Reply(text=text, keyboard=in_rows(keys, KEYS_IN_ROW), private=True, edit=True)


def detail(call: Call, one: FollowUp) -> Reply:
    """One of them, with what can be done."""
    rows = followup.detail_keys(one, call.speech)
    cancel = Key(label=call.speech.plain(CANCEL), data=f"fu:x:{one.id}")
    rows.append([cancel, Key(label=call.speech.plain(BACK), data=f"fu:l:{one.branch_id}")])
    text = followup.detail_text(call.desk, one, call.speech)
    return Reply(text=text, keyboard=rows, private=True, edit=True)
