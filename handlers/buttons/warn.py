"""The buttons of early warning, and the words that they ask for."""

from bot.domain.life.warning import NEED_WORDS
from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import document
from bot.services.life import warn, warn_seen
from handlers.call import Call
from handlers.pages import warn as pages
from handlers.reply import Reply
from storage import drafts, orgs

ASK = {
    "explain": N_("What stands in the way, and what is being done? Please answer in a few words."),
    "report": N_("What was done to put it right? Please answer in a few words; somebody else looks at it and closes."),
    "return": N_("What is still missing? Please answer in a few words; who reported it reads them."),
}
NOTED = N_("Noted.")
VERBS = frozenset({"arrange", "explain", "report", "close", "return"})


def press(call: Call) -> Reply:
    """wn:<l list, h health report, x sheet>:<branch>, wn:o:<warning>, wn:<act>:<warning>:<rev>."""
    desk, me = call.desk, call.known_person
    match call.data:
        case ["l", branch_id]:
            return pages.listed(call, orgs.get(desk.tx, int(branch_id)))
        case ["h", branch_id]:
            return pages.report(call, orgs.get(desk.tx, int(branch_id)))
        case ["x", branch_id]:
            branch = orgs.get(desk.tx, int(branch_id))
            warn_seen.may_read(desk, me, branch)
            document.send_table(desk, me, branch, "warnings", table_format="xlsx")
            return Reply(toast=call.speech.plain(NOTED))
        case ["o", number]:
            return pages.one(call, int(number))
        case [verb, number, rev] if verb in VERBS:
            return _act(call, verb, int(number), int(rev))
        case _:
            raise stale_card()


def _act(call: Call, verb: str, number: int, rev: int) -> Reply:
    if verb in NEED_WORDS:
        warn.check(call.desk, call.known_person, number, rev, verb)
        facts = {"warning": number, "rev": rev, "verb": verb}
        drafts.put(call.desk.tx, call.account, call.account, "warn", facts, now=call.desk.now)
        return Reply(text=call.speech.say(ASK[verb]), private=True, ask=True)
    warn.act(call.desk, call.known_person, number, rev, verb=verb)
    page = pages.one(call, number)
    return Reply(text=page.text, keyboard=page.keyboard, private=True, edit=True, toast=call.speech.plain(NOTED))


def words_came(call: Call) -> Reply:
    """The words that a warning waited for."""
    number, rev, verb = int(call.facts["warning"]), int(call.facts["rev"]), str(call.facts["verb"])
    warn.act(call.desk, call.known_person, number, rev, verb=verb, text=call.incoming.text)
    drafts.drop(call.desk.tx, call.account, call.account)
    return pages.one(call, number)
