"""Exemptions: a leave is asked for and stands when a second person agrees; its months count nowhere (2.2-20)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.domain.organisation.leave import parse_leave, starts_leave
from bot.domain.refusals import leave_known, missing_argument, no_right, stale_card
from bot.i18n import N_, Html, Language
from bot.services import asked, people, standing
from bot.services.asked import second_persons
from bot.services.desk import Desk
from bot.services.letters import Key, Keyboard, PrivateLetter, post
from storage import audit, exemptions, orgs, persons
from storage.exemptions import Exemption
from storage.orgs import Org
from storage.persons import Person

USAGE = "/exempt NAME 2026-05-03 2026-08-31 REASON"
OFFICE = ("secretary", "deputy_secretary")
DECIDE = ("secretary", "deputy_secretary", "committee_reviewer", "admin")
SHOWN_BACK = timedelta(days=366)

QUESTION = N_(
    "🗓 {by} enters a leave of {name}: {first} – {last}\nReason: {reason}\n"
    "The months that it touches then count neither in the average nor for talks. It stands only if you agree."
)
AGREE = N_("✅ Agree")
DECLINE = N_("❌ Decline")
OUTCOME = {
    "approved": N_("🗓 Leave of {name}, {first} – {last}: it stands; {by} agreed.\nReason: {reason}"),
    "declined": N_("🗓 Leave of {name}, {first} – {last}: {by} declined it.\nReason given for it: {reason}"),
    "withdrawn": N_("🗓 Leave of {name}, {first} – {last}: {by} took it back.\nReason given for it: {reason}"),
}
ENDED = N_("🗓 The leave of {name} ends on {last}; {by} entered it. Later months count again.")
HEAD = N_("🗓 Leaves of {branch}")
NONE = N_("No leave is entered.")
LINE = N_("{n}. {name}: {first} – {last} · {reason}")
WAITS = N_("⏳ {text} · waits for a second person")
HOW = N_("A new one: {usage}")


class Wish(NamedTuple):
    """A leave as somebody wants it entered."""

    person: Person
    first: date
    last: date
    reason: str


def find(desk: Desk, branch: Org, actor: Person, words: Sequence[str]) -> Wish:
    """Read whose leave a message means, with its days and reason; without a name it is the own one.

    Raises:
        Refusal: ``MISSING_ARGUMENT``, ``UNKNOWN_PERSON``, ``SEVERAL_PERSONS``, and those of ``parse_leave``.
    """
    at = next((index for index, word in enumerate(words) if starts_leave(word)), None)
    if at is None:
        raise missing_argument("exempt", USAGE)
    person = people.find_member(desk, branch, " ".join(words[:at])) if at else people.need_member(desk, actor, branch)
    return Wish(person, *parse_leave(words[at:], desk.today))


def ask(desk: Desk, actor: Person, branch: Org, wish: Wish) -> list[Person]:
    """Ask that a leave be entered; answer who may agree.

    Raises:
        Refusal: ``NO_RIGHT``, ``LEAVE_KNOWN``, ``NO_REVIEWER``.
    """
    person, first, last, reason = wish
    if actor.id != person.id:
        people.need_role(desk, actor, branch, *OFFICE)
    if exemptions.same(desk.tx, branch_id=branch.id, person_id=person.id, first=first, last=last) is not None:
        raise leave_known(person.name, first, last)
    deciding = second_persons(desk, branch, DECIDE, excluded=(actor.id, person.id))
    number = exemptions.add(
        desk.tx,
        branch_id=branch.id,
        person_id=person.id,
        first=first,
        last=last,
        reason=reason,
        asked_by=actor.id,
        now=desk.now,
    )
    _note(desk, actor, person, f"asked {first}..{last}")

    def question(speech: Language) -> tuple[Html, Keyboard]:
        text = speech.say(QUESTION, by=actor.name, name=person.name, first=first, last=last, reason=reason)
        return text, [answer_keys(number, speech)]

    asked.ask_all(desk, branch, _prefix(number), deciding, question)
    return deciding


def answer_keys(number: int, speech: Language) -> list[Key]:
    """Answer the buttons by which a second person decides."""
    return [
        Key(label=speech.plain(AGREE), data=f"x:{number}:y"),
        Key(label=speech.plain(DECLINE), data=f"x:{number}:n"),
    ]


def may_decide(desk: Desk, person: Person, leave: Exemption) -> bool:
    """Tell whether somebody is the second person of a leave."""
    branch = orgs.get(desk.tx, leave.branch_id)
    deciding = second_persons(desk, branch, DECIDE, excluded=(leave.asked_by, leave.person_id))
    return any(other.id == person.id for other in deciding)


def answer(desk: Desk, actor: Person, number: int, *, agree: bool) -> Exemption:
    """Agree to a leave, or decline it. Who asked and whom it concerns are told.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``NO_REVIEWER``.
    """
    leave = _known(desk, number)
    if not may_decide(desk, actor, leave):
        raise no_right(DECIDE[:3])
    return _settle(desk, actor, leave, "approved" if agree else "declined")


def withdraw(desk: Desk, actor: Person, number: int) -> Exemption:
    """Take back a leave that still waits: who entered it, or the office.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    leave = _known(desk, number)
    if leave.asked_by != actor.id:
        people.need_role(desk, actor, orgs.get(desk.tx, leave.branch_id), *OFFICE)
    return _settle(desk, actor, leave, "withdrawn")


def end(desk: Desk, actor: Person, number: int) -> Exemption:
    """Let a leave end today: the person is back, and later months count again.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    leave = _known(desk, number)
    branch = orgs.get(desk.tx, leave.branch_id)
    people.need_role(desk, actor, branch, *OFFICE)
    if leave.first > desk.today or not exemptions.end(desk.tx, number, desk.today):
        raise stale_card()
    person = persons.get(desk.tx, leave.person_id)
    _note(desk, actor, person, f"ended {desk.today}")
    if person.telegram_id is not None and person.id != actor.id:
        text = desk.speaks(person).say(ENDED, name=person.name, last=desk.today, by=actor.name)
        post(desk, PrivateLetter(to=person.telegram_id, text=text, about=branch))
    return _known(desk, number)


def _settle(desk: Desk, actor: Person, leave: Exemption, state: str) -> Exemption:
    if not exemptions.decide(desk.tx, leave.id, state=state, by=actor.id, now=desk.now):
        raise stale_card()
    person, asker = persons.get(desk.tx, leave.person_id), persons.get(desk.tx, leave.asked_by)
    _note(desk, actor, person, f"{state} {leave.first}..{leave.last}")

    def outcome(speech: Language) -> tuple[Html, Keyboard]:
        facts = {"name": person.name, "first": leave.first, "last": leave.last, "reason": leave.reason}
        return speech.say(OUTCOME[state], by=actor.name, **facts), ()

    branch = orgs.get(desk.tx, leave.branch_id)
    asked.close_all(desk, branch, _prefix(leave.id), outcome)
    if state == "approved":
        standing.reconsider(desk, branch, person)
    hearing = {asker.id: asker} | ({person.id: person} if state == "approved" else {})
    for other in hearing.values():
        if other.telegram_id is not None and other.id != actor.id:
            text, _ = outcome(desk.speaks(other))
            post(desk, PrivateLetter(to=other.telegram_id, text=text, about=branch))
    return _known(desk, leave.id)


def _known(desk: Desk, number: int) -> Exemption:
    leave = exemptions.get(desk.tx, number)
    if leave is None:
        raise stale_card()
    return leave


def _note(desk: Desk, actor: Person, person: Person, after: str) -> None:
    audit.add(desk.tx, now=desk.now, actor_id=actor.id, action="exempt", what=f"person {person.code}", after=after)


def _prefix(number: int) -> str:
    return f"exempt:{number}"


# ---- in words ----------------------------------------------------------------------------------------------------
def shown(desk: Desk, branch: Org, person: Person) -> list[Exemption]:
    """Answer the leaves that somebody may see: of everybody for the office, else the own ones."""
    rows = exemptions.of_branch(desk.tx, branch.id, desk.today - SHOWN_BACK)
    whole = people.roles_in(desk, person, branch) & set(DECIDE) or people.is_above(desk, person, branch)
    return rows if whole else [row for row in rows if row.person_id == person.id]


def page_text(desk: Desk, branch: Org, rows: Sequence[Exemption], usage: str, speech: Language) -> Html:
    """Write leaves, a line each, and how a new one is entered."""
    lines = [speech.say(HEAD, branch=branch.name)]
    for number, row in enumerate(rows, start=1):
        facts = {"name": persons.get(desk.tx, row.person_id).name, "first": row.first, "last": row.last}
        text = speech.say(LINE, n=number, reason=row.reason, **facts)
        lines.append(speech.say(WAITS, text=text) if row.state == "waiting" else text)
    if not rows:
        lines.append(speech.say(NONE))
    lines.append(speech.say(HOW, usage=Html(f"<code>{usage}</code>")))
    return Html("\n".join(lines))
