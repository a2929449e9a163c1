"""The buttons of a period on its way to being closed."""

from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import missing_argument, stale_card
from bot.i18n import N_
from bot.services import closing, people, publicity, year_end
from handlers.call import Call
from handlers.pages.close import page, word_year
from handlers.reply import Reply
from storage import drafts, orgs
from storage.orgs import Org

CLOSED = N_("🔒 {period} is closed.")
LAID_OPEN = N_("📢 The result of {period} is laid open in the group, until {day}.")
ASK_REASON = N_("Why is the publicity of {period} suspended? Please answer in your own words; only the log keeps them.")
SUSPENDED = N_("⏸ The publicity of {period} is suspended; the group was told.")
RESUMED = N_("▶️ The publicity of {period} runs anew, until {day}; the group was told.")


def press(call: Call) -> Reply:
    """cl:<verb>:<branch>:<period>: v to look, c to close, y to lay a year open, s to suspend, r to resume."""
    verb, number, period = call.data
    branch, me = _branch(call, int(number)), call.known_person
    name = call.speech.period(period)
    match verb:
        case "v":
            return page(call, branch, period)
        case "c":
            closing.close_by_hand(call.desk, me, branch, period)
            return page(call, branch, period, call.speech.say(CLOSED, period=name))
        case "y":
            year_end.publish(call.desk, word_year, me, branch, period)
            row = publicity.of(call.desk, branch, period)
            told = call.speech.say(LAID_OPEN, period=name, day=row.until if row is not None else None)
            return page(call, branch, period, told)
        case "s":
            facts = {"branch": branch.id, "period": period}
            drafts.put(call.desk.tx, call.account, call.account, "suspend", facts, now=call.desk.now)
            return Reply(text=call.speech.say(ASK_REASON, period=name), private=True)
        case "r":
            until = publicity.resume(call.desk, me, branch, period)
            return page(call, branch, period, call.speech.say(RESUMED, period=name, day=until))
        case _:
            raise stale_card()


def reason_came(call: Call) -> Reply:
    """Why a publicity is suspended."""
    branch, period = _branch(call, int(call.facts["branch"])), str(call.facts["period"])
    if not (reason := clean_text(call.incoming.text, REASON_LIMIT)):
        raise missing_argument("close", "REASON")
    publicity.suspend(call.desk, call.known_person, branch, period, reason)
    drafts.drop(call.desk.tx, call.account, call.account)
    return page(call, branch, period, call.speech.say(SUSPENDED, period=call.speech.period(period)))


def _branch(call: Call, number: int) -> Org:
    branch = orgs.get(call.desk.tx, number)
    people.need_role(call.desk, call.known_person, branch, "secretary")
    return branch
