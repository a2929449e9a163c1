"""The buttons of the claim card."""

import re
from decimal import Decimal

from bot.domain.refusals import Refusal, reason_required, stale_card
from bot.i18n import N_
from bot.services import claim_view, own_claim, review, words
from bot.services.letters import Fallback, Key, PrivateLetter, post
from handlers.call import Call
from handlers.guided import check_files
from handlers.reply import Reply
from storage import drafts, orgs, persons
from storage.claims import Claim

ASK_REASON = {
    "r": N_(
        "Why is #{id} {item} of {name} not approved? Choose, or write your own words. Only the claimant reads them."
    ),
    "b": N_(
        "What is missing in #{id} {item} of {name}? Choose, or write your own words. Only the claimant reads them."
    ),
}
ASKED = N_("Please give the reason in our private chat.")
APPROVED = N_("Approved.")
NEXT_LEVEL = N_("Approved. Next: {role}.")
DECIDED = {"r": N_("#{id}: not approved. The claimant was told."), "b": N_("#{id}: returned. The claimant was told.")}
ASK_EVIDENCE = N_("Please send the photo or document for #{id} as an answer to this message.")
ADDED = N_("📎 Added to #{id}.")
WITHDRAWN = N_("Withdrawn.")
UNDONE = N_("Undone.")
VERDICT = {"r": "reject", "b": "return"}
_FORM = re.compile(r"[0-9]{1,18}:(?:a[0-9]{0,9}|[rb][0-3]?|[wue]):(?:[0-9]{1,9}|-)")
_LINK = re.compile(r"([0-9]{1,18})-([rb])-([0-9]{1,9}|-)")


def press(call: Call) -> Reply | None:
    """A button of a card: c:<claim>:<verb>:<revision>."""
    if not _FORM.fullmatch(":".join(call.data)):
        raise stale_card()
    number, verb, rev = call.data
    claim = review.find(call.desk, call.known_person, int(number))
    revision = None if rev == "-" else int(rev)
    match verb[0]:
        case "a":
            points = Decimal(verb[1:]) / 100 if verb[1:] else None
            view = review.decide(call.desk, call.known_person, claim, "approve", points=points, rev=revision)
            return Reply(toast=_approved(call, view))
        case "r" | "b" if verb[1:]:
            return _decide(call, claim, verb[0], chip(call, claim, verb), revision)
        case "r" | "b":
            return _ask_reason(call, claim, verb, revision)
        case "w":
            own_claim.withdraw(call.desk, call.known_person, claim)
            return Reply(toast=call.speech.plain(WITHDRAWN))
        case "u":
            review.undo(call.desk, call.known_person, claim, rev=revision)
            return Reply(toast=call.speech.plain(UNDONE))
        case "e":
            return _ask_evidence(call, claim)
        case _:
            raise stale_card()


def _approved(call: Call, view: claim_view.View) -> str:
    if view.claim.state == "in_review" and view.levels:
        return call.speech.plain(NEXT_LEVEL, role=words.role_name(view.levels[0].role, call.speech))
    return call.speech.plain(APPROVED)


def chip(call: Call, claim: Claim, verb: str) -> str:
    """Answer the words of a chip in the claimant's language, for the claimant is who reads them."""
    reader = claim.submitter_id if claim.subject_kind == "branch" else claim.subject_id
    speech = call.desk.speaks(persons.get(call.desk.tx, reader))
    return speech.word(review.REASONS[verb[0]][int(verb[1:])])


def _ask_reason(call: Call, claim: Claim, verb: str, revision: int | None) -> Reply:
    """Open the reviewer's private chat, where chips and own words give the reason."""
    reply = _question(call, claim, verb, revision)
    payload = f"why-{claim.id}-{verb}-{'-' if revision is None else revision}"
    at = call.incoming
    fallback = Fallback(chat_id=at.chat_id, thread_id=at.thread_id, lang=call.speech.code, payload=payload)
    post(
        call.desk,
        PrivateLetter(
            to=call.account,
            text=reply.text,
            keyboard=reply.keyboard,
            fallback=fallback if at.in_group else None,
            about=orgs.get(call.desk.tx, claim.branch_id),
        ),
    )
    return Reply(toast=call.speech.plain(ASKED))


def asked_by_link(call: Call) -> Reply:
    """Put the question to a reviewer whose private chat was not open when ❌ or ↩️ was pressed."""
    found = _LINK.fullmatch(call.rest)
    if found is None:
        raise stale_card()
    claim = review.find(call.desk, call.known_person, int(found[1]))
    return _question(call, claim, found[2], None if found[3] == "-" else int(found[3]))


def _question(call: Call, claim: Claim, verb: str, revision: int | None) -> Reply:
    view = claim_view.look(call.desk, claim)
    review.check_fresh(view, revision)
    review.may_review(view, call.known_person)
    speech = call.desk.speaks(call.person)
    rows = [
        [Key(label=speech.plain(reason), data=f"c:{claim.id}:{verb}{index}:{view.rev}")]
        for index, reason in enumerate(review.REASONS[verb])
    ]
    facts = {"claim": claim.id, "verb": verb, "rev": view.rev}
    drafts.put(call.desk.tx, call.account, call.account, "reason", facts, now=call.desk.now)
    text = speech.say(
        ASK_REASON[verb], id=claim.id, item=words.item_name(view.item, speech), name=view.subjects[0].name
    )
    return Reply(text=text, keyboard=rows)


def reason_came(call: Call) -> Reply | None:
    """The reviewer's own words for a reason."""
    claim = review.find(call.desk, call.known_person, int(call.facts["claim"]))
    if not call.incoming.text.strip():
        raise reason_required(claim.id)
    return _decide(call, claim, str(call.facts["verb"]), call.incoming.text, int(call.facts["rev"]))


def _decide(call: Call, claim: Claim, verb: str, reason: str, revision: int | None) -> Reply:
    try:
        review.decide(call.desk, call.known_person, claim, VERDICT[verb], reason=reason, rev=revision)
    except Refusal as refusal:
        if refusal.code not in {"REASON_REQUIRED", "TEXT_TOO_LONG"}:
            drafts.drop(call.desk.tx, call.account, call.account)
        raise
    drafts.drop(call.desk.tx, call.account, call.account)
    text = call.speech.say(DECIDED[verb], id=claim.id)
    return Reply(text=text, private=True, edit=call.incoming.kind == "button", toast=text)


def _ask_evidence(call: Call, claim: Claim) -> Reply:
    own_claim.check_addable(call.desk, call.known_person, claim_view.look(call.desk, claim), claim)
    drafts.put(call.desk.tx, call.incoming.chat_id, call.account, "evidence", {"claim": claim.id}, now=call.desk.now)
    return Reply(text=call.speech.say(ASK_EVIDENCE, id=claim.id), ask=True)


def evidence_came(call: Call) -> Reply | None:
    """A photo, document or text for a claim."""
    check_files(call)
    claim = review.find(call.desk, call.known_person, int(call.facts["claim"]))
    own_claim.add_evidence(call.desk, call.known_person, claim, call.incoming.pieces, note=call.incoming.text)
    drafts.drop(call.desk.tx, call.incoming.chat_id, call.account)
    return Reply(text=call.speech.say(ADDED, id=claim.id))
