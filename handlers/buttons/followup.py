"""The buttons of follow-ups, and the words that they ask for."""

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import followup as service
from handlers.call import Call
from handlers.pages.followup import detail, listed
from handlers.reply import Reply
from storage import drafts, orgs

HOW = N_("How did it go, or what stands in the way? Please answer with a few words; only the office reads them.")
RECORD = N_("Please write the record in a few words: how it went, what was agreed. The member reads it too.")
SENT = N_("Thank you. Your answer is with the office.")
CLOSED = N_("✅ Closed, with its record.")
AGAIN = N_("The member was told.")


def press(call: Call) -> Reply:
    """fu:l:<branch>; fu:<o, c, n, x of the office, a of the member>:<follow-up>."""
    verb, number = call.data
    desk, me = call.desk, call.known_person
    if verb == "l":
        branch = orgs.get(desk.tx, int(number))
        service.may_read(desk, me, branch)
        return listed(call, branch)
    if verb == "a":
        return _ask(call, service.own(desk, me, int(number)).id, "a")
    one = service.for_office(desk, me, int(number))
    match verb:
        case "o":
            return detail(call, one)
        case "c":
            return _ask(call, one.id, "c")
        case "n":
            service.not_yet(desk, me, one)
            return Reply(toast=call.speech.plain(AGAIN))
        case "x":
            service.cancel(desk, me, one)
            return listed(call, orgs.get(desk.tx, one.branch_id))
        case _:
            raise stale_card()


def _ask(call: Call, number: int, verb: str) -> Reply:
    facts = {"followup": number, "verb": verb}
    drafts.put(call.desk.tx, call.account, call.account, "followup", facts, now=call.desk.now)
    return Reply(text=call.speech.say(HOW if verb == "a" else RECORD), private=True, ask=True)


def words_came(call: Call) -> Reply:
    """The member's answer, or the record."""
    number, me = int(call.facts["followup"]), call.known_person
    if call.facts["verb"] == "a":
        service.answer(call.desk, me, service.own(call.desk, me, number), call.incoming.text)
        said = SENT
    else:
        service.close(call.desk, me, service.for_office(call.desk, me, number), call.incoming.text)
        said = CLOSED
    drafts.drop(call.desk.tx, call.account, call.account)
    return Reply(text=call.speech.say(said), private=True)
