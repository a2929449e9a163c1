"""Entries by the office: the ledger keeper enters, those concerned confirm, then it is reviewed (2.3-5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.calendar.rules import hold_until
from bot.domain.points.claim import ClaimState
from bot.domain.points.ground import names_decision
from bot.domain.points.item import Item, ItemKind
from bot.domain.points.text import REASON_LIMIT, clean_text, normalise_text, split_people
from bot.domain.refusals import (
    bad_state,
    entry_needs_document,
    entry_needs_reason,
    item_not_for_you,
    missing_argument,
    no_right,
    not_your_claim,
    reason_required,
    stale_card,
    unknown_item,
    use_award,
    use_deduct,
)
from bot.i18n import N_
from bot.services import card, card_keys, claim_view, confirmation, own_claim, people, settings, words
from bot.services import claim as claims_service
from bot.services.claim import Act, Missing, Request
from bot.services.claim_view import View
from bot.services.desk import Desk
from bot.services.letters import Fallback, PrivateLetter, post
from bot.services.rulebook import current, find_item
from bot.services.verdict import own_key
from storage import claim_lists, claims, persons, rosters, steps
from storage import letters as outbox
from storage.claims import Claim
from storage.orgs import Org
from storage.persons import Person

USAGE = {"award": "/award NAME CODE [xN] [LEVEL] [DATE] NOTE", "deduct": "/deduct NAME CODE [DATE] REASON"}
STAND_INS = ("secretary", "deputy_secretary", "recorder", "group_leader")
"""Who asks in person where somebody cannot be reached through the bot; never who made the entry."""
SILENCE = N_("no answer within the time given; the question was delivered")
IN_PERSON = N_("asked in person")
UNASKED = N_("could not be asked through the bot")
HEARD_LATER = N_(
    "For your information: the office entered #{id} {code} {item}: {working}\nDone on {day}\nReason: {note}\n"
    "Entered by {submitter}. It is reviewed before it counts; if it is not right, please talk to them now."
)
DISPUTED = N_(
    "👎 {name} disputes #{id} {item}.\nReason: {reason}\n"
    "Withdraw it with 🗑 and enter it anew if it was wrong, or ask again with ↻ once you have talked."
)
ASK_AGAIN = N_("↻ Ask again")
SILENT = N_(
    "#{id} {item}: there was no answer until {day}, so it counts as confirmed and goes to its reviewers. "
    "If it is not right, please talk to your secretary now."
)
AFTER = {
    "submit": ClaimState.IN_REVIEW,
    "confirm": ClaimState.IN_REVIEW,
    "dispute": ClaimState.DISPUTED,
    "enter": ClaimState.AWAITING_MEMBER,
}


def home(desk: Desk, person: Person, name: str, default: Org) -> Org:
    """Answer the branch that a private entry is for: the first in which the person enters and somebody is so called."""
    own = [branch for branch in people.branches_with_role(desk, person) if people.may_enter(desk, person, branch)]
    for branch in own:
        if any(name in {member.name, member.code} for member in rosters.roster(desk.tx, branch.id)):
            return branch
    return own[0] if own else default


def attempt(desk: Desk, branch: Org, person: Person, request: Request) -> list[Claim] | Missing:
    """Enter what a request asks for if it is complete, else answer what is missing.

    Raises:
        Refusal: What the person must change.
    """
    who, what = _split(desk, branch, request)
    if request.chat_id > 0:
        branch = home(desk, person, who, branch)
    if not people.may_enter(desk, person, branch):
        raise no_right(people.entering_roles(desk, branch))
    rules, item, read = claims_service.read_text(desk, branch, request, what)
    _check_item(item, request.verb, read.note)
    named = _subjects(desk, branch, item, request, who)
    if isinstance(named, Missing):
        return named
    if item.kind is ItemKind.TIER and read.level is None:
        return Missing(what="level", item=item)
    act = claims_service.act_of(
        desk, branch, rules=rules, item=item, subjects=named, read=read, request=replace(request, card_at=None)
    )
    if item.lacks_evidence(note=read.note, attachments=len(act.pieces)):
        return Missing(what="evidence", item=item)
    same = claims_service.already(desk, act)
    if same is not None and not request.confirmed:
        return Missing(what="confirm", item=item, same_as=same)
    return [_enter(desk, replace(act, subjects=(subject,), source="office"), person) for subject in named]


def _split(desk: Desk, branch: Org, request: Request) -> tuple[str, str]:
    """Split the words at the item's code: who, and what."""
    words = normalise_text(request.text).split()
    codes = current(desk, branch).scheme.items
    at = next((index for index, word in enumerate(words) if index and word.upper() in codes), None)
    if at is None and len(words) > 1 and any(character.isdigit() for character in words[1]):
        find_item(current(desk, branch), words[1])  # a code that is none: with the nearest ones
        raise unknown_item(words[1])
    if at is None:
        raise missing_argument(request.verb, USAGE[request.verb])
    return " ".join(words[:at]), " ".join(words[at:])


def _check_item(item: Item, verb: str, note: str) -> None:
    if item.negative and verb == "award":
        raise use_deduct(item.code)
    if not item.negative and verb == "deduct":
        raise use_award(item.code)
    if item.negative and not note:
        raise entry_needs_reason(item.code)
    if item.kind is ItemKind.ZERO and not names_decision(note):
        raise entry_needs_document(item.code)


def _subjects(desk: Desk, branch: Org, item: Item, request: Request, who: str) -> Missing | tuple[tuple[str, int], ...]:
    """Answer whom an entry concerns: members by name or number, or the branch itself."""
    if who in {branch.name, branch.code}:
        if "branch" not in item.who:
            raise item_not_for_you(item.code, item.who)
        return (("branch", branch.id),)
    names, _ = split_people(f"{who}:")
    found = []
    for name in names or (who,):
        member = claims_service.choose(desk, branch, item, request, name)
        if isinstance(member, Missing):
            return member
        found.append(member)
    return claims_service.subjects_of(desk, branch, current(desk, branch), item, found)


def _enter(desk: Desk, act: Act, person: Person) -> Claim:
    scheme = act.rules.scheme
    if not scheme.two_way_confirm:
        claim = claims_service.file(desk, act, person)
        _inform(desk, claim_view.look(desk, claim))
        return claim
    until = desk.calendar().add_workdays(desk.today, scheme.office_auto_confirm_workdays)
    claim = claims_service.file(desk, replace(act, state=ClaimState.AWAITING_MEMBER, confirm_until=until), person)
    view = claim_view.look(desk, claim)
    if not ask(desk, view):
        # Nobody can be asked: the reviewers, who are others than who entered it, hear the person themselves.
        return _go_on(desk, view, person, verdict="submit", reason=_word(desk, UNASKED))
    return claim


def _inform(desk: Desk, view: View) -> None:
    """Where a scheme asks for no confirmation, whom a deduction concerns still hears of it before it is decided."""
    claim = view.claim
    person = persons.get(desk.tx, claim.subject_id) if claim.subject_kind != "branch" else None
    if not view.private or person is None or person.telegram_id is None:
        return
    speech = desk.speaks(person)
    text = speech.say(
        HEARD_LATER,
        id=claim.id,
        code=view.item.code,
        item=words.item_name(view.item, speech),
        working=words.working_text(speech, view.item, claim),
        day=claim.occurred_on,
        note=claim.note,
        submitter=persons.get(desk.tx, claim.submitter_id).name,
    )
    post(desk, PrivateLetter(to=person.telegram_id, text=text, about=view.branch))


def _word(desk: Desk, sentence: str) -> str:
    """Word a reason that the bot itself gives; it is stored, so it is in the installation's language."""
    return desk.speaks_code(desk.house.locale).word(sentence)


# ---- asking ------------------------------------------------------------------------------------------------------
def concerned(desk: Desk, view: View) -> list[Person]:
    """Answer whose word counts as the entry's own: the member's, for a branch that of its secretary."""
    claim = view.claim
    if claim.subject_kind != "branch":
        return [persons.get(desk.tx, claim.subject_id)]
    return [person for person in _holders(desk, view, "secretary", "deputy_secretary") if person.id not in view.owners]


def _holders(desk: Desk, view: View, *roles: str) -> Iterator[Person]:
    held = people.holders(desk, view.branch)
    for person_id in dict.fromkeys(person for role in roles for person in held.get(role, ())):
        yield persons.get(desk.tx, int(person_id))


def asked(desk: Desk, view: View) -> list[Person]:
    """Answer who is to be asked: those concerned if they can be reached, else one who asks them in person."""
    reachable = [person for person in concerned(desk, view) if _reachable(person)]
    if reachable:
        return reachable
    return [p for p in _holders(desk, view, *STAND_INS) if p.id not in view.owners and _reachable(p)][:1]


def _reachable(person: Person) -> bool:
    return person.telegram_id is not None and person.reachable is not False


def ask(desk: Desk, view: View) -> int:
    """Ask whoever is to be asked and was not yet; answer how many there are to ask."""
    receivers = asked(desk, view)
    home_chat = view.batch[0].chat_id
    fallback = Fallback(chat_id=home_chat) if home_chat is not None and not view.private else None
    for person in receivers:
        confirmation.send(desk, view, person, attempt=_attempts(desk, view, person), fallback=fallback)
    return len(receivers)


def _attempts(desk: Desk, view: View, person: Person) -> int:
    """Answer the number of the present question: a letter that Telegram refused is followed by another one."""
    attempt = 0
    while outbox.state_of(desk.tx, confirmation.key_of(view, person, attempt)) == "failed":
        attempt += 1
    return attempt


def answer(desk: Desk, person: Person, claim: Claim, *, rev: int, right: bool, reason: str = "") -> Claim:
    """Take the word of who was asked: it is right, and goes to its reviewers; or it is not, and goes back.

    Raises:
        Refusal: ``STALE_CARD``, ``BAD_STATE``, ``NOT_YOUR_CLAIM``, ``REASON_REQUIRED``.
    """
    view = check_answer(desk, person, claim, rev=rev)
    own = any(other.id == person.id for other in concerned(desk, view))
    if right:
        return _go_on(desk, view, person, verdict="confirm", reason="" if own else _word(desk, IN_PERSON))
    reason = clean_text(reason, REASON_LIMIT)
    if not reason:
        raise reason_required(claim.id)
    disputed = _go_on(desk, view, person, verdict="dispute", reason=reason)
    _tell_disputed(desk, claim_view.look(desk, disputed), reason)
    return disputed


def check_answer(desk: Desk, person: Person, claim: Claim, *, rev: int) -> View:
    """Insist that a person may answer for an entry now.

    Raises:
        Refusal: ``STALE_CARD``, ``BAD_STATE``, ``NOT_YOUR_CLAIM``.
    """
    view = claim_view.look(desk, claim)
    if all(other.id != person.id for other in (*concerned(desk, view), *asked(desk, view))):
        raise not_your_claim(claim.id)
    if view.rev != rev:
        raise stale_card()
    if claim.state != ClaimState.AWAITING_MEMBER:
        raise bad_state(claim.id, claim.state)
    return view


def _go_on(desk: Desk, view: View, person: Person, *, verdict: str, reason: str) -> Claim:
    claim = view.claim
    changes: dict[str, Any] = {"state": AFTER[verdict].value, "level_no": 0, "chain": [], "level_since": desk.now}
    if verdict == "enter":
        days = view.rules.scheme.office_auto_confirm_workdays
        changes["confirm_until"] = desk.calendar().add_workdays(desk.today, days)
    if not claims.change(desk.tx, claim.id, from_rev=claim.rev, **changes):
        raise stale_card()
    steps.add(
        desk.tx,
        claim_id=claim.id,
        rev=claim.rev + 1,
        level=0,
        role="",
        reviewer_id=person.id,
        verdict=verdict,
        reason=reason,
        now=desk.now,
    )
    confirmation.rewrite(desk, card.publish(desk, claims.known(desk.tx, claim.id)))
    return claims.known(desk.tx, claim.id)


def _tell_disputed(desk: Desk, view: View, reason: str) -> None:
    """Bring a disputed entry back to who made it, with the reason; nobody else reads it."""
    keeper = persons.get(desk.tx, view.claim.submitter_id)
    if keeper.telegram_id is None:
        return
    speech = desk.speaks(keeper)
    text = speech.say(
        DISPUTED,
        name=view.subjects[0].name,
        id=view.id,
        item=words.item_name(view.item, speech),
        reason=reason,
    )
    again = own_key(speech, ASK_AGAIN, view.claim, "g")._replace(data=f"o:{view.id}:g:{view.rev}")
    post(
        desk,
        PrivateLetter(
            to=keeper.telegram_id,
            text=text,
            keyboard=[[again, own_key(speech, card_keys.WITHDRAW, view.claim, "w")]],
            about=view.branch,
        ),
    )


def ask_again(desk: Desk, person: Person, claim: Claim, *, rev: int) -> Claim:
    """Put a disputed entry to those concerned once more, unchanged: the office has talked with them.

    Raises:
        Refusal: ``NOT_YOUR_CLAIM``, ``STALE_CARD``, ``BAD_STATE``.
    """
    view = claim_view.look(desk, claim)
    own_claim.own_parts(desk, person, view, claim)
    if view.rev != rev:
        raise stale_card()
    if claim.state != ClaimState.DISPUTED:
        raise bad_state(claim.id, claim.state)
    entered = _go_on(desk, view, person, verdict="enter", reason="")
    ask(desk, claim_view.look(desk, entered))
    return entered


def confirm_silent(desk: Desk) -> int:
    """Confirm what those concerned were asked in time and said nothing to; answer how many entries that were.

    Silence confirms only having been told: who was not reached is asked again, or somebody asks in person, and no
    answer of theirs is read as a yes. The entry then still goes through its whole review.
    """
    confirmed = 0
    for claim in claim_lists.awaiting(desk.tx):
        # Each entry words its letters under its own name, so that two looks at one moment do not share keys.
        desk = replace(desk, source=f"silence:{claim.id}:{claim.rev}", letters=0)
        view = claim_view.look(desk, claim)
        if hold_until(desk.now, settings.quiet_hours(desk, view.branch), desk.house.zone) > desk.now:
            continue
        told = [(person, day) for person in concerned(desk, view) if (day := _told_on(desk, view, person)) is not None]
        if not told:
            ask(desk, view)
            continue
        person, day = told[0]
        days = view.rules.scheme.office_auto_confirm_workdays
        if desk.today > max(claim.confirm_until or day, desk.calendar().add_workdays(day, days)):
            _go_on(desk, view, person, verdict="confirm", reason=_word(desk, SILENCE))
            _tell_silent(desk, view, person)
            confirmed += 1
    return confirmed


def _tell_silent(desk: Desk, view: View, person: Person) -> None:
    """Tell somebody that their silence was taken as a yes, and that nothing is booked yet."""
    if person.telegram_id is None:
        return
    speech = desk.speaks(person)
    text = speech.say(SILENT, id=view.id, item=words.item_name(view.item, speech), day=view.claim.confirm_until)
    post(desk, PrivateLetter(to=person.telegram_id, text=text, about=view.branch, silent=True))


def _told_on(desk: Desk, view: View, person: Person) -> date | None:
    """Answer the day on which Telegram took the question to a person, None before."""
    at = outbox.sent_at(desk.tx, confirmation.key_of(view, person, _attempts(desk, view, person)))
    return None if at is None else at.astimezone(desk.house.zone).date()
