"""The buttons of star rating, and the words that are asked for after them."""

from collections.abc import Callable
from typing import Any

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services.ratings import finding, house, objection, outcome, rating, subsidy
from bot.services.ratings.house import Seat
from handlers.call import Call
from handlers.guided import check_files
from handlers.pages import star as page
from handlers.pages import subsidy as list_page
from handlers.reply import Reply
from storage import drafts, orgs

SUBMITTED = N_("Handed to the committee.")
KEPT_PHOTOS = N_("📷 Kept.")
OBJECTED = N_("✋ Your objection is with those who handle it. The answer comes to you privately.")
ANSWERED = N_("Answered; who objected was told.")
THANKS = N_("Thank you. Those who decide read it.")
DONE = N_("Done.")
ASK = {
    "rate": N_("How far is it met? Please answer with a whole number from 0 to 100."),
    "find": N_("How far did you find it met? Please answer with a whole number from 0 to 100."),
    "deduct": N_("How much is deducted, and why? Please answer like “3.5 minutes of three meetings are missing”."),
    "score": N_("Which score has the appraisal? Please answer with a number from 0 to 100."),
    "leave_out": N_("Why is the branch left out? Its secretary reads it."),
    "photo": N_("Please send up to three photos of the review as an answer to this message."),
    "cancel": N_("Why are five stars cancelled? The branch reads it."),
    "tie": N_("Why is the tie decided so? Please answer in a few words; it stays with the rating."),
    "object": N_("What do you see otherwise? Please answer in your own words; only those who handle it read them."),
    "answer": N_(
        "“{text}”\nPlease answer in your own words. Words alone do not uphold it; to correct the stars begin with "
        "their number, like “4 the minutes were there”."
    ),
    "explain": N_("Please say in your own words what should be considered. Only who decides reads it."),
    "end": N_("Why is it dropped or lifted? Please answer in a few words."),
}


def press(call: Call) -> Reply:
    """sr:<verb>:<number>[:<place or revision>[:<percent>]]."""
    match call.data:
        case ["o", number, at]:
            return page.overview(call, int(number), int(at))
        case ["b", number]:
            return page.branch(call, int(number))
        case ["s" | "a" as verb, number, at]:
            return _step(call, verb, int(number), int(at))
        case ["r" | "A" as verb, number, at, percent]:
            return _rate(call, verb, int(number), int(at), percent)
        case ["c" | "C" as verb, number, at]:
            return _ask(call, "rate" if verb == "c" else "find", int(number), at=int(at))
        case ["m", org_id, month]:
            org = orgs.get(call.desk.tx, int(org_id))
            subsidy.confirm(call.desk, call.known_person, org, month)
            return list_page.show(call, org, month)
        case [verb, number] if verb in _QUESTIONS:
            return _QUESTIONS[verb](call, int(number))
        case [verb, number, rev] if verb in _ACTS:
            return _ACTS[verb](call, int(number), int(rev))
        case _:
            raise stale_card()


def _step(call: Call, verb: str, number: int, at: int) -> Reply:
    seat = house.seat_of(call.desk, number)
    if verb == "s":
        if not house.rates(call.desk, call.known_person, seat.branch):
            return page.branch(call, number)
        return page.step(call, seat, rating.next_open(seat, seat.rating.own) if at < 0 else at, "own")
    house.need_appraiser(call.desk, call.known_person, seat)
    return page.step(call, seat, at, "found")


def _rate(call: Call, verb: str, number: int, at: int, percent: str) -> Reply:
    """Rate the row at a place, and go on to the next one that is open, or in an appraisal simply to the next."""
    seat = house.seat_of(call.desk, number)
    rows = rating.indicators(seat)
    if not 0 <= at < len(rows):
        raise stale_card()
    if verb == "r":
        seat = rating.rate(call.desk, call.known_person, number, rows[at].code, percent)
        later = next((i for i in range(at + 1, len(rows)) if rows[i].code not in seat.rating.own), len(rows))
        return page.step(call, seat, later if later < len(rows) else rating.next_open(seat, seat.rating.own), "own")
    seat = rating.find(call.desk, call.known_person, number, rows[at].code, percent)
    return page.step(call, seat, at + 1, "found")


# ---- acts --------------------------------------------------------------------------------------------------------
def _submit(call: Call, number: int, rev: int) -> Reply:
    rating.submit(call.desk, call.known_person, number, rev=rev)
    return _shown(call, number, SUBMITTED)


def _appraise(call: Call, number: int, rev: int) -> Reply:
    rating.appraise(call.desk, call.known_person, number, rev=rev)
    return _shown(call, number, DONE)


def _keep(call: Call, number: int, rev: int) -> Reply:
    rating.judge(call.desk, call.known_person, number, rev=rev, keep=True)
    return _shown(call, number, DONE)


def _shown(call: Call, number: int, toast: str) -> Reply:
    shown = page.branch(call, number)
    return Reply(text=shown.text, keyboard=shown.keyboard, private=True, edit=True, toast=call.speech.plain(toast))


def _choose(call: Call, number: int, rev: int) -> Reply:
    seat = outcome.choose(call.desk, call.known_person, number, rev=rev)
    return page.overview(call, seat.round.id, 0)


def _publish(call: Call, number: int, rev: int) -> Reply:
    outcome.publish(call.desk, call.known_person, house.round_of(call.desk, number), rev=rev)
    return page.overview(call, number, 0)


def _file(call: Call, number: int, rev: int) -> Reply:
    outcome.file(call.desk, call.known_person, house.round_of(call.desk, number), rev=rev)
    return page.overview(call, number, 0)


def _confirm(call: Call, number: int, rev: int) -> Reply:
    fact = finding.confirm(call.desk, call.known_person, number, rev=rev)
    return Reply(text=finding.text(call.desk, fact, call.speech), private=True, edit=True)


def _apply(call: Call, number: int, rev: int) -> Reply:
    fact = finding.apply(call.desk, call.known_person, number, rev=rev)
    return Reply(text=finding.text(call.desk, fact, call.speech), private=True, edit=True)


_ACTS: dict[str, Callable[[Call, int, int], Reply]] = {
    "t": _submit,
    "e": _appraise,
    "k": _keep,
    "h": _choose,
    "p": _publish,
    "f": _file,
    "fc": _confirm,
    "fa": _apply,
    "x": lambda call, number, rev: _ask(call, "cancel", number, rev=rev),
    "w": lambda call, number, rev: _ask(call, "tie", number, rev=rev),
    "fd": lambda call, number, rev: _ask(call, "end", number, rev=rev),
    "fl": lambda call, number, rev: _ask(call, "end", number, rev=rev),
}
"""Verb to what it does to a rating, a round or a finding that still stands at the revision."""


# ---- questions ---------------------------------------------------------------------------------------------------
def _ask(call: Call, verb: str, number: int, *, rev: int = 0, at: int = 0, **facts: object) -> Reply:
    kept: dict[str, Any] = {"verb": verb, "id": number, "rev": rev, "at": at}
    drafts.put(call.desk.tx, call.account, call.account, "star", kept, now=call.desk.now)
    return Reply(text=call.speech.say(ASK[verb], **facts), private=True, ask=True)


def _object(call: Call, number: int) -> Reply:
    objection.may_object(call.desk, call.known_person, number)
    return _ask(call, "object", number)


def _answer(call: Call, number: int) -> Reply:
    found, _ = objection.to_answer(call.desk, call.known_person, number)
    return _ask(call, "answer", number, text=found.text)


_QUESTIONS: dict[str, Callable[[Call, int], Reply]] = {
    "d": lambda call, number: _ask(call, "deduct", number),
    "v": lambda call, number: _ask(call, "score", number),
    "l": lambda call, number: _ask(call, "leave_out", number),
    "i": lambda call, number: _ask(call, "photo", number),
    "j": _object,
    "q": _answer,
    "fe": lambda call, number: _ask(call, "explain", number),
}
"""Verb to the question that it asks."""


def words_came(call: Call) -> Reply | None:
    """The words, the number or the photos that a rating waited for; what is refused may be answered again."""
    verb, number, rev = str(call.facts["verb"]), int(call.facts["id"]), int(call.facts["rev"])
    reply = _taken(call, verb, number, rev)
    if verb != "photo":
        drafts.drop(call.desk.tx, call.account, call.account)
    return reply


def _taken(call: Call, verb: str, number: int, rev: int) -> Reply | None:
    desk, me, text = call.desk, call.known_person, call.incoming.text
    match verb:
        case "rate" | "find":
            return _rate(call, "r" if verb == "rate" else "A", number, int(call.facts["at"]), text)
        case "photo":
            check_files(call)
            rating.enclose(desk, me, number, call.incoming.pieces)
            return Reply(text=call.speech.say(KEPT_PHOTOS), private=True)
        case "object":
            objection.raise_objection(desk, me, number, text)
            return Reply(text=call.speech.say(OBJECTED), private=True)
        case "answer":
            objection.answer(desk, me, number, text)
            return Reply(text=call.speech.say(ANSWERED), private=True)
        case "explain":
            finding.explain(desk, me, number, text)
            return Reply(text=call.speech.say(THANKS), private=True)
        case "end":
            fact = finding.end(desk, me, number, rev=rev, words=text)
            return Reply(text=finding.text(desk, fact, call.speech), private=True)
        case "tie":
            outcome.settle_tie(desk, me, house.round_of(desk, number), rev=rev, text=text)
            return page.overview(call, number, 0)
        case _:
            return page.branch(call, _written(call, verb, number, rev).rating.id)


def _written(call: Call, verb: str, number: int, rev: int) -> Seat:
    desk, me, text = call.desk, call.known_person, call.incoming.text
    match verb:
        case "deduct":
            return rating.deduct(desk, me, number, text)
        case "score":
            return rating.score(desk, me, number, text)
        case "leave_out":
            return rating.leave_out(desk, me, number, text)
        case "cancel":
            return rating.judge(desk, me, number, rev=rev, keep=False, text=text)
        case _:
            raise stale_card()
