"""The buttons of the queue: turn it, open a claim, approve one or several at once."""

from decimal import Decimal

from bot.domain.refusals import Refusal, stale_card
from bot.i18n import N_, Html
from bot.services import claim_view, pending, review
from bot.services.evidence import media_of
from bot.services.letters import Key, PrivateLetter, post
from handlers.call import Call
from handlers.errors import refusal_text
from handlers.pages import pending as pages
from handlers.reply import Reply
from storage import evidence

SHOW = N_("🔎 Show the evidence")
APPROVED = N_("#{id}: approved.")
EVIDENCE = N_("Evidence of #{id}")


def press(call: Call) -> Reply | None:
    """p:p:<page>, p:o:<claim>:<page>, p:e:<claim>, p:a:<claim>:<points>:<rev>:<page>, p:<q, t, y>:<page>:<sign>."""
    match call.data:
        case ["p", page]:
            return pages.queue(call, int(page))
        case ["o", number, page]:
            return _open(call, int(number), int(page))
        case ["e", number]:
            return _evidence(call, int(number))
        case ["a", number, points, rev, page]:
            claim = review.find(call.desk, call.known_person, int(number))
            value = Decimal(points) / 100 if points else None
            review.decide(call.desk, call.known_person, claim, "approve", points=value, rev=int(rev))
            return pages.queue(call, int(page), [call.speech.say(APPROVED, id=claim.id)])
        case ["q", page, _, seen]:
            return pages.preview(call, int(page), seen)
        case ["t", page, mask, seen]:
            return pages.choose(call, int(page), int(mask, 16), seen)
        case ["y", page, mask, seen]:
            return _approve(call, int(page), int(mask, 16), seen)
        case _:
            raise stale_card()


def _view(call: Call, number: int) -> claim_view.View:
    """Answer a claim that waits for the presser. Raises ``STALE_CARD`` for one that does not (any more)."""
    view = claim_view.look(call.desk, review.find(call.desk, call.known_person, number))
    if call.known_person.id not in view.reviewers:
        raise stale_card()
    return view


def _open(call: Call, number: int, page: int) -> Reply:
    view = _view(call, number)
    rows = pending.decision_keys(view, call.speech, call.known_person, page)
    if media_of(evidence.of_claim(call.desk.tx, number)):
        rows.append([Key(label=call.speech.plain(SHOW), data=f"p:e:{number}")])
    rows.append([Key(label=call.speech.plain(pages.BACK), data=f"p:p:{page}")])
    return Reply(text=pending.detail_text(call.desk, view, call.speech), keyboard=rows, private=True, edit=True)


def _evidence(call: Call, number: int) -> Reply:
    """Send the files, in the private chat only."""
    branch = _view(call, number).branch
    pieces = media_of(evidence.of_claim(call.desk.tx, number))
    text = call.speech.say(EVIDENCE, id=number)
    post(call.desk, PrivateLetter(to=call.account, text=text, media=pieces, about=branch, silent=True))
    return Reply()


def _approve(call: Call, page: int, mask: int, seen: str) -> Reply:
    """Approve the ticked claims; each answers a line of its own, and one that fails harms no other."""
    here = pending.page_of(pending.queue(call.desk, call.known_person), page, seen)
    told = []
    for index, view in enumerate(here):
        if not mask >> index & 1:
            continue
        try:
            review.decide(call.desk, call.known_person, view.batch[0], "approve")
        except Refusal as refusal:
            told.append(Html(f"#{view.id}: {refusal_text(call.speech, refusal)}"))
        else:
            told.append(call.speech.say(APPROVED, id=view.id))
    return pages.queue(call, page, told)
