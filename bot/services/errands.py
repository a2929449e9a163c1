"""Errands: what waits for a person beside claims (objections, cases, spot checks, follow-ups), as the digest counts it.

What came today was told today, each in a letter of its own; from the next day on it is a line of the digest.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from bot.domain.points.appeal_refusals import appeal_sign
from bot.i18n import N_, Html, Language, nN_
from bot.services import appeal_case, card_text, cases, followup, notice, people, spot
from bot.services.awards import errand as award_errand
from bot.services.awards import joint_acts
from bot.services.desk import Desk
from bot.services.letters import MASK, Key
from bot.services.life import record, task_waiting, training, warn_seen
from bot.services.ratings import errand as rating_errand
from storage import cases as stored_cases
from storage import followups, meetings, orgs, ratings, spots, warnings
from storage.appeals import Appeal
from storage.orgs import Org
from storage.persons import Person


class Kind(StrEnum):
    """What it is; the letter stands in the buttons."""

    APPEAL = "a"
    CASE = "c"
    CHECK = "s"
    FOLLOW_UP = "f"
    RATING = "r"
    MEETING = "m"
    WORD = "u"
    TASK = "t"
    WARNING = "n"
    AWARD = "w"
    JOINT = "j"
    TRAINING = "g"


LINES = {
    Kind.APPEAL: nN_(
        "⚖️ {branches}: {n} objection waits for your decision, by {day}.",
        "⚖️ {branches}: {n} objections wait for your decision, the first by {day}.",
    ),
    Kind.CASE: nN_(
        "📐 {branches}: {n} case waits for you, to let the person be heard, to record or to drop it.",
        "📐 {branches}: {n} cases wait for you, to let the person be heard, to record or to drop them.",
    ),
    Kind.CHECK: nN_(
        "🎲 {branches}: {n} claim waits for your spot check.",
        "🎲 {branches}: {n} claims wait for your spot check.",
    ),
    Kind.FOLLOW_UP: nN_(
        "🤝 {branches}: {n} follow-up is due soon, past its day, or answered and to be closed.",
        "🤝 {branches}: {n} follow-ups are due soon, past their day, or answered and to be closed.",
    ),
    Kind.MEETING: nN_(
        "🗓 {branches}: the record of {n} meeting waits for you, to be made or to be verified.",
        "🗓 {branches}: the records of {n} meetings wait for you, to be made or to be verified.",
    ),
    Kind.RATING: nN_(
        "⭐ {branches}: {n} star rating waits for you.",
        "⭐ {branches}: {n} star ratings wait for you.",
    ),
    Kind.WORD: nN_(
        "📥 {branches}: {n} task waits for your word: handed in, or more time or coordination is asked for.",
        "📥 {branches}: {n} tasks wait for your word: handed in, or more time or coordination is asked for.",
    ),
    Kind.WARNING: nN_(
        "⚠️ {branches}: {n} warning waits for you.",
        "⚠️ {branches}: {n} warnings wait for you.",
    ),
    Kind.TASK: nN_(
        "🚦 {branches}: {n} of your tasks has turned yellow or red.",
        "🚦 {branches}: {n} of your tasks have turned yellow or red.",
    ),
    Kind.AWARD: nN_(
        "🏆 {branches}: {n} entry or objection of an award waits for you.",
        "🏆 {branches}: {n} entries or objections of awards wait for you.",
    ),
    Kind.JOINT: nN_(
        "🤝 {branches}: {n} joint work or activity waits for your side's word.",
        "🤝 {branches}: {n} joint works or activities wait for your side's word.",
    ),
    Kind.TRAINING: nN_(
        "📚 {branches}: {n} course that somebody attended waits for your word.",
        "📚 {branches}: {n} courses that people attended wait for your word.",
    ),
}
LAST_DAY = N_("⏳ Today is the last day for {ids}.")
OVERDUE = N_("⏰ The day for {ids} is over. Please decide now.")
LABELS = {
    Kind.APPEAL: N_("⚖️ Objections"),
    Kind.CASE: N_("📐 Cases"),
    Kind.CHECK: N_("🎲 Spot checks"),
    Kind.FOLLOW_UP: N_("🤝 Follow-ups"),
    Kind.RATING: N_("⭐ Star ratings"),
    Kind.MEETING: N_("🗓 Meetings"),
    Kind.WORD: N_("📥 Handed in"),
    Kind.TASK: N_("🗒 My tasks"),
    Kind.WARNING: N_("⚠️ Warnings"),
    Kind.AWARD: N_("🏆 Awards"),
    Kind.JOINT: N_("🤝 Joint work"),
    Kind.TRAINING: N_("📚 Training"),
}
OF_ALL = frozenset({Kind.APPEAL, Kind.RATING, Kind.TASK, Kind.AWARD, Kind.JOINT, Kind.TRAINING})
ROOM = 200
MOST_KEYS = 4
"""Branches of one kind that have a button; the commands reach them all."""


class Errand(NamedTuple):
    """One thing that waits.

    Attributes:
        kind: What it is.
        branch: Where.
        sign: Its number as people read it.
        people: For whom it waits; any of them can do it.
        since: The day on which they were told of it, or of what changed it.
        decide_by: The last day for the decision, None where there is none.
    """

    kind: Kind
    branch: Org
    sign: str
    people: frozenset[int]
    since: date
    decide_by: date | None = None


def branches(desk: Desk) -> set[int]:
    """Answer the ids of the branches in which something may wait; found by what is not finished, which is little."""
    handed = {one.branch_id for one in appeal_case.waiting(desk)}
    return handed.union(
        stored_cases.branches_open(desk.tx),
        spots.branches_waiting(desk.tx),
        followups.branches_running(desk.tx),
        ratings.branches_waiting(desk.tx),
        meetings.branches_waiting(desk.tx),
        task_waiting.branches(desk),
        warnings.branches_open(desk.tx),
        award_errand.branches_waiting(desk),
        joint_acts.branches_waiting(desk),
        training.branches_waiting(desk),
    )


def receivers(desk: Desk, branch: Org) -> set[int]:
    """Answer the ids of those for whom something of a branch waits since yesterday or longer."""
    handed = [_appeal(desk, one) for one in appeal_case.waiting(desk) if one.branch_id == branch.id]
    found = [*_active(handed), *_of_offices(desk, branch), *_turned(desk, branch)]
    return {person_id for one in found if one.since < desk.today for person_id in one.people}


def of_person(desk: Desk, person: Person) -> list[Errand]:
    """Answer what waits for a person, over all branches."""
    found = _active(_appeal(desk, one) for one in appeal_case.waiting_for(desk, person))
    for branch_id in sorted(branches(desk)):
        branch = orgs.get(desk.tx, branch_id)
        if people.roles_in(desk, person, branch):
            found += [one for one in _of_offices(desk, branch) if person.id in one.people]
    told_on, mine = task_waiting.last_told(desk), task_waiting.turned(desk, person)
    return [*found, *(Errand(Kind.TASK, branch, "", frozenset([person.id]), told_on) for branch, _ in mine)]


def _active(found: Iterable[Errand]) -> list[Errand]:
    return [one for one in found if one.branch.state == "active"]


def _appeal(desk: Desk, appeal: Appeal) -> Errand:
    branch, handler = orgs.get(desk.tx, appeal.branch_id), frozenset([appeal.handler_id or 0])
    since = _day(desk, appeal_case.handed_at(desk, appeal))
    return Errand(Kind.APPEAL, branch, appeal_sign(appeal.id), handler, since, appeal.decide_by)


def _of_offices(desk: Desk, branch: Org) -> list[Errand]:
    """Answer what of a branch waits for those who hold a role for it now."""
    if branch.state != "active":
        return []
    found = []
    for case in cases.waiting(desk, branch):
        able = frozenset(person.id for person in cases.deciders(desk, case))
        by = case.due_on if case.state == "proposed" else None
        found.append(Errand(Kind.CASE, branch, f"C{case.id}", able, _day(desk, cases.moved_at(desk, case)), by))
    for task, able in spot.waiting(desk, branch):
        since = _day(desk, task.draw.drawn_at or desk.now)
        found.append(Errand(Kind.CHECK, branch, f"#{task.check.claim_id}", able, since))
    found += [Errand(Kind.RATING, branch, "⭐", *one) for one in rating_errand.waiting(desk, branch)]
    warned = warn_seen.waiting(desk, branch)
    found += [Errand(Kind.WARNING, branch, "", one.people, one.since) for one in warned]
    found += [Errand(Kind.MEETING, branch, "🗓", able, _day(desk, at)) for at, able in record.waiting(desk, branch)]
    words = task_waiting.words(desk, branch)
    found += [Errand(Kind.WORD, branch, "", one.people, one.since) for one in words]
    found += [Errand(Kind.AWARD, branch, "🏆", *one) for one in award_errand.waiting(desk, branch)]
    found += [Errand(Kind.JOINT, branch, "🤝", *one) for one in joint_acts.waiting(desk, branch)]
    found += [Errand(Kind.TRAINING, branch, "📚", *one) for one in training.waiting(desk, branch)]
    waiting = followup.for_the_office(desk, branch)
    office = frozenset(person.id for person in notice.office(desk, branch)) if waiting else frozenset()
    days = (_day(desk, one.answered_at or one.opened_at) for one in waiting)
    return [*found, *(Errand(Kind.FOLLOW_UP, branch, "", office, day) for day in days)]


def _turned(desk: Desk, branch: Org) -> list[Errand]:
    """Answer whose tasks turned yellow or red: that was told nobody yet, so it is told on the very day."""
    if branch.state != "active":
        return []
    told_on = task_waiting.last_told(desk)
    return [Errand(Kind.TASK, branch, "", able, told_on) for _, able in task_waiting.changes(desk, branch)]


def _day(desk: Desk, at: datetime) -> date:
    return at.astimezone(desk.house.zone).date()


# ---- in words ----------------------------------------------------------------------------------------------------


def lines(desk: Desk, found: Sequence[Errand], speech: Language) -> list[Html]:
    """Word what waits: a counted line for each kind, then what is to be decided today or was to be decided before."""
    told = []
    for kind, counted in LINES.items():
        some = [one for one in found if one.kind is kind]
        if some:
            day = min((one.decide_by for one in some if one.decide_by is not None), default=desk.today)
            names = [f"{MASK} {one.name}" if one.rehearsal else one.name for one in _branches_of(some)]
            listed = speech.listing(card_text.fitting(names, ROOM))
            told.append(speech.count(counted, len(some), branches=listed, day=day))
    dated = [(one.decide_by, one.sign) for one in found if one.decide_by is not None]
    today = [sign for day, sign in dated if day == desk.today]
    over = [sign for day, sign in dated if day < desk.today]
    for sentence, signs in ((LAST_DAY, today), (OVERDUE, over)):
        if signs:
            told.append(speech.say(sentence, ids=speech.listing(card_text.fitting(signs, ROOM))))
    return told


def keys(found: Sequence[Errand], speech: Language) -> list[list[Key]]:
    """Answer the buttons that open what waits, a row for each kind; those of several branches name them."""
    rows = []
    for kind, label in LABELS.items():
        where = _branches_of(one for one in found if one.kind is kind)
        if kind in OF_ALL and where:  # its page tells of all branches
            rows.append([Key(label=speech.plain(label), data=f"w:{kind}")])
        elif where:
            names = [f" · {branch.name}" for branch in where] if len(where) > 1 else [""]
            data = [f"w:{kind}:{branch.id}" for branch in where]
            rows += [
                [Key(label=speech.plain(label) + name, data=one)]
                for name, one in zip(names[:MOST_KEYS], data[:MOST_KEYS], strict=True)
            ]
    return rows


def sounds(desk: Desk, found: Iterable[Errand]) -> bool:
    """Tell whether the last day for a decision is there."""
    return any(one.decide_by is not None and one.decide_by <= desk.today for one in found)


def _branches_of(found: Iterable[Errand]) -> list[Org]:
    return list({one.branch.id: one.branch for one in found}.values())
