"""Community: the four ones of a member, a service post, a yearly word of the community, questions to it (J6, J7).

What a community tells holds only which of the four ones and when; the member reads it and answers before it counts
(2.3-15). What it is asked before a promotion or an award it answers without words: no objection, or please talk to us.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.domain.awards.rules import CommunityRule
from bot.domain.organisation.pairing import FOUR_ONES, FourOnes, four_ones
from bot.domain.points.day import parse_day, parse_due
from bot.domain.refusals import bad_date, no_right, stale_card
from bot.i18n import N_, Html, Language
from bot.schemes.loader import load_preset
from bot.services import committee, invite, people, words
from bot.services.desk import Desk
from storage import audit, communities, orgs, persons, rosters, tokens
from storage.communities import Act, Consultation
from storage.orgs import Org
from storage.persons import Person

RULES = "jiangjin"
"""The preset whose community section counts."""
KEEP = timedelta(days=30)
REPORT, QUESTION = "community", "consult"
"""Kinds of one-time links: for a member's yearly word, and for a question."""

TOLD = N_(
    "🏘 {by} tells for the community what you did: {acts}. It counts only if you say that it is right; "
    "nothing else was told."
)
RIGHT = N_("✅ It is right")
WRONG = N_("✋ It is not")
DISPUTED = N_("🏘 {name} says that what the community told is not right. Please talk to both; nothing of it counts.")
ANSWERED = {
    "agree": N_("🏘 The community has no objection: {name}, {subject}."),
    "talk": N_("🏘 The community asks for a talk before it is decided: {name}, {subject}. No words are kept."),
}
DONE = N_("{one}, {day}")


class Year(NamedTuple):
    """A member's year: what was done when, as it counts, and what it comes to."""

    acts: Sequence[Act]
    result: FourOnes
    post: int | None


def rules() -> CommunityRule:
    """Answer the community section of the rulebook."""
    awards = load_preset(RULES).awards
    if awards is None or awards.community is None:
        raise LookupError(f"preset {RULES} has no community section")
    return awards.community


def name_of(one: str, speech: Language) -> str:
    """Answer what one of the four ones is called."""
    return words.named(rules().four_ones[FOUR_ONES.index(one)], speech)


def listed(names: Sequence[Mapping[str, str]], at: int, speech: Language) -> str:
    """Answer an entry of one of the rulebook's lists."""
    return words.named(names[at], speech)


def year(desk: Desk, person: Person, of: int) -> Year:
    """Answer a member's year."""
    acts = [one for one in communities.of_person(desk.tx, person.id) if one.done_on.year == of]
    counted = [one for one in acts if one.state == "counted"]
    done = {name: sum(one.one == name for one in counted) for name in FOUR_ONES}
    return Year(acts, four_ones(done), communities.post_of(desk.tx, person.id))


def branch_year(desk: Desk, branch: Org, of: int) -> tuple[int, int]:
    """Answer how many members of a branch have done all four in a year, and how many members there are."""
    roster = rosters.roster(desk.tx, branch.id)
    full = sum(year(desk, person, of).result.full for person in roster)
    return full, len(roster)


def enter(desk: Desk, person: Person, branch: Org, one: str, word: str) -> None:
    """Enter an own act on a day; a day that is known already is not entered twice.

    Raises:
        Refusal: ``BAD_DATE``, ``FUTURE_DATE``.
    """
    day = parse_day(word.strip(), desk.today)
    if day is None:
        raise bad_date(word)
    _write(desk, branch, person, one, day, by=person.id, state="counted")


def _write(desk: Desk, branch: Org, person: Person, one: str, day: date, *, by: int, state: str) -> None:
    communities.act(
        desk.tx,
        branch_id=branch.id,
        person_id=person.id,
        one=one,
        done_on=day,
        state=state,
        entered_by=by,
        at=desk.now,
    )


def choose_post(desk: Desk, person: Person, branch: Org, post: int) -> None:
    """Take a service post of the rulebook's list in the place of the one before.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    if not 0 <= post < len(rules().posts):
        raise stale_card()
    communities.take_post(desk.tx, branch_id=branch.id, person_id=person.id, post=post, on=desk.today)


# ---- the word of the community -----------------------------------------------------------------------------------
def link(desk: Desk, actor: Person, branch: Org, person: Person) -> str:
    """Answer a one-time link by which the community tells of a member.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    _office(desk, actor, branch)
    facts = {"org": branch.id, "person": person.id}
    word = invite.new(desk, REPORT, facts, KEEP)
    audit.add(desk.tx, now=desk.now, actor_id=actor.id, action="community", what=f"person {person.code}", after="link")
    return desk.house.link(f"{REPORT}-{word}")


def about(desk: Desk, word: str, kind: str, account: int) -> tuple[Person, Org, int]:
    """Answer whom a link is about, where, and its number for a question (0 for none).

    Raises:
        Refusal: ``TOKEN_EXPIRED``, ``TOO_MANY_GUESSES``.
    """
    token = invite.find(desk, word, kind, account)
    person, branch = persons.get(desk.tx, token.facts["person"]), orgs.get(desk.tx, token.facts["org"])
    return person, branch, int(token.facts.get("question", 0))


def tell(desk: Desk, contact: Person, word: str, days: Mapping[str, date], account: int) -> Person:
    """Take what a community tells, once: the member is asked whether it is right.

    Raises:
        Refusal: ``TOKEN_EXPIRED``, ``STALE_CARD`` where nothing is told.
    """
    person, branch, _ = about(desk, word, REPORT, account)
    if not days or not tokens.use(desk.tx, invite.digest_of(word), by=contact.id, now=desk.now):
        raise stale_card()
    for one, day in days.items():
        _write(desk, branch, person, one, day, by=contact.id, state="told")

    def said(speech: Language) -> Html:
        acts = speech.listing(
            speech.plain(DONE, one=name_of(one, speech), day=speech.day(day)) for one, day in days.items()
        )
        return speech.say(TOLD, by=contact.name, acts=acts)

    keys = [(RIGHT, f"cm:y:{contact.id}"), (WRONG, f"cm:n:{contact.id}")]
    committee.tell(desk, [person], branch, said, keys=keys)
    return person


def settle(desk: Desk, person: Person, branch: Org, contact_id: int, *, right: bool) -> None:
    """Let what was told of oneself count, or dispute it; then the office hears that, and nothing counts.

    Raises:
        Refusal: ``STALE_CARD`` where nothing waits for that.
    """
    if not communities.settle(desk.tx, person.id, contact_id, "counted" if right else "disputed"):
        raise stale_card()
    if not right:
        hearers = committee.secretaries(desk, branch)
        committee.tell(desk, hearers, branch, lambda speech: speech.say(DISPUTED, name=person.name))


# ---- questions -----------------------------------------------------------------------------------------------------
def ask(desk: Desk, actor: Person, branch: Org, person: Person, *, subject: int, due: str) -> tuple[Consultation, str]:
    """Ask a member's community before something is decided; answer the question and its one-time link.

    Raises:
        Refusal: ``NO_RIGHT``, ``STALE_CARD``, ``BAD_DATE``, ``DUE_IS_PAST``.
    """
    _office(desk, actor, branch)
    if not 0 <= subject < len(rules().consult_on):
        raise stale_card()
    day = parse_due(due.strip(), desk.today)
    if day is None:
        raise bad_date(due)
    number = communities.ask(
        desk.tx,
        branch_id=branch.id,
        person_id=person.id,
        subject=subject,
        due_on=day,
        asked_by=actor.id,
        asked_at=desk.now,
    )
    facts = {"org": branch.id, "person": person.id, "question": number}
    keep = timedelta(days=(day - desk.today).days + 1)
    word = invite.new(desk, QUESTION, facts, keep)
    audit.add(desk.tx, now=desk.now, actor_id=actor.id, action="community", what=f"person {person.code}", after="asked")
    return known(desk, number), desk.house.link(f"{QUESTION}-{word}")


def known(desk: Desk, number: int) -> Consultation:
    """Answer a question. Raises ``STALE_CARD`` where there is none."""
    found = communities.consultation(desk.tx, number)
    if found is None:
        raise stale_card()
    return found


def reply(desk: Desk, contact: Person, word: str, answer: str, account: int) -> Consultation:
    """Take the community's answer, once: agree, or talk; who asked is told.

    Raises:
        Refusal: ``TOKEN_EXPIRED``, ``STALE_CARD``.
    """
    person, branch, number = about(desk, word, QUESTION, account)
    question = known(desk, number)
    if answer not in ANSWERED or not tokens.use(desk.tx, invite.digest_of(word), by=contact.id, now=desk.now):
        raise stale_card()
    if not communities.answer(desk.tx, number, answer=answer, by=contact.id, now=desk.now):
        raise stale_card()

    def said(speech: Language) -> Html:
        subject = listed(rules().consult_on, question.subject, speech)
        return speech.say(ANSWERED[answer], name=person.name, subject=subject)

    committee.tell(desk, [persons.get(desk.tx, question.asked_by)], branch, said)
    return known(desk, number)


def _office(desk: Desk, actor: Person, branch: Org) -> None:
    if not people.roles_in(desk, actor, branch) & set(committee.OFFICE) and not people.is_above(desk, actor, branch):
        raise no_right(committee.OFFICE)
