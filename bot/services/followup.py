"""Follow-ups of education and rectification (S6): agreed by a secretary, answered by the member, closed with a record.

A person decides each of them; nothing here follows from a figure by itself (2.3-9). All of it is private.
"""

from datetime import date

from bot.domain.points.day import parse_due
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import missing_argument, stale_card, words_needed
from bot.i18n import N_, Html, Language
from bot.services import people
from bot.services.desk import Desk
from bot.services.letters import Key, PrivateLetter, post
from storage import audit, followups, orgs, persons
from storage.followups import FollowUp
from storage.orgs import Org
from storage.persons import Person

LEADERS = ("secretary", "deputy_secretary")
USAGE = "/followup NAME DATE WHAT"
KINDS = {"education": N_("Education"), "rectification": N_("To put right")}
KIND_WORDS = {
    "education": "education",
    "教育": "education",
    "学习": "education",
    "學習": "education",
    "rectification": "rectification",
    "整改": "rectification",
    "整頓": "rectification",
}
GIVEN = N_(
    "🤝 {kind}: {by} asks you, by {day}:\n{task}\n"
    "Only you and the office read this. Once it is done, or if something stands in the way, please answer here."
)
ANSWER = N_("✍️ Answer")
ANSWERED = N_("🤝 {name} answers on “{task}”:\n{answer}")
CLOSE = N_("✅ Close with a record")
NOT_YET = N_("↻ Not yet")
AGAIN = N_("🤝 Not finished yet, says {by}: {task}, by {day}. Please answer again here.")
CLOSED = N_("✅ {by} has closed “{task}”. Thank you.\nRecord: {record}")
CANCELLED = N_("🗑 {by} has taken back “{task}”.")
STATES = {
    "open": N_("due {day}"),
    "reported": N_("answered, to be closed"),
    "closed": N_("closed"),
    "cancelled": N_("taken back"),
}
LATE = N_("past due since {day}")
LINE = N_("{n}. {name} · {kind}: {task} · {state}")
DETAIL = N_("🤝 <b>{name}</b> · {kind}\n{task}\nAsked by {by}, by {day} · {state}")
THEIR_ANSWER = N_("Answer: {answer}")
RUNNING = N_("Follow-ups: {count} running, {late} past due")
HEAD = N_("🤝 <b>Follow-ups of {branch}</b>\nA new one: {usage}")
NONE = N_("None is running.")
REMIND = N_("🤝 Due on {day}: {task}")
TASK_ROOM = 80
NEAR = 2
"""Working days before its day from which one is near."""


def open_(desk: Desk, branch: Org, person: Person, words: str) -> FollowUp:
    """Agree on a follow-up: a member's name, a day, what is to be done; the first word of that may name its kind.

    Raises:
        Refusal: ``NO_RIGHT``, ``MISSING_ARGUMENT``, ``UNKNOWN_PERSON``, ``SEVERAL_PERSONS``, ``BAD_DATE``,
            ``DUE_IS_PAST``, ``TEXT_TOO_LONG``.
    """
    people.need_role(desk, person, branch, *LEADERS)
    at, due_on = _day_in(words.split(), desk.today)
    if due_on is None or at == 0:
        raise missing_argument("followup", USAGE)
    name, rest = " ".join(words.split()[:at]), words.split()[at + 1 :]
    kind = KIND_WORDS.get(rest[0].rstrip(":").lower(), "") if rest else ""
    task = clean_text(" ".join(rest[1:] if kind else rest), REASON_LIMIT)
    if not task:
        raise missing_argument("followup", USAGE)
    member = people.find_member(desk, branch, name)
    number = followups.add(
        desk.tx,
        branch_id=branch.id,
        person_id=member.id,
        kind=kind or "education",
        task=task,
        due_on=due_on,
        opened_by=person.id,
        opened_at=desk.now,
    )
    _note(desk, person, number, "open")
    found = _known(desk, number)
    _tell(desk, member, _given(desk, person, found), found, with_answer=True)
    return found


def _day_in(words: list[str], today: date) -> tuple[int, date | None]:
    """Find the word that is the day, behind the name; a name may have a blank in it."""
    for at, word in enumerate(words[:4]):
        if at and (day := parse_due(word, today)) is not None:
            return at, day
    return 0, None


def _given(desk: Desk, person: Person, one: FollowUp) -> Html:
    speech = desk.speaks(persons.get(desk.tx, one.person_id))
    return speech.say(GIVEN, kind=speech.word(KINDS[one.kind]), by=person.name, day=one.due_on, task=one.task)


def _tell(desk: Desk, person: Person, text: Html, one: FollowUp, *, with_answer: bool = False) -> None:
    if person.telegram_id is None:
        return
    keys = [[answer_key(one, desk.speaks(person))]] if with_answer else ()
    about = orgs.get(desk.tx, one.branch_id)
    post(desk, PrivateLetter(to=person.telegram_id, text=text, keyboard=keys, about=about))


def answer_key(one: FollowUp, speech: Language) -> Key:
    """Answer the button by which a member answers."""
    return Key(label=speech.plain(ANSWER), data=f"fu:a:{one.id}")


def _note(desk: Desk, person: Person, number: int, after: str) -> None:
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="followup", what=f"followup {number}", after=after)


def _known(desk: Desk, number: int) -> FollowUp:
    found = followups.get(desk.tx, number)
    if found is None:
        raise stale_card()
    return found


# ---- going on --------------------------------------------------------------------------------------------------


def own(desk: Desk, person: Person, number: int) -> FollowUp:
    """Answer a running follow-up of the person's own.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    found = _known(desk, number)
    if found.person_id != person.id or found.state not in {"open", "reported"}:
        raise stale_card()
    return found


def for_office(desk: Desk, person: Person, number: int) -> FollowUp:
    """Answer a running follow-up for who may end it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    found = _known(desk, number)
    people.need_role(desk, person, orgs.get(desk.tx, found.branch_id), *LEADERS)
    if found.state not in {"open", "reported"}:
        raise stale_card()
    return found


def answer(desk: Desk, person: Person, one: FollowUp, words: str) -> None:
    """Take the member's answer to who asked.

    Raises:
        Refusal: ``WORDS_NEEDED``, ``TEXT_TOO_LONG``, ``STALE_CARD``.
    """
    words = _words(words)
    _change(desk, one, state="reported", answer=words, answered_at=desk.now)
    asker = persons.get(desk.tx, one.opened_by)
    if asker.telegram_id is None:
        return
    speech = desk.speaks(asker)
    text = speech.say(ANSWERED, name=person.name, task=one.task, answer=words)
    about = orgs.get(desk.tx, one.branch_id)
    post(desk, PrivateLetter(to=asker.telegram_id, text=text, keyboard=[_ends(one, speech)], about=about))


def _ends(one: FollowUp, speech: Language) -> list[Key]:
    return [
        Key(label=speech.plain(CLOSE), data=f"fu:c:{one.id}"),
        Key(label=speech.plain(NOT_YET), data=f"fu:n:{one.id}"),
    ]


def not_yet(desk: Desk, person: Person, one: FollowUp) -> None:
    """Give an answered follow-up back to the member.

    Raises:
        Refusal: ``STALE_CARD`` where there is no answer.
    """
    if one.state != "reported":
        raise stale_card()
    _change(desk, one, state="open")
    member = persons.get(desk.tx, one.person_id)
    text = desk.speaks(member).say(AGAIN, by=person.name, task=one.task, day=one.due_on)
    _tell(desk, member, text, one, with_answer=True)


def close(desk: Desk, person: Person, one: FollowUp, record: str) -> None:
    """End a follow-up with a record of how it went; the member reads it too.

    Raises:
        Refusal: ``WORDS_NEEDED``, ``TEXT_TOO_LONG``, ``STALE_CARD``.
    """
    record = _words(record)
    _change(desk, one, state="closed", record=record, closed_by=person.id, closed_at=desk.now)
    _note(desk, person, one.id, "closed")
    member = persons.get(desk.tx, one.person_id)
    _tell(desk, member, desk.speaks(member).say(CLOSED, by=person.name, task=one.task, record=record), one)


def cancel(desk: Desk, person: Person, one: FollowUp) -> None:
    """Take a follow-up back.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    _change(desk, one, state="cancelled", closed_by=person.id, closed_at=desk.now)
    _note(desk, person, one.id, "cancelled")
    member = persons.get(desk.tx, one.person_id)
    _tell(desk, member, desk.speaks(member).say(CANCELLED, by=person.name, task=one.task), one)


def _words(text: str) -> str:
    words = clean_text(text, REASON_LIMIT)
    if not words:
        raise words_needed()
    return words


def _change(desk: Desk, one: FollowUp, **values: object) -> None:
    if not followups.change(desk.tx, one.id, from_state=one.state, **values):
        raise stale_card()


# ---- in words --------------------------------------------------------------------------------------------------


def may_read(desk: Desk, person: Person, branch: Org) -> None:
    """Insist on who agrees on follow-ups.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    people.need_role(desk, person, branch, *LEADERS)


def list_text(desk: Desk, branch: Org, found: list[FollowUp], speech: Language, *, usage: str) -> Html:
    """Write the running follow-ups of a branch."""
    told = [speech.say(HEAD, branch=branch.name, usage=usage)]
    for number, one in enumerate(found, start=1):
        task = one.task if len(one.task) <= TASK_ROOM else one.task[: TASK_ROOM - 1] + "…"
        name, kind = persons.get(desk.tx, one.person_id).name, speech.word(KINDS[one.kind])
        told.append(speech.say(LINE, n=number, name=name, kind=kind, task=task, state=_state(desk, one, speech)))
    return Html("\n".join([*told, *([] if found else [speech.say(NONE)])]))


def detail_text(desk: Desk, one: FollowUp, speech: Language) -> Html:
    """Write one follow-up."""
    name, by = persons.get(desk.tx, one.person_id).name, persons.get(desk.tx, one.opened_by).name
    facts = {"name": name, "by": by, "kind": speech.word(KINDS[one.kind]), "state": _state(desk, one, speech)}
    text = speech.say(DETAIL, task=one.task, day=one.due_on, **facts)
    return Html(f"{text}\n{speech.say(THEIR_ANSWER, answer=one.answer)}") if one.answer else text


def _state(desk: Desk, one: FollowUp, speech: Language) -> Html:
    late = one.state == "open" and one.due_on < desk.today
    return speech.say(LATE if late else STATES[one.state], day=one.due_on)


def detail_keys(one: FollowUp, speech: Language) -> list[list[Key]]:
    """Answer what the office can do with one."""
    ends = _ends(one, speech)
    return [ends if one.state == "reported" else ends[:1]]


def summary(desk: Desk, branch: Org, speech: Language) -> list[Html]:
    """Say in the month's analysis how many are running."""
    found = followups.running(desk.tx, branch.id)
    late = sum(one.state == "open" and one.due_on < desk.today for one in found)
    return [speech.say(RUNNING, count=len(found), late=late)] if found else []


def due_before(desk: Desk, branch: Org, day: date) -> list[FollowUp]:
    """Answer those that wait for their member and are due before a day, or past it."""
    return [one for one in followups.running(desk.tx, branch.id) if one.state == "open" and one.due_on < day]


def for_the_office(desk: Desk, branch: Org) -> list[FollowUp]:
    """Answer those that want the office: answered and to be closed, or with a day that is near or past."""
    near = desk.calendar().add_workdays(desk.today, NEAR)
    return [one for one in followups.running(desk.tx, branch.id) if one.state == "reported" or one.due_on <= near]


def remind_text(one: FollowUp, speech: Language) -> Html:
    """Remind a member of an own one."""
    return speech.say(REMIND, day=one.due_on, task=one.task)
