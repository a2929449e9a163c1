"""/claim: file a claim for points, or be asked for just what is missing."""

from bot.domain.refusals import Refusal
from bot.i18n import N_
from bot.services import claim as service
from bot.services.letters import Key
from handlers.access import member
from handlers.buttons.menu import MENU
from handlers.call import Call, Command, open_private
from handlers.doors import take_out
from handlers.errors import refusal_text
from handlers.guided import card_or_number, picker, proceed, request_of
from handlers.reply import Reply
from handlers.verbs import VERBS, Verb
from storage.claims import Claim

FILED = N_("#{id} is filed. You will hear of every step here.")
PICK = N_(
    "What would you like to claim? Choose an item, or send for example:\n<code>/claim {code} x2 05-12 note</code>"
)


def claim(call: Call) -> Reply | None:
    """File the claim in the message, or ask for what it lacks."""
    request = request_of(call, call.rest)
    if not request.text.strip():
        unreachable = call.person is not None and call.person.reachable is False
        if call.incoming.in_group and not request.pieces and unreachable:
            return open_private(call, "claim")
        return picker(call, PICK, request)
    try:
        return proceed(call, request)
    except Refusal as refusal:
        if refusal.code != "ITEM_IS_DEDUCTION":
            raise
        take_out(call)
        form = Key(label=call.speech.plain(MENU["declare"]), data="mn:declare")
        return Reply(text=refusal_text(call.speech, refusal), keyboard=[[form]], private=True)


def filed(call: Call, outcome: Claim) -> Reply | None:
    """In the group the card is the answer; in private the claimant is told the number."""
    if outcome.chat_id == call.incoming.chat_id:
        return None
    text = card_or_number(call, FILED, outcome.id)
    return Reply(text=text, edit=call.incoming.kind == "button")


VERBS["claim"] = Verb(service.attempt, filed)
COMMAND = Command(
    name="claim",
    triggers=("申报", "申報"),
    help=N_("claim points"),
    usage="CODE [xN] [LEVEL] [DATE] NOTE",
    who=member,
    run=claim,
    glued=True,
)
