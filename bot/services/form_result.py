"""The result of a declaration form: once the month's claims are decided, the member confirms it or disputes it (S3)."""

from bot.domain.points.claim import ClaimState
from bot.domain.points.declaration import SIGNED, FormState, follow
from bot.domain.points.period import month_ends, month_key
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import stale_card, words_needed
from bot.i18n import N_, Language
from bot.services import form_text, notice, people
from bot.services.desk import Desk
from bot.services.letters import Key, Lane, PrivateLetter, post
from storage import claim_lists, declarations, orgs, persons
from storage.claims import Claim
from storage.declarations import Declaration
from storage.persons import Person

RIGHT = N_("👍 That is right")
DISPUTE = N_("👎 I dispute it")
ASK_AGAIN = N_("↻ Ask again")
DISPUTED = N_(
    "👎 {name} disputes the result of the declaration form for {month}.\nReason: {words}\n"
    "Please talk with them. What was booked wrongly is taken back with /adjust; then ask again with ↻."
)


def key(declaration: Declaration, label: str, verb: str) -> Key:
    """Answer a button of a form, by its label as the reader sees it."""
    return Key(label=label, data=f"fm:{declaration.id}:{verb}:{declaration.rev}")


def change(desk: Desk, declaration: Declaration, act: str, **values: object) -> Declaration:
    """Move a form on by an act, with what is to be remembered of it; answer it as it stands then.

    Raises:
        Refusal: ``FORM_NOT_SO``, ``STALE_CARD`` where somebody was faster.
    """
    state = follow(FormState(declaration.state), act)
    if not declarations.change(desk.tx, declaration.id, from_rev=declaration.rev, state=state.value, **values):
        raise stale_card()
    return known(desk, declaration.id)


def known(desk: Desk, declaration_id: int) -> Declaration:
    """Answer a form by its number.

    Raises:
        Refusal: ``STALE_CARD`` where there is none.
    """
    found = declarations.get(desk.tx, declaration_id)
    if found is None:
        raise stale_card()
    return found


def decided(desk: Desk, claim: Claim) -> None:
    """Let the form of a claim's month follow what became of the claim."""
    if claim.subject_kind == "branch":
        return
    form = declarations.of(desk.tx, claim.branch_id, month_key(claim.occurred_on), claim.subject_id)
    if form is not None and form.state in SIGNED:
        settle(desk, form)


def settle(desk: Desk, form: Declaration) -> Declaration:
    """Bring a signed form to what its month's claims say: all decided, or one of them in review again."""
    waiting = waits(desk, form)
    if form.state == FormState.SUBMITTED and not waiting:
        form = change(desk, form, "decided", reviewed_at=desk.now)
        ask(desk, form)
    elif form.state != FormState.SUBMITTED and waiting:
        form = change(desk, form, "undecided", reviewed_at=None, answered_at=None, words=None)
    return form


def waits(desk: Desk, form: Declaration) -> bool:
    """Tell whether a claim of the member's for the form's month is still to be decided."""
    last = month_ends(form.month)
    return any(
        claim.branch_id == form.branch_id and ClaimState(claim.state) in form_text.OPEN_CLAIMS
        for kind in ("member", "cadre")
        for claim in claim_lists.of_subject(desk.tx, kind, form.person_id, last.replace(day=1), last)
    )


def ask(desk: Desk, form: Declaration) -> None:
    """Ask the member whether the result of a form is right."""
    person = persons.get(desk.tx, form.person_id)
    if person.telegram_id is None:
        return
    speech = desk.speaks(person)
    text = form_text.page_text(desk, form_text.look(desk, form), speech)
    letter = PrivateLetter(
        to=person.telegram_id,
        text=text,
        keyboard=[answers(form, speech)],
        lane=Lane.CARD,
        about=orgs.get(desk.tx, form.branch_id),
    )
    post(desk, letter)


def answers(form: Declaration, speech: Language) -> list[Key]:
    """Answer the buttons by which a member answers to the result."""
    return [key(form, speech.plain(RIGHT), "y"), key(form, speech.plain(DISPUTE), "n")]


def answer(desk: Desk, form: Declaration, *, right: bool, words: str = "") -> Declaration:
    """Take the member's word on the result; a dispute goes to the secretary with its reason.

    Raises:
        Refusal: ``FORM_NOT_SO``, ``STALE_CARD``, ``WORDS_NEEDED``.
    """
    if right:
        return change(desk, form, "confirm", answered_at=desk.now)
    words = clean_text(words, REASON_LIMIT)
    if not words:
        raise words_needed()
    disputed = change(desk, form, "dispute", answered_at=desk.now, words=words)
    branch, name = orgs.get(desk.tx, form.branch_id), persons.get(desk.tx, form.person_id).name
    for person in notice.office(desk, branch):
        if person.telegram_id is not None:
            speech = desk.speaks(person)
            text = speech.say(DISPUTED, name=name, month=speech.month(form.month), words=words)
            keys = [[key(disputed, speech.plain(ASK_AGAIN), "g")]]
            post(desk, PrivateLetter(to=person.telegram_id, text=text, keyboard=keys, about=branch))
    return disputed


def ask_again(desk: Desk, person: Person, form: Declaration) -> Declaration:
    """Put a disputed result to the member once more: the secretary has talked with them.

    Raises:
        Refusal: ``NO_RIGHT``, ``FORM_NOT_SO``, ``STALE_CARD``.
    """
    people.need_role(desk, person, orgs.get(desk.tx, form.branch_id), "secretary")
    asked = change(desk, form, "ask", answered_at=None)
    ask(desk, asked)
    return asked
