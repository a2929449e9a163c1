"""The buttons under the rules that a branch wishes for itself."""

from bot.domain.refusals import Refusal, stale_card
from bot.i18n import N_
from bot.services import own_rules
from handlers.call import Call
from handlers.reply import Reply
from storage import drafts

APPROVED = N_("Approved.")
WHY = N_("Why are these rules declined? Please answer in your own words; the branch's office reads them.")
DECLINED = N_("Declined; the branch's office was told.")


def press(call: Call) -> Reply:
    """ru:<y or n>:<proposal>."""
    verb, number = call.data
    me = call.known_person
    match verb:
        case "y":
            own_rules.approve(call.desk, me, int(number))
            return Reply(toast=call.speech.plain(APPROVED))
        case "n":
            wish = own_rules.need_waiting(call.desk, me, int(number))
            drafts.put(call.desk.tx, call.account, call.account, "rules", {"wish": wish.id}, now=call.desk.now)
            return Reply(text=call.speech.say(WHY), private=True, ask=True)
        case _:
            raise stale_card()


def reason_came(call: Call) -> Reply:
    """Why a branch's rules are declined."""
    try:
        own_rules.decline(call.desk, call.known_person, int(call.facts["wish"]), call.incoming.text)
    except Refusal as refusal:
        if refusal.code in {"STALE_CARD", "NO_RIGHT"}:
            drafts.drop(call.desk.tx, call.account, call.account)
        raise
    drafts.drop(call.desk.tx, call.account, call.account)
    return Reply(text=call.speech.say(DECLINED), private=True)
