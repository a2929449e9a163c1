"""The monthly reconciliation list (双向确认, L7): what the office entered, and what the member said to it."""

from typing import NamedTuple

from bot.domain.calendar.periods import parse_period
from bot.domain.points.claim import ClaimState
from bot.domain.points.declaration import FormState
from bot.i18n import LANGUAGES, N_, Html, Language, points_text
from bot.services import office, reminder
from bot.services.booking import subject_of
from bot.services.desk import Desk
from bot.services.rulebook import by_id
from bot.services.words import STATES, item_name
from storage import claim_lists, declarations, persons, steps
from storage.claims import Claim
from storage.declarations import Declaration
from storage.orgs import Org
from storage.persons import Person

HEAD = N_("📑 <b>Reconciliation for {month}</b> · {branch}\nWhat the office entered, and what the member said to it.")
ENTERED = N_("#{id} {name} · {item} <b>{points}</b> · by {submitter}: {answer} · {state}")
NOTHING = N_("The office entered nothing for this month.")
FORMS = N_("<b>Declaration forms</b>")
FORM = N_("{name}: {state}")
ANSWERS = {
    "confirmed": N_("confirmed"),
    "silence": N_("silent, so confirmed by the deadline"),
    "in_person": N_("asked in person, confirmed"),
    "unasked": N_("could not be asked"),
    "told": N_("told, no answer asked for"),
    "waiting": N_("no answer yet"),
    "disputed": N_("disputed"),
    "withdrawn": N_("taken back by the office"),
}
FORM_ANSWERS = {
    FormState.OPEN: N_("begun, not signed"),
    FormState.SUBMITTED: N_("signed, in review"),
    FormState.REVIEWED: N_("reviewed, no answer to the result yet"),
    FormState.CONFIRMED: N_("result confirmed"),
    FormState.DISPUTED: N_("result disputed: {words}"),
}
NO_FORM = N_("no form")
PAGE = 10


class Entered(NamedTuple):
    """An entry of the office, and how its member answered: a key of `ANSWERS`."""

    claim: Claim
    answer: str


def entered(desk: Desk, branch: Org, month: str) -> list[Entered]:
    """Answer what the office entered for acts of a month, by number."""
    period = parse_period(month)
    found = claim_lists.of_branch(desk.tx, branch.id, period.first, period.last)
    return [Entered(claim, _answer(desk, claim)) for claim in found if claim.source == "office"]


def _answer(desk: Desk, claim: Claim) -> str:
    """Read from the steps how an entry was answered; the member's last word counts."""
    if claim.state == ClaimState.WITHDRAWN:
        return "withdrawn"
    if claim.state == ClaimState.AWAITING_MEMBER:
        return "waiting"
    told = steps.of_claim(desk.tx, claim.id)
    word = next((step for step in reversed(told) if step.verdict in {"confirm", "dispute"}), None)
    if word is None:
        return "unasked" if any(step.verdict == "submit" and step.reason for step in told) else "told"
    if word.verdict == "dispute":
        return "disputed"
    if not word.reason:
        return "confirmed"
    silence = {desk.speaks_code(code).word(office.SILENCE) for code in LANGUAGES}
    return "silence" if word.reason in silence else "in_person"


def forms(desk: Desk, branch: Org, month: str) -> list[tuple[Person, Declaration | None]]:
    """Answer the members for whom a month counts, each with the own form or without."""
    found = {form.person_id: form for form in declarations.of_month(desk.tx, branch.id, month)}
    scope = {person.id: person for person in reminder.in_scope(desk, branch, month)}
    scope |= {person_id: persons.get(desk.tx, person_id) for person_id in found}
    return [(person, found.get(person.id)) for _, person in sorted(scope.items())]


# ---- in words --------------------------------------------------------------------------------------------------


def head_text(branch: Org, month: str, speech: Language) -> Html:
    """Say what the list is."""
    return speech.say(HEAD, month=speech.month(month), branch=branch.name)


def lines(desk: Desk, branch: Org, month: str, speech: Language) -> list[Html]:
    """Write the list: a line each for the entries of the office, then for the forms."""
    told = [_entry_text(desk, one, speech) for one in entered(desk, branch, month)] or [speech.say(NOTHING)]
    told.append(speech.say(FORMS))
    for person, form in forms(desk, branch, month):
        state = speech.say(NO_FORM)
        if form is not None:
            state = speech.say(FORM_ANSWERS[FormState(form.state)], words=form.words or "")
        told.append(speech.say(FORM, name=person.name, state=state))
    return told


def _entry_text(desk: Desk, one: Entered, speech: Language) -> Html:
    claim = one.claim
    item = by_id(desk, claim.scheme_id).scheme.items[claim.item]
    return speech.say(
        ENTERED,
        id=claim.id,
        name=subject_of(desk, claim.subject_kind, claim.subject_id).name,
        item=f"{item.code} {item_name(item, speech)}",
        points=points_text(claim.requested, sign=True),
        submitter=persons.get(desk.tx, claim.submitter_id).name,
        answer=speech.word(ANSWERS[one.answer]),
        state=speech.word(STATES[claim.state]),
    )
