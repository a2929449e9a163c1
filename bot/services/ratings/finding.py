"""Findings: entered with their document, confirmed by a second person; then they bar stars, or take them (F5, F6, F13).

A complaint as such is never stored, nor who made it. Nothing about a finding stands in a group: a demotion is told
there as the star that is in force, without the reason.
"""

from datetime import date
from typing import NamedTuple

from bot.domain.points.day import parse_day
from bot.domain.points.text import NOTE_LIMIT, REASON_LIMIT, clean_text
from bot.domain.ratings.fact import FactKind, FactState, next_month, star_in_force
from bot.domain.ratings.refusals import fact_needs, second_person_needed, unknown_veto
from bot.domain.refusals import bad_date, no_right, not_heard_yet, stale_card, unknown_branch, words_needed
from bot.i18n import N_, Html, Language
from bot.services import committee, people
from bot.services.committee import CONDUCTS, OFFICE
from bot.services.desk import Desk
from bot.services.ratings import house
from bot.services.ratings.outcome import stars_text
from storage import orgs, persons, rating_facts
from storage.orgs import Org
from storage.persons import Person
from storage.rating_facts import Fact

HEARING_WORKDAYS = 5
USAGES = {
    FactKind.VETO: "/star veto B001 V1 2026-17 2026-05-12 …",
    FactKind.NEGATIVE: "/star negative B001 3 2026-17 2026-05-12 …",
    FactKind.DEMOTION: "/star demote B001 3 2026-17 2026-05-12 …",
}
KINDS = {"veto": FactKind.VETO, "negative": FactKind.NEGATIVE, "demote": FactKind.DEMOTION}

TITLES = {
    "veto": N_("⛔ Finding №{id} · {branch}: at most {stars}"),
    "negative": N_("📕 Negative list №{id} · {branch}: at most {stars}"),
    "demotion": N_("📉 Demotion №{id} · {branch}: to {stars}"),
}
BODY = N_("{title}\nDocument {document} of {since}\n{text}\nEntered by {by} · {state}")
STATES = {
    "proposed": N_("waits for a second person"),
    "confirmed": N_("confirmed"),
    "applied": N_("in force"),
    "lifted": N_("lifted"),
    "dropped": N_("dropped"),
}
CONFIRM = N_("✅ Confirm")
DROP = N_("✖️ Drop")
LIFT = N_("↺ Lift")
APPLY = N_("📉 Take the stars")
EXPLAIN = N_("💬 Explain")
TOLD = N_("{finding}\nConfirmed by {by}. It bars more stars in the rating until it is lifted.")
HEARING = N_("{finding}\nConfirmed by {by}. Before stars are taken we want to hear you, until {due}.")
HEARD = N_("💬 {name} explains for {branch}: {text}")
ENDED = N_("{finding}\n{by}: {reason}")
DEMOTED = N_("⭐ {branch}: {stars} in force from {month}.")


class Wish(NamedTuple):
    """A finding as somebody enters it."""

    branch: Org
    kind: FactKind
    veto: str
    max_star: int
    document: str
    since: date
    text: str


def read(desk: Desk, org: Org, verb: str, words: list[str]) -> Wish:
    """Read a finding: kind, branch, class or most stars, document, day, what was found.

    Raises:
        Refusal: ``FACT_NEEDS``, ``UNKNOWN_BRANCH``, ``UNKNOWN_VETO``, ``BAD_DATE``, ``FUTURE_DATE``.
    """
    kind = KINDS[verb]
    if len(words) < 5:
        raise fact_needs(USAGES[kind])
    code, limit, document, day, *rest = words
    branch = orgs.by_code(desk.tx, code.upper())
    if branch is None or all(branch.id != one.id for one in committee.under(desk, org)):
        raise unknown_branch(code)
    veto, most = _limit(desk, org, kind, limit.upper())
    since = parse_day(day, desk.today)
    if since is None:
        raise bad_date(day)
    text = clean_text(" ".join(rest), NOTE_LIMIT)
    if not text:
        raise fact_needs(USAGES[kind])
    return Wish(branch, kind, veto, most, clean_text(document, 60), since, text)


def _limit(desk: Desk, org: Org, kind: FactKind, word: str) -> tuple[str, int]:
    """Answer the class and the most stars that a finding leaves."""
    if kind is FactKind.VETO:
        sheet = house.sheet_in_force(desk, org)
        if word not in sheet.vetoes:
            raise unknown_veto(word, tuple(sheet.vetoes))
        return word, sheet.veto_max_star
    if word not in {"1", "2", "3", "4"}:
        raise fact_needs(USAGES[kind])
    return "", int(word)


def propose(desk: Desk, actor: Person, wish: Wish) -> Fact:
    """Enter a finding; it counts for nothing before a second person confirmed it.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    committee.need_conductor(desk, actor, wish.branch)
    number = rating_facts.add(
        desk.tx,
        branch_id=wish.branch.id,
        kind=wish.kind,
        veto=wish.veto,
        max_star=wish.max_star,
        document=wish.document,
        since=wish.since,
        text=wish.text,
        proposed_by=actor.id,
        proposed_at=desk.now,
    )
    committee.note(desk, actor, "rating", f"finding {number}", f"proposed {wish.kind} {wish.branch.code}")
    fact = known(desk, number)
    keys = [(CONFIRM, f"sr:fc:{number}:{fact.rev}"), (DROP, f"sr:fd:{number}:{fact.rev}")]
    committee.tell(desk, seconds(desk, fact), wish.branch, lambda speech: text(desk, fact, speech), keys=keys)
    return fact


def known(desk: Desk, number: int) -> Fact:
    """Answer a finding. Raises ``STALE_CARD`` where there is none."""
    fact = rating_facts.get(desk.tx, number)
    if fact is None:
        raise stale_card()
    return fact


def seconds(desk: Desk, fact: Fact) -> list[Person]:
    """Answer who may confirm a finding: who conducts ratings or reviews, without who entered it."""
    held = people.holders(desk, orgs.get(desk.tx, fact.branch_id))
    able = [one for role in ("committee_reviewer", "municipal_reviewer", "admin") for one in held.get(role, ())]
    return [persons.get(desk.tx, int(one)) for one in dict.fromkeys(able) if int(one) != fact.proposed_by]


def confirm(desk: Desk, actor: Person, number: int, *, rev: int) -> Fact:
    """Confirm a finding as the second person; only now the branch learns of it, and only privately.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``SECOND_PERSON_NEEDED``.
    """
    fact = _second(desk, actor, number)
    due = desk.calendar().add_workdays(desk.today, HEARING_WORKDAYS)
    hearing = fact.kind == FactKind.DEMOTION
    fact = _move(desk, actor, fact, rev, FactState.CONFIRMED, confirmed_by=actor.id, due_on=due if hearing else None)
    branch = orgs.get(desk.tx, fact.branch_id)

    def told(speech: Language) -> Html:
        facts = {"finding": text(desk, fact, speech), "by": actor.name, "due": due}
        return speech.say(HEARING if hearing else TOLD, **facts)

    committee.tell(desk, committee.secretaries(desk, branch), branch, told, keys=[(EXPLAIN, f"sr:fe:{number}")])
    return fact


def explain(desk: Desk, actor: Person, number: int, words: str) -> Fact:
    """Take what a branch says to a finding; those who decide read it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``WORDS_NEEDED``.
    """
    fact = known(desk, number)
    branch = orgs.get(desk.tx, fact.branch_id)
    if not house.rates(desk, actor, branch):
        raise no_right(OFFICE)
    said = clean_text(words, NOTE_LIMIT)
    if not said:
        raise words_needed()
    if fact.state != FactState.CONFIRMED:
        raise stale_card()
    fact = _move(desk, actor, fact, fact.rev, FactState.CONFIRMED, heard=said)
    deciding = [persons.get(desk.tx, one) for one in (fact.proposed_by, fact.confirmed_by) if one is not None]
    facts = {"name": actor.name, "branch": branch.name, "text": said}
    keys = [(APPLY, f"sr:fa:{number}:{fact.rev}")] if fact.kind == FactKind.DEMOTION else []
    keys.append((LIFT, f"sr:fl:{number}:{fact.rev}"))
    committee.tell(desk, deciding, branch, lambda speech: speech.say(HEARD, **facts), keys=keys)
    return fact


def apply(desk: Desk, actor: Person, number: int, *, rev: int) -> Fact:
    """Take the stars of a demotion once the branch was heard: from next month on, told in its groups without reason.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``NOT_HEARD_YET``.
    """
    fact = known(desk, number)
    branch = orgs.get(desk.tx, fact.branch_id)
    committee.need_conductor(desk, actor, branch)
    if fact.kind != FactKind.DEMOTION or fact.state != FactState.CONFIRMED:
        raise stale_card()
    if fact.heard is None and fact.due_on is not None and desk.today <= fact.due_on:
        raise not_heard_yet(fact.due_on)
    fact = _move(desk, actor, fact, rev, FactState.APPLIED, ended_by=actor.id)
    month = next_month(desk.today)
    star = min(fact.max_star, star_in_force(house.history(desk, branch), month) or fact.max_star)
    rating_facts.put_star(
        desk.tx, branch_id=branch.id, star=star, month=month, rating_id=None, fact_id=number, at=desk.now
    )
    facts = {"branch": branch.name, "stars": stars_text(star)}

    def told(speech: Language) -> Html:
        return speech.say(DEMOTED, month=speech.month(month), **facts)

    committee.tell(desk, committee.secretaries(desk, branch), branch, told)
    committee.announce(desk, branch, f"finding:{number}", told)
    return fact


def end(desk: Desk, actor: Person, number: int, *, rev: int, words: str) -> Fact:
    """Drop a finding that waits, or lift one that stands, for a reason that the branch reads if it knew of it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``WORDS_NEEDED``.
    """
    fact = known(desk, number)
    branch = orgs.get(desk.tx, fact.branch_id)
    committee.need_conductor(desk, actor, branch)
    reason = clean_text(words, REASON_LIMIT)
    if not reason:
        raise words_needed()
    state = {FactState.PROPOSED: FactState.DROPPED, FactState.CONFIRMED: FactState.LIFTED}.get(FactState(fact.state))
    if state is None:
        raise stale_card()
    fact = _move(desk, actor, fact, rev, state, ended_by=actor.id, ended_why=reason)
    if state is FactState.LIFTED:

        def told(speech: Language) -> Html:
            return speech.say(ENDED, finding=text(desk, fact, speech), by=actor.name, reason=reason)

        committee.tell(desk, committee.secretaries(desk, branch), branch, told)
    return fact


def text(desk: Desk, fact: Fact, speech: Language) -> Html:
    """Write a finding for those who may read it: who decides, and the branch once it is confirmed."""
    branch, by = orgs.get(desk.tx, fact.branch_id), persons.get(desk.tx, fact.proposed_by)
    title = speech.say(TITLES[fact.kind], id=fact.id, branch=branch.name, stars=stars_text(fact.max_star))
    facts = {"document": fact.document, "since": fact.since, "text": fact.text, "by": by.name}
    return speech.say(BODY, title=title, state=speech.word(STATES[fact.state]), **facts)


def _second(desk: Desk, actor: Person, number: int) -> Fact:
    fact = known(desk, number)
    if fact.proposed_by == actor.id:
        raise second_person_needed()
    if all(one.id != actor.id for one in seconds(desk, fact)):
        raise no_right(CONDUCTS)
    if fact.state != FactState.PROPOSED:
        raise stale_card()
    return fact


def _move(desk: Desk, actor: Person, fact: Fact, rev: int, state: FactState, **values: object) -> Fact:
    if fact.rev != rev or not rating_facts.change(desk.tx, fact.id, from_rev=rev, state=state, **values):
        raise stale_card()
    committee.note(desk, actor, "rating", f"finding {fact.id}", state)
    return known(desk, fact.id)
