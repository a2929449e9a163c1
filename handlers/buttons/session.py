"""The buttons of a review session, and the words that it asks for."""

from decimal import Decimal

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import claim_view, review
from bot.services import session as service
from bot.services.session import Gathering
from handlers.buttons.claim import VERDICT, chip
from handlers.call import Call
from handlers.pages import session as pages
from handlers.reply import Reply
from storage import drafts
from storage.claims import Claim

CANCELLED = N_("Cancelled.")
DONE = {
    "approve": N_("#{id}: approved."),
    "return": N_("#{id}: returned. The claimant was told."),
    "reject": N_("#{id}: not approved. The claimant was told."),
    "later": N_("#{id}: left for later."),
}


def press(call: Call) -> Reply | None:
    """se:<session>:<verb>: g and page, t and person and page, s, x, n, e, z, v; a, b, r, l with claim and revision."""
    number, verb, *rest = call.data
    me = call.known_person
    if verb == "v":
        return pages.record(call, service.need(call.desk, me, int(number), "closed"))
    if verb in {"g", "t", "s", "x"}:
        return _gathering(call, service.need(call.desk, me, int(number), "gathering"), verb, rest)
    gathering = service.need(call.desk, me, int(number), "walking")
    drafts.drop(call.desk.tx, call.account, call.account)
    match verb, rest:
        case "n", _:
            return pages.walk(call, gathering)
        case "e", _:
            return pages.minutes(call, gathering)
        case "z", _:
            return pages.record(call, service.close(call.desk, gathering, me, minutes=None))
        case "l", [claim, _]:
            service.leave_for_later(call.desk, gathering, me, int(claim))
            return pages.walk(call, gathering, [call.speech.say(DONE["later"], id=int(claim))])
        case _, [claim, rev]:
            return _verdict(call, gathering, verb, int(claim), int(rev))
        case _:
            raise stale_card()


def _gathering(call: Call, gathering: Gathering, verb: str, rest: list[str]) -> Reply:
    match verb, rest:
        case "g", [page]:
            return pages.gather(call, gathering, int(page))
        case "t", [person, page]:
            return pages.gather(call, service.toggle(call.desk, gathering, int(person)), int(page))
        case "s", []:
            return pages.walk(call, service.start(call.desk, gathering))
        case "x", []:
            service.cancel(call.desk, gathering)
            return Reply(text=call.speech.say(CANCELLED), private=True, edit=True)
        case _:
            raise stale_card()


def _verdict(call: Call, gathering: Gathering, verb: str, number: int, rev: int) -> Reply:
    """A and points, or r, b: alone they ask for the reason, with a figure they give the chip's."""
    claim = review.find(call.desk, call.known_person, number)
    if verb[0] == "a":
        points = Decimal(verb[1:]) / 100 if verb[1:] else None
        service.decide(call.desk, gathering, call.known_person, number, "approve", rev=rev, points=points)
        return pages.walk(call, gathering, [call.speech.say(DONE["approve"], id=number)])
    if verb[0] not in VERDICT:
        raise stale_card()
    if verb[1:]:
        return _reasoned(call, gathering, verb[0], claim, rev=rev, reason=chip(call, claim, verb))
    view = claim_view.look(call.desk, claim)
    review.check_fresh(view, rev)
    review.may_review(view, call.known_person)
    return pages.reason(call, gathering, view, verb)


def _reasoned(call: Call, gathering: Gathering, verb: str, claim: Claim, *, rev: int, reason: str) -> Reply:
    do = VERDICT[verb]
    service.decide(call.desk, gathering, call.known_person, claim.id, do, rev=rev, reason=reason)
    drafts.drop(call.desk.tx, call.account, call.account)
    return pages.walk(call, gathering, [call.speech.say(DONE[do], id=claim.id)])


def words_came(call: Call) -> Reply:
    """The reason of a verdict, or the minutes, in the own words."""
    facts, me = call.facts, call.known_person
    gathering = service.need(call.desk, me, int(facts["session"]), "walking")
    if facts["verb"] != "minutes":
        claim = review.find(call.desk, me, int(facts["claim"]))
        reason = call.incoming.text
        return _reasoned(call, gathering, facts["verb"], claim, rev=int(facts["rev"]), reason=reason)
    closed = service.close(call.desk, gathering, me, minutes=call.incoming.text)
    drafts.drop(call.desk.tx, call.account, call.account)
    return pages.record(call, closed)
