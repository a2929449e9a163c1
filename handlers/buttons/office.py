"""The buttons of entries by the office: is it right, ask again; and whether something is taken back."""

from bot.domain.refusals import reason_required, stale_card
from bot.i18n import N_
from bot.services import adjust as adjust_service
from bot.services import office as service
from bot.services import review
from handlers.call import Call
from handlers.reply import Reply
from storage import drafts

CONFIRMED = N_("👍 Thank you. It goes to its reviewers now.")
WHY = N_("What is not right about #{id}? Please answer with a few words; only the office reads them.")
DISPUTED = N_("👎 #{id} goes back to the office with your words; nothing is booked.")
AGAIN = N_("Asked again.")
TAKEN_BACK = N_("Taken back.")
LEFT = N_("It stays as it is.")


def press(call: Call) -> Reply:
    """o:<claim>:<y, n or g>:<revision>."""
    number, verb, rev = call.data
    me = call.known_person
    claim = review.find(call.desk, me, int(number))
    match verb:
        case "y":
            service.answer(call.desk, me, claim, rev=int(rev), right=True)
            return Reply(toast=call.speech.plain(CONFIRMED))
        case "n":
            service.check_answer(call.desk, me, claim, rev=int(rev))
            facts = {"claim": claim.id, "rev": int(rev)}
            drafts.put(call.desk.tx, call.account, call.account, "dispute", facts, now=call.desk.now)
            return Reply(text=call.speech.say(WHY, id=claim.id), private=True, ask=True)
        case "g":
            service.ask_again(call.desk, me, claim, rev=int(rev))
            return Reply(toast=call.speech.plain(AGAIN))
        case _:
            raise stale_card()


def reason_came(call: Call) -> Reply:
    """Why a member disputes an entry, in the own words."""
    number, rev = int(call.facts["claim"]), int(call.facts["rev"])
    claim = review.find(call.desk, call.known_person, number)
    if not call.incoming.text.strip():
        raise reason_required(number)
    service.answer(call.desk, call.known_person, claim, rev=rev, right=False, reason=call.incoming.text)
    drafts.drop(call.desk.tx, call.account, call.account)
    return Reply(text=call.speech.say(DISPUTED, id=number), private=True)


def decide(call: Call) -> Reply:
    """d:<adjustment>:<y or n>."""
    number, verb = call.data
    adjust_service.answer(call.desk, call.known_person, int(number), agree=verb == "y")
    return Reply(toast=call.speech.plain(TAKEN_BACK if verb == "y" else LEFT))
