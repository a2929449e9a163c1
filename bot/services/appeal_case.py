"""An objection as its letters tell it: what it is about, who handles it, what became of it. Private to the two.

Nobody but who objected and who handles it reads its words; the group knows a number (2.2-11, 2.3-8).
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.appeal import OPEN, WAITS_FOR_HANDLER, AppealState, Outcome, Target
from bot.domain.points.appeal_refusals import appeal_sign
from bot.domain.points.claim import ClaimState
from bot.domain.points.item import ItemKind
from bot.domain.points.number import ZERO
from bot.domain.refusals import no_such_appeal
from bot.i18n import N_, Html, Language, nN_, points_text
from bot.services import words
from bot.services.card_text import NOTE, VERDICTS
from bot.services.desk import Desk
from bot.services.evidence import MOST_FILES, media_of
from bot.services.letters import Key, Lane, Media, PrivateLetter, post
from bot.services.rulebook import by_id
from bot.services.words import APPEAL_STATES, OUTCOMES
from storage import appeals, claims, evidence, ledger, orgs, persons, slots, steps
from storage.appeals import Appeal
from storage.claims import Claim
from storage.ledger import Entry
from storage.orgs import Org
from storage.persons import Person

ABOUT_CLAIM = N_("#{id} {item} {points}, {state}")
ABOUT_ENTRY = N_("entry no. {seq}: {item} {points}")
ABOUT_TOTAL = N_("the total of {period}")
ABOUT_RANK = N_("the place in {period}")
ABOUT_OTHER = N_("something else in {period}")
HEAD = N_("⚖️ <b>{appeal}</b> · {about}: {state}")
WORDS = N_("Objection of {name}: {text}")
ADDED = N_("Added by {name}: {text}")
HANDLED_BY = N_("Handled by {role} {name}, who had no part in what it is about. Decision by {day}.")
NOBODY = N_("Nobody is left to handle it. The secretary and the administrator were told which office is missing.")
DECIDED = N_("Decided by {name}, {at}: {outcome}. {what}\nReason: {reason}")
BOOKED = N_("Booked: {points} in {month}, for {ref}.")
NOTHING_BOOKED = N_("Nothing is booked.")
BEFORE = N_("What was decided before: {role} {name}, {at}: {verdict}. {reason}")
REPLY = N_("Do you agree? Until {day} you can ask for a review one level up; after that the decision is final.")
OVER = N_("This decision is final.")
ADD = N_("📎 Add words or a photo")
WITHDRAW = N_("🗑 Withdraw")
UPHOLD = N_("✅ Uphold")
PARTLY = N_("☑️ Uphold in part")
DISMISS = N_("❌ Do not uphold")
AGREE = N_("👍 Agree")
SECOND = N_("⬆️ Ask for a review one level up")
EVIDENCE = nN_("{appeal}: {n} file of #{id}", "{appeal}: {n} files of #{id}")
FILES = nN_("{appeal}: {n} file of {name}", "{appeal}: {n} files of {name}")


UPPER_SECRETARY = "upper_secretary"
"""Stands for the secretaries of the organisations above a branch."""
OF_UPPER = N_("secretary of the committee above")
SHORT = 300
"""Characters of words that were added, or of a review's reason: a letter must fit into a message."""
MOST_ADDED = 3


class Matter(NamedTuple):
    """What an objection is about: a claim with the entry that stands for it, an entry, or a whole period."""

    period: str
    target: Target
    claim: Claim | None
    entry: Entry | None


class Case(NamedTuple):
    """An objection with what it is about."""

    appeal: Appeal
    branch: Org
    author: Person
    claim: Claim | None
    entry: Entry | None

    @property
    def matter(self) -> Matter:
        """What it is about."""
        return Matter(self.appeal.period, Target(self.appeal.target), self.claim, self.entry)

    @property
    def sign(self) -> str:
        """Its number as people read it: S018."""
        return appeal_sign(self.appeal.id)


def look(desk: Desk, appeal: Appeal) -> Case:
    """Gather what an objection is about; the entry of a claim is the one that stands."""
    matter = matter_of(desk, appeal.period, Target(appeal.target), appeal.target_id or 0)
    branch, author = orgs.get(desk.tx, appeal.branch_id), persons.get(desk.tx, appeal.person_id)
    return Case(appeal, branch, author, matter.claim, matter.entry)


def matter_of(desk: Desk, period: str, target: Target, number: int) -> Matter:
    """Answer what is meant by a kind of thing in a period and its number."""
    if target is Target.CLAIM:
        claim = claims.get(desk.tx, number)
        return Matter(period, target, claim, standing_entry(desk, claim) if claim is not None else None)
    return Matter(period, target, None, ledger.find(desk.tx, number) if target is Target.ENTRY else None)


def standing_entry(desk: Desk, claim: Claim) -> Entry | None:
    """Answer the entry of a claim that nothing has reversed, None where nothing is booked."""
    entries = ledger.of_claim(desk.tx, claim.id)
    reversed_ids = {entry.reverses for entry in entries}
    return next((one for one in entries if one.reverses is None and one.id not in reversed_ids), None)


def known(desk: Desk, person: Person, appeal_id: int) -> Appeal:
    """Answer an objection of which a person may know: the own one, or one that the person handles or handled.

    Raises:
        Refusal: ``NO_SUCH_APPEAL`` - also for somebody else's, which is not admitted to exist.
    """
    appeal = appeals.get(desk.tx, appeal_id)
    if appeal is None or person.id not in {appeal.person_id, appeal.handler_id, *handlers(desk, appeal)}:
        raise no_such_appeal(appeal_id)
    return appeal


def handlers(desk: Desk, appeal: Appeal) -> set[int]:
    """Answer who has decided on an objection so far."""
    return {
        step.by_id for step in appeals.steps(desk.tx, appeal.id) if step.verdict in OUTCOMES and step.by_id is not None
    }


def waiting(desk: Desk) -> list[Appeal]:
    """Answer the objections of all branches that wait for their handler's decision, oldest first."""
    found = appeals.unfinished(desk.tx)
    return [one for one in found if one.state in WAITS_FOR_HANDLER and one.handler_id is not None]


def handed_at(desk: Desk, appeal: Appeal) -> datetime:
    """Answer when an objection was given to who handles it now."""
    handed = [step.at for step in appeals.steps(desk.tx, appeal.id) if step.verdict == "assigned"]
    return handed[-1] if handed else appeal.filed_at


def waiting_for(desk: Desk, person: Person) -> list[Appeal]:
    """Answer the objections that wait for a person's decision, oldest first."""
    return appeals.of_handler(desk.tx, person.id)


def whole(desk: Desk, case: Case) -> Decimal | None:
    """Answer what upholding all of an objection books; None where only its handler can tell.

    What was not approved counts as it was asked for; what took points off is taken back whole; a zeroing is lifted.
    What a first decision gave already is left out.
    """
    found = _whole(desk, case)
    return None if found is None else found - given(desk, case.appeal)


def _whole(desk: Desk, case: Case) -> Decimal | None:
    entry, claim = case.entry, case.claim
    if entry is None:
        return claim.requested if claim is not None and claim.state == ClaimState.REJECTED else None
    if entry.reverses is not None or ledger.reversal_of(desk.tx, entry.id) is not None:
        return None
    item = by_id(desk, entry.scheme_id).scheme.items.get(entry.item)
    if item is not None and item.kind is ItemKind.ZERO:
        return ZERO
    return -entry.points if entry.points < 0 else None


def given(desk: Desk, appeal: Appeal) -> Decimal:
    """Answer what decisions on an objection have booked so far."""
    return sum((step.points or ZERO for step in appeals.steps(desk.tx, appeal.id)), ZERO)


# ---- in words ----------------------------------------------------------------------------------------------------
def about(desk: Desk, matter: Matter, speech: Language) -> Html:
    """Write what an objection is about."""
    period, target, claim, entry = matter
    if claim is not None:
        item = by_id(desk, claim.scheme_id).scheme.items[claim.item]
        points = points_text(claim.requested if claim.credited is None else claim.credited, sign=True)
        facts = {"item": words.item_name(item, speech), "points": points}
        return speech.say(ABOUT_CLAIM, id=claim.id, state=speech.word(words.STATES[claim.state]), **facts)
    if entry is not None:
        points = points_text(entry.points, sign=True)
        return speech.say(ABOUT_ENTRY, seq=entry.seq, item=words.entry_name(desk, entry, speech), points=points)
    sentence = {"total": ABOUT_TOTAL, "rank": ABOUT_RANK}.get(target, ABOUT_OTHER)
    return speech.say(sentence, period=speech.period(period))


def text(desk: Desk, case: Case, speech: Language, *, reader: Person) -> Html:
    """Write everything about an objection that its reader may know."""
    appeal = case.appeal
    told = [
        _head(desk, case, speech),
        speech.say(WORDS, name=case.author.name, text=appeal.text),
    ]
    handles = reader.id != case.author.id
    if handles and case.claim is not None:
        told += [speech.say(NOTE, note=_shortened(case.claim.note))] if case.claim.note else []
        told += _reviews(desk, case.claim, speech)
    done = appeals.steps(desk.tx, appeal.id)
    added = [step for step in done if step.verdict == "added" and step.reason][-MOST_ADDED:]
    told += [speech.say(ADDED, name=case.author.name, text=_shortened(step.reason)) for step in added]
    told += [_decision(desk, step, speech) for step in done if step.verdict in OUTCOMES]
    told += _next(desk, case, speech, handles=handles)
    return Html("\n".join(told))


def _head(desk: Desk, case: Case, speech: Language) -> Html:
    state = speech.word(APPEAL_STATES[case.appeal.state])
    return speech.say(HEAD, appeal=case.sign, about=about(desk, case.matter, speech), state=state)


def _reviews(desk: Desk, claim: Claim, speech: Language) -> list[Html]:
    """What the claim's reviewers decided and why; who handles the objection has to weigh it."""
    return [
        speech.say(
            BEFORE,
            role=words.role_name(step.role, speech),
            name=persons.get(desk.tx, step.reviewer_id).name,
            at=speech.moment(step.at, desk.house.zone),
            verdict=speech.word(VERDICTS[step.verdict]),
            reason=_shortened(step.reason),
        )
        for step in steps.of_claim(desk.tx, claim.id)
        if step.verdict in {"approve", "reject"}
    ][-MOST_ADDED:]


def _shortened(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def office(appeal: Appeal, speech: Language) -> str:
    """Answer in which office somebody handles an objection."""
    return (
        speech.word(OF_UPPER)
        if appeal.handler_role == UPPER_SECRETARY
        else words.role_name(appeal.handler_role, speech)
    )


def plain_role(appeal: Appeal) -> str:
    """Answer the role that a review step of a claim names for it."""
    return "secretary" if appeal.handler_role == UPPER_SECRETARY else appeal.handler_role


def _decision(desk: Desk, step: appeals.AppealStep, speech: Language) -> Html:
    entry = ledger.get(desk.tx, step.entry_id) if step.entry_id is not None else None
    what = speech.say(NOTHING_BOOKED)
    if entry is not None:
        points, month = points_text(entry.points, sign=True), speech.month(entry.period)
        what = speech.say(BOOKED, points=points, month=month, ref=speech.month(entry.ref_period or entry.period))
    return speech.say(
        DECIDED,
        name=persons.get(desk.tx, step.by_id).name if step.by_id is not None else "–",
        at=speech.moment(step.at, desk.house.zone),
        outcome=speech.word(OUTCOMES[step.verdict]),
        what=what,
        reason=step.reason,
    )


def _next(desk: Desk, case: Case, speech: Language, *, handles: bool) -> list[Html]:
    """What comes next, and until when."""
    appeal = case.appeal
    if appeal.state == AppealState.DECIDED:
        return [] if handles else [speech.say(REPLY, day=appeal.reply_by)]
    if appeal.state == AppealState.FINAL:
        return [speech.say(OVER)]
    if appeal.state == AppealState.WITHDRAWN:
        return []
    if appeal.handler_id is None:
        return [speech.say(NOBODY)]
    name = persons.get(desk.tx, appeal.handler_id).name
    return [speech.say(HANDLED_BY, role=office(appeal, speech), name=name, day=appeal.decide_by)]


# ---- letters -----------------------------------------------------------------------------------------------------
def publish(desk: Desk, appeal_id: int, *, decided: bool = False) -> Case:
    """Bring the letters of who objected, and of everybody who handles or handled it, to how it stands now.

    Args:
        desk: Where it changed.
        appeal_id: The objection.
        decided: It was decided just now: that is told in a message of its own, so that it is heard.
    """
    appeal = appeals.get(desk.tx, appeal_id)
    if appeal is None:
        raise no_such_appeal(appeal_id)
    case = look(desk, appeal)
    base = f"appeal:{appeal.id}:p"
    decisions = sum(step.verdict in OUTCOMES for step in appeals.steps(desk.tx, appeal.id))
    own = f"{base}{case.author.id}"
    if decided:
        _end(desk, case, own if decisions == 1 else f"{own}:{decisions - 1}")
    _letter(desk, case, case.author, f"{own}:{decisions}" if decisions else own)
    copies = {int(name.removeprefix(base).split(":")[0]) for name in slots.under(desk.tx, base)}
    if appeal.handler_id is not None:
        copies.add(appeal.handler_id)
    for person_id in sorted(copies - {case.author.id}):
        _letter(desk, case, persons.get(desk.tx, person_id), f"{base}{person_id}")
    return case


def _letter(desk: Desk, case: Case, person: Person, slot: str) -> None:
    if person.telegram_id is not None:
        speech = desk.speaks(person)
        said, rows = text(desk, case, speech, reader=person), keys(case, speech, person)
        post(desk, PrivateLetter(to=person.telegram_id, text=said, keyboard=rows, lane=Lane.CARD, slot=slot))


def _end(desk: Desk, case: Case, slot: str) -> None:
    """Leave only the head of the author's letter that a newer one follows."""
    if case.author.telegram_id is not None:
        said = _head(desk, case, desk.speaks(case.author))
        post(desk, PrivateLetter(to=case.author.telegram_id, text=said, lane=Lane.CARD, slot=slot, silent=True))


def show_files(desk: Desk, case: Case, pieces: Sequence[Media]) -> None:
    """Send files of an objection to who handles it."""
    _send_files(desk, case, pieces, FILES, name=case.author.name)


def show_file(desk: Desk, case: Case) -> None:
    """Send who handles an objection its files, and the evidence of the claim that it is about."""
    found = [Media(kind=one.kind, file_id=one.file_id) for one in appeals.files(desk.tx, case.appeal.id) if one.file_id]
    show_files(desk, case, found[:MOST_FILES])
    if case.claim is not None:
        card_id = case.claim.batch_id or case.claim.id
        _send_files(desk, case, media_of(evidence.of_claim(desk.tx, card_id)), EVIDENCE, id=case.claim.id)


def _send_files(desk: Desk, case: Case, pieces: Sequence[Media], sentence: tuple[str, str], **facts: object) -> None:
    handler = persons.get(desk.tx, case.appeal.handler_id) if case.appeal.handler_id is not None else None
    if pieces and handler is not None and handler.telegram_id is not None:
        said = desk.speaks(handler).count(sentence, len(pieces), appeal=case.sign, **facts)
        post(desk, PrivateLetter(to=handler.telegram_id, text=said, lane=Lane.CARD, media=pieces, silent=True))


def keys(case: Case, speech: Language, person: Person) -> list[list[Key]]:
    """Answer what a person can do with an objection now."""
    appeal = case.appeal

    def key(label: str, verb: str) -> Key:
        return Key(label=speech.plain(label), data=f"ap:{verb}:{appeal.id}:{appeal.rev}")

    if person.id == appeal.handler_id and appeal.state in WAITS_FOR_HANDLER:
        return [
            [key(UPHOLD, Outcome.UPHELD.value), key(DISMISS, Outcome.DISMISSED.value)],
            [key(PARTLY, Outcome.PARTLY.value)],
        ]
    if person.id != appeal.person_id:
        return []
    if appeal.state == AppealState.DECIDED:
        return [[key(AGREE, "agree")], [key(SECOND, "second")]]
    if appeal.state in OPEN:
        return [[key(ADD, "add"), key(WITHDRAW, "withdraw")]]
    return []
