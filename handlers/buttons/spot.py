"""The buttons of a spot check: true, partly true, not true; and opening one from /spot."""

from bot.domain.points.spot import NEED_REASON, Verdict
from bot.domain.refusals import Refusal, reason_required, stale_card
from bot.i18n import N_
from bot.services import spot
from handlers.call import Call
from handlers.reply import Reply
from storage import drafts

WHY = {
    Verdict.PARTLY: N_(
        "What of #{id} is not true? Please answer in your own words; the claimant and the office read it."
    ),
    Verdict.FALSE: N_("Why is #{id} not true? Please answer in your own words; the claimant reads it."),
}
NOTED = N_("Thank you, noted.")
DONE = {
    Verdict.PARTLY: N_("🎲 #{id} is noted as partly true; the claimant and the office were told."),
    Verdict.FALSE: N_("🎲 #{id} is noted as not true; its points were taken back, the claimant was told."),
}
VERDICTS = {verdict.value[0]: verdict for verdict in Verdict}
_OVER = {"STALE_CARD", "NO_RIGHT", "BAD_STATE"}


def press(call: Call) -> Reply:
    """sp:<t, p, f or o>:<check>."""
    verb, number = call.data
    me = call.known_person
    task = spot.need_open(call.desk, me, int(number))
    if verb == "o":
        spot.bring(call.desk, task, me)
        return Reply()
    verdict = VERDICTS.get(verb)
    if verdict is None:
        raise stale_card()
    if verdict not in NEED_REASON:
        spot.answer(call.desk, me, task.check.id, verdict)
        return Reply(toast=call.speech.plain(NOTED))
    facts = {"check": task.check.id, "verdict": verdict.value}
    drafts.put(call.desk.tx, call.account, call.account, "spot", facts, now=call.desk.now)
    return Reply(text=call.speech.say(WHY[verdict], id=task.check.claim_id), private=True, ask=True)


def reason_came(call: Call) -> Reply:
    """Why something is not true, or only in part."""
    number, verdict = int(call.facts["check"]), Verdict(call.facts["verdict"])
    claim_id = spot.find(call.desk, number).check.claim_id
    if not call.incoming.text.strip():
        raise reason_required(claim_id)
    try:
        spot.answer(call.desk, call.known_person, number, verdict, call.incoming.text)
    except Refusal as refusal:
        if refusal.code in _OVER:
            drafts.drop(call.desk.tx, call.account, call.account)
        raise
    drafts.drop(call.desk.tx, call.account, call.account)
    return Reply(text=call.speech.say(DONE[verdict], id=claim_id), private=True)
