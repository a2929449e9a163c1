"""Granting: candidates are laid open, objected to, granted; a grant may be revoked by two persons, with a reason."""

from collections.abc import Sequence

from bot.domain.awards.award_refusals import not_eligible
from bot.domain.awards.entry import EntryState, RoundState
from bot.domain.points.ranking import rank
from bot.domain.points.text import NOTE_LIMIT, REASON_LIMIT, clean_text
from bot.domain.ratings.refusals import objections_open, publicity_runs, too_many_chosen
from bot.domain.refusals import Refusal, no_right, stale_card, words_needed
from bot.i18n import N_, Html, Language
from bot.pictures.certificate import Certificate
from bot.services import committee, people
from bot.services.asked import second_persons
from bot.services.awards import award, eligibility, judging
from bot.services.awards import entry as entries
from bot.services.awards.award import Round
from bot.services.desk import Desk
from bot.services.pictures import certificate as pictured
from storage import award_rounds, orgs, persons
from storage.award_entries import Entry
from storage.award_rounds import AwardObjection
from storage.orgs import Org
from storage.persons import Person

PUBLICITY_WORKDAYS = 5
SHOWN = 15
HANDLE = ("committee_reviewer", "municipal_reviewer", "admin")

LAID_OPEN = N_(
    "🏆 {title} {period}, candidates: {names}\nPublicity until {until}, 24:00. Who sees it differently can object; "
    "only those who handle it read that."
)
MORE = N_("{names} and {n} more")
OBJECT = N_("✋ Object")
GRANTED = N_("🏆 {title} {period} is granted: {names}. Congratulations!")
YOURS = N_("🏆 {name}: {title} {period} is granted. Your certificate: {sign}")
OBJECTED = N_("✋ {name} objects to {title} {period}: {text}")
ANSWER = N_("🏆 Answer it")
DISMISSED = N_("🏆 Your objection to {title} was not upheld by {by}: {text}")
UPHELD = N_("🏆 Your objection to {title} was upheld by {by}; {candidate} is no candidate any more. {text}")
TAKEN_OUT = N_("🏆 {name} is no candidate for {title} any more, after an objection. {by}: {text}")
REVOKED = N_("🏆 {title} {period} of {name} was revoked by {by}. Reason: {text}")
CORRECTED = N_("🏆 {title} {period}: {name} is no longer among those it was granted to.")


def certificate_sign(found: Round, entry: Entry) -> str:
    """Write the number of a certificate: kind, period, entry, as the archive lists it."""
    return f"{found.row.kind.upper()}-{found.row.period}-{entry.id:05d}"


# ---- publicity ---------------------------------------------------------------------------------------------------
def publish(desk: Desk, actor: Person, found: Round, *, rev: int) -> Round:
    """Lay the candidates open; who does not fulfil what the award needs any more is refused by name, privately.

    Raises:
        Refusal: ``NO_RIGHT``, ``ROUND_IS``, ``STALE_CARD``, ``MARKS_MISSING``, ``FIGURES_MISSING``,
            ``CHOICE_NEEDS_REASON``, ``NOT_ELIGIBLE``.
    """
    committee.need_conductor(desk, actor, found.org)
    award.need(found, RoundState.JUDGING)
    outcome = judging.result(desk, found)
    judging.need_reason(found, outcome)
    standing = {one.id: one for one in award.entries(desk, found, EntryState.ENTERED)}
    for number in outcome.chosen:
        _still_eligible(desk, found, standing[number])
    until = desk.calendar().add_workdays(desk.today, PUBLICITY_WORKDAYS)
    found = award.change(desk, found, rev, state=RoundState.PUBLICITY, until=until)
    committee.note(desk, actor, "award", f"round {found.row.id}", f"published {len(outcome.chosen)}")
    places = rank({str(entry): score for entry, score in outcome.choice.scores.items()})
    for number, one in standing.items():
        state = EntryState.CANDIDATE if number in set(outcome.chosen) else one.state
        score = outcome.choice.scores.get(number)
        entries.change(desk, one, one.rev, state=state, score=score, place=places.get(str(number)))
    _say(desk, found, LAID_OPEN, "laid open", until=until, keys=[(OBJECT, f"aw:j:{found.row.id}")])
    return found


def _still_eligible(desk: Desk, found: Round, entry: Entry) -> None:
    branch = orgs.get(desk.tx, entry.branch_id)
    against = eligibility.barriers(desk, found.rules, branch, entry.person_id, int(found.row.period[:4]))
    if against:
        raise not_eligible(award.name_of(desk, entry), against)


def _say(
    desk: Desk, found: Round, sentence: str, step: str, *, keys: Sequence[tuple[str, str]] = (), **facts: object
) -> None:
    """Tell the groups of all branches who the candidates or winners are."""
    chosen = award.entries(desk, found, EntryState.CANDIDATE, EntryState.GRANTED)
    names = [award.name_of(desk, one) for one in chosen]

    def said(speech: Language) -> Html:
        shown: str | Html = speech.listing(names[:SHOWN]) if names else "–"
        if len(names) > SHOWN:
            shown = speech.plain(MORE, names="、".join(names[:SHOWN]), n=len(names) - SHOWN)
        told = {"title": award.title(found, speech), "period": speech.period(found.row.period), "names": shown}
        return speech.say(sentence, **told, **facts)

    for branch in committee.under(desk, found.org):
        committee.announce(desk, branch, f"award:{found.row.id}:{step}", said, keys=keys)


# ---- objections --------------------------------------------------------------------------------------------------
def may_object(desk: Desk, actor: Person, found: Round) -> None:
    """Insist that somebody may object: a member of a branch of the round, while it is laid open.

    Raises:
        Refusal: ``ROUND_IS``, ``NOT_ENROLLED``.
    """
    award.need(found, RoundState.PUBLICITY)
    own = {branch.id for branch in people.branches_with_role(desk, actor)}
    if not own & {branch.id for branch in committee.under(desk, found.org)} and not people.is_admin(desk, actor):
        people.need_member(desk, actor, found.org)
    if found.row.until is None or desk.today > found.row.until:
        award.need(found, RoundState.ENTRIES)


def raise_objection(desk: Desk, actor: Person, found: Round, text: str) -> None:
    """File an objection; those who handle it are told, in private.

    Raises:
        Refusal: as `may_object`, ``WORDS_NEEDED``.
    """
    may_object(desk, actor, found)
    words = clean_text(text, NOTE_LIMIT)
    if not words:
        raise words_needed()
    number = award_rounds.object_to(desk.tx, round_id=found.row.id, person_id=actor.id, text=words, now=desk.now)
    committee.note(desk, actor, "award", f"round {found.row.id}", f"objection {number}")

    def said(speech: Language) -> Html:
        facts = {"title": award.title(found, speech), "period": speech.period(found.row.period)}
        return speech.say(OBJECTED, name=actor.name, text=words, **facts)

    committee.tell(desk, handlers(desk, found, actor.id), found.org, said, keys=[(ANSWER, f"aw:q:{number}")])


def handlers(desk: Desk, found: Round, objector: int) -> list[Person]:
    """Answer who handles an objection: not who objects, nor who decided the round."""
    parts = (objector, found.row.decided_by, found.row.opened_by)
    try:
        return second_persons(desk, found.org, HANDLE, excluded=[one for one in parts if one is not None])
    except Refusal:
        return []


def waiting(desk: Desk, found: Round) -> list[AwardObjection]:
    """Answer the objections that nobody answered yet."""
    return [one for one in award_rounds.objections(desk.tx, found.row.id) if one.answer is None]


def to_answer(desk: Desk, actor: Person, number: int) -> tuple[AwardObjection, Round]:
    """Answer an objection for who handles it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    objection = award_rounds.objection(desk.tx, number)
    if objection is None or objection.answer is not None:
        raise stale_card()
    found = award.known(desk, objection.round_id)
    if all(one.id != actor.id for one in handlers(desk, found, objection.person_id)):
        raise no_right(HANDLE[:1])
    return objection, found


def answer(desk: Desk, actor: Person, number: int, text: str) -> Round:
    """Answer an objection: words alone dismiss it; a candidate's number before them (`12 …`) takes that one out.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``WORDS_NEEDED``.
    """
    objection, found = to_answer(desk, actor, number)
    candidate, words = _read(desk, found, text)
    if not words:
        raise words_needed()
    withdraws = candidate.id if candidate is not None else None
    if not award_rounds.answer(desk.tx, number, text=words, withdraws=withdraws, by=actor.id, now=desk.now):
        raise stale_card()
    committee.note(desk, actor, "award", f"round {found.row.id}", f"answered {number}")
    name = award.name_of(desk, candidate) if candidate is not None else ""

    def told(speech: Language) -> Html:
        facts = {"title": award.title(found, speech), "by": actor.name, "text": words, "candidate": name}
        return speech.say(UPHELD if candidate is not None else DISMISSED, **facts)

    committee.tell(desk, [persons.get(desk.tx, objection.person_id)], found.org, told)
    if candidate is not None:
        entries.change(desk, candidate, candidate.rev, state=EntryState.ENTERED, chosen=False)
        _tell_entered(desk, found, candidate, TAKEN_OUT, by=actor.name, text=words)
    return found


def _read(desk: Desk, found: Round, text: str) -> tuple[Entry | None, str]:
    head, _, tail = text.strip().partition(" ")
    chosen = {str(one.id): one for one in award.entries(desk, found, EntryState.CANDIDATE)}
    if head.lstrip("#") in chosen and tail.strip():
        return chosen[head.lstrip("#")], clean_text(tail, REASON_LIMIT)
    return None, clean_text(text, REASON_LIMIT)


# ---- grant, revocation -------------------------------------------------------------------------------------------
def grant(desk: Desk, actor: Person, found: Round, *, rev: int) -> Round:
    """Grant what was laid open once the publicity is over and objections are answered; winners get their certificate.

    Raises:
        Refusal: ``NO_RIGHT``, ``ROUND_IS``, ``STALE_CARD``, ``RATING_PUBLICITY_RUNS``, ``OBJECTIONS_OPEN``.
    """
    committee.need_conductor(desk, actor, found.org)
    award.need(found, RoundState.PUBLICITY)
    if found.row.until is not None and desk.today <= found.row.until:
        raise publicity_runs(found.row.until)
    if left := waiting(desk, found):
        raise objections_open(len(left))
    found = award.change(desk, found, rev, state=RoundState.GRANTED)
    committee.note(desk, actor, "award", f"round {found.row.id}", "granted")
    for one in award.entries(desk, found, EntryState.CANDIDATE):
        entries.change(desk, one, one.rev, state=EntryState.GRANTED)
        _congratulate(desk, found, one)
    _say(desk, found, GRANTED, "granted")
    return found


def revoke(desk: Desk, actor: Person, number: int, text: str) -> Entry:
    """Revoke what was granted, for a reason that the winner reads; groups read only that it stands no more.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``WORDS_NEEDED``.
    """
    entry = entries.known(desk, number)
    found = award.known(desk, entry.round_id)
    committee.need_conductor(desk, actor, found.org)
    words = clean_text(text, REASON_LIMIT)
    if not words:
        raise words_needed()
    if entry.state != EntryState.GRANTED:
        raise stale_card()
    entry = entries.change(desk, entry, entry.rev, state=EntryState.REVOKED, revoked_by=actor.id, revoked_why=words)
    committee.note(desk, actor, "award", f"entry {number}", "revoked")
    _tell_entered(desk, found, entry, REVOKED, by=actor.name, text=words)
    branch, name = orgs.get(desk.tx, entry.branch_id), award.name_of(desk, entry)

    def said(speech: Language) -> Html:
        period = speech.period(found.row.period)
        return speech.say(CORRECTED, title=award.title(found, speech, entry), period=period, name=name)

    committee.announce(desk, branch, f"award:{entry.id}:revoked", said)
    return entry


def _congratulate(desk: Desk, found: Round, entry: Entry) -> None:
    branch, sign = orgs.get(desk.tx, entry.branch_id), certificate_sign(found, entry)
    name = award.name_of(desk, entry)

    def certified(speech: Language) -> Certificate:
        period, title = speech.period(found.row.period), award.title(found, speech, entry)
        return pictured.of_award(desk, branch, found.org, speech, name=name, title=title, period=period, sign=sign)

    _tell_entered(desk, found, entry, YOURS, certificate=certified, sign=sign)


def _tell_entered(
    desk: Desk,
    found: Round,
    entry: Entry,
    sentence: str,
    *,
    certificate: committee.Certified | None = None,
    **facts: object,
) -> None:
    branch: Org = orgs.get(desk.tx, entry.branch_id)
    concerned = committee.secretaries(desk, branch)
    if entry.person_id is not None:
        concerned = [persons.get(desk.tx, entry.person_id)]
    name = award.name_of(desk, entry)

    def said(speech: Language) -> Html:
        told = {"title": award.title(found, speech, entry), "period": speech.period(found.row.period), "name": name}
        return speech.say(sentence, **told, **facts)

    committee.tell(desk, concerned, branch, said, certificate=certificate)


def next_level(desk: Desk, actor: Person, number: int, *, rev: int) -> Entry:
    """Mark a granted entry as one that goes on to the next level, or take that back (F18: 13 of 50).

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``TOO_MANY_CHOSEN``.
    """
    entry = entries.known(desk, number)
    found = award.known(desk, entry.round_id)
    committee.need_conductor(desk, actor, found.org)
    most = found.rules.next_level
    if entry.state != EntryState.GRANTED or most is None:
        raise stale_card()
    on = sum(one.next_level for one in award.entries(desk, found, EntryState.GRANTED))
    if not entry.next_level and on >= most:
        raise too_many_chosen(most)
    return entries.change(desk, entry, rev, next_level=not entry.next_level)
