"""Spot checks by commit and reveal: the salt's hash is posted when a month opens, the draw comes with its notice (S11).

Nobody can steer the draw, for the salt is fixed before the month's claims are; everybody can repeat it, for the salt is
published afterwards. A group sees numbers only: which claims were drawn is for their checkers to know.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.chain import Level, resolve_chain
from bot.domain.points.claim import ClaimState
from bot.domain.points.period import month_key
from bot.domain.points.scheme import SUBJECT_KINDS, SpotCheckRule
from bot.domain.points.spot import CHECKERS, NEED_REASON, Verdict, commitment, seed, spot_check
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import Refusal, no_right, reason_required, stale_card
from bot.i18n import N_, Html, Language, nN_, points_text
from bot.services import claim_view, notice, people, review, rulebook, words
from bot.services.booking import subject_of
from bot.services.desk import Desk
from bot.services.evidence import media_of
from bot.services.letters import Key, Lane, PrivateLetter, post
from storage import audit, claims, evidence, periods, persons, slots, spots, steps, told
from storage.chats import Chat
from storage.claims import Claim
from storage.orgs import Org
from storage.persons import Person
from storage.spots import Check, Draw

HASH, RESULT = "spot hash", "spot result"
"""What a group is told of a spot check along with its posts."""
TOLD_AT_MOST = 3

ASK = N_(
    "🎲 Spot check of {month}: please look whether #{id} is true.\n{name} · {code} {item}: {working}\nDone on {day}"
)
NOTE = N_("Note: {note}")
APPROVED_BY = N_("Approved by {names}")
CHOOSE = N_("“Partly” and “not true” ask for the reason; what is not true is taken back by a reversing entry.")
KEYS = {
    Verdict.TRUE: N_("🟢 True"),
    Verdict.PARTLY: N_("🟡 Partly true"),
    Verdict.FALSE: N_("🔴 Not true"),
}
OUTCOME = {
    Verdict.TRUE: N_("🎲 #{id} was checked by {by}: true."),
    Verdict.PARTLY: N_("🎲 #{id} was checked by {by}: partly true.\nReason: {reason}"),
    Verdict.FALSE: N_("🎲 #{id} was checked by {by}: not true. What it booked was taken back.\nReason: {reason}"),
}
PARTLY_TOLD = N_(
    "🎲 A spot check found #{id} {item} partly true. Its {points} stay booked for now.\nReason: {reason}\n"
    "Checked by {by}. If you see it differently, talk to your secretary, or object with /appeal while the month is "
    "laid open."
)
PARTLY_OFFICE = N_(
    "🎲 A spot check found #{id} {item} of {name} partly true.\nReason: {reason}\nChecked by {by}. "
    "Its points stay booked; the office can ask to take them back with /adjust {id} REASON."
)
NOBODY = nN_(
    "🎲 Of the spot check of {month} in {branch}, {n} claim has nobody to check it: all who could have a part in it. "
    "Please appoint a committee reviewer or deputy secretary with /grant; they then find it under /spot.",
    "🎲 Of the spot check of {month} in {branch}, {n} claims have nobody to check them: all who could have a part in "
    "them. Please appoint a committee reviewer or deputy secretary with /grant; they then find them under /spot.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A draw in numbers: what a group may know of it.

    Attributes:
        period: Its month.
        drawn: Claims that were drawn.
        pool: Claims that could be.
        true: Found true.
        partly: Found partly true.
        false: Found not true.
        lapsed: Taken back by other ways before anybody checked them.
        waiting: Not checked yet.
    """

    period: str
    drawn: int
    pool: int
    true: int
    partly: int
    false: int
    lapsed: int
    waiting: int


class News(NamedTuple):
    """What a group is to be told of spot checks along with a post."""

    opened: Draw | None = None
    results: Sequence[Result] = ()


NO_NEWS = News()


class Task(NamedTuple):
    """A claim that waits for its check."""

    check: Check
    draw: Draw
    view: claim_view.View


# ---- commit, draw --------------------------------------------------------------------------------------------------


def _rule(desk: Desk, branch: Org) -> SpotCheckRule:
    return rulebook.current(desk, branch).scheme.spot_check


def open_month(desk: Desk, branch: Org) -> None:
    """Commit to the salt of the running month, once, before anything of it can be drawn."""
    month = month_key(desk.today)
    if _rule(desk, branch).percent == 0 or spots.get(desk.tx, branch.id, month) is not None:
        return
    salt = secrets.token_hex(16)
    spots.commit(desk.tx, branch_id=branch.id, period=month, salt=salt, commitment=commitment(salt), now=desk.now)


def draw(desk: Desk, branch: Org, month: str) -> None:
    """Draw from a month that takes no entry any more, once, and ask the checkers; without a hash there is no draw."""
    found = spots.get(desk.tx, branch.id, month)
    if found is None or found.drawn_at is not None or periods.get(desk.tx, branch.id, month) is None:
        return
    pool = pool_of(desk, branch, month)
    if not spots.drawn(desk.tx, found.id, pool=len(pool), now=desk.now):
        return
    unchecked = 0
    for claim_id in drawn_from(pool, found, _rule(desk, branch)):
        number = spots.add_check(desk.tx, draw_id=found.id, claim_id=claim_id)
        unchecked += not ask(desk, number)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=None,
        action="spot check",
        what=f"period {branch.code} {month}",
        before=found.commitment,
        after=found.salt,
    )
    if unchecked:
        for person in notice.office(desk, branch):
            speech = desk.speaks(person)
            text = speech.count(NOBODY, unchecked, month=speech.month(month), branch=branch.name)
            notice.tell(desk, person, branch, text, key=f"spot:{found.id}")


def pool_of(desk: Desk, branch: Org, month: str) -> list[int]:
    """Answer the claims that can be drawn of a month: what gave points in it and stood when it was published."""
    return sorted({claim for kind in SUBJECT_KINDS for claim in spots.pool(desk.tx, branch.id, kind, month)})


def drawn_from(pool: Sequence[int], found: Draw, rule: SpotCheckRule) -> list[int]:
    """Answer the claims that a salt draws; anybody can repeat it."""
    ids = [str(claim) for claim in pool]
    drawn = spot_check(
        ids,
        seed(found.period, found.salt),
        percent=rule.percent,
        minimum=rule.minimum,
        maximum=rule.maximum,
    )
    return sorted(int(claim) for claim in drawn)


# ---- check ---------------------------------------------------------------------------------------------------------


def checkers(desk: Desk, view: claim_view.View) -> Level | None:
    """Answer who may check a claim: the first role that somebody without a part in it holds; None for nobody."""
    deciders = {str(step.reviewer_id) for step in steps.of_claim(desk.tx, view.claim.id) if step.level > 0}
    excluded = {str(owner) for owner in view.owners} | deciders
    first, *others = CHECKERS
    try:
        return resolve_chain((first,), people.holders(desk, view.branch), others, excluded=excluded)[0]
    except Refusal:
        return None


def ask(desk: Desk, number: int) -> bool:
    """Put a check to all who may make it, each in private; answer whether there is anybody."""
    task = find(desk, number)
    level = checkers(desk, task.view)
    for person_id in level.persons if level is not None else ():
        bring(desk, task, persons.get(desk.tx, int(person_id)), silent=True)
    return level is not None


def bring(desk: Desk, task: Task, person: Person, *, silent: bool = False) -> None:
    """Show somebody a claim with its evidence, and ask whether it is true."""
    if person.telegram_id is None:
        return
    view, speech = task.view, desk.speaks(person)
    keys = [
        [Key(label=speech.plain(label), data=f"sp:{verdict.value[0]}:{task.check.id}")]
        for verdict, label in KEYS.items()
    ]
    post(
        desk,
        PrivateLetter(
            to=person.telegram_id,
            text=Html("\n".join(_question(desk, task, speech))),
            keyboard=keys,
            lane=Lane.CARD,
            slot=_slot(task.check, person),
            media=media_of(evidence.of_claim(desk.tx, view.id)),
            about=view.branch,
            silent=silent,
        ),
    )


def _question(desk: Desk, task: Task, speech: Language) -> list[Html]:
    view, claim = task.view, task.view.claim
    subject = subject_of(desk, claim.subject_kind, claim.subject_id)
    said = speech.say(
        ASK,
        month=speech.month(task.draw.period),
        id=claim.id,
        name=subject.name,
        code=view.item.code,
        item=words.item_name(view.item, speech),
        working=words.working_text(speech, view.item, claim),
        day=claim.occurred_on,
    )
    deciders = dict.fromkeys(
        persons.get(desk.tx, step.reviewer_id).name
        for step in steps.of_claim(desk.tx, claim.id)
        if step.verdict == "approve"
    )
    lines = [said]
    if claim.note:
        lines.append(speech.say(NOTE, note=claim.note[:400]))
    if deciders:
        lines.append(speech.say(APPROVED_BY, names=speech.listing(deciders)))
    return [*lines, speech.say(CHOOSE)]


def find(desk: Desk, number: int) -> Task:
    """Answer a check with its claim.

    Raises:
        Refusal: ``STALE_CARD`` where there is none.
    """
    found = spots.check(desk.tx, number)
    if found is None:
        raise stale_card()
    view = claim_view.look(desk, claims.known(desk.tx, found.claim_id), alone=True)
    return Task(found, spots.known(desk.tx, found.draw_id), view)


def need_open(desk: Desk, person: Person, number: int) -> Task:
    """Answer a check that a person may make now.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``BAD_STATE`` for what was taken back meanwhile.
    """
    task = find(desk, number)
    if task.view.branch.state != "active":
        raise stale_card()
    level = checkers(desk, task.view)
    if level is None or str(person.id) not in level.persons:
        raise no_right((level.role,) if level is not None else CHECKERS[:2])
    if task.check.verdict is not None:
        raise stale_card()
    review.need_approved(task.view.claim)
    return task


def answer(desk: Desk, person: Person, number: int, verdict: Verdict, reason: str = "") -> Check:
    """Write what a checker found. What is not true is reversed at once; those concerned are told privately.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``BAD_STATE``, ``REASON_REQUIRED``.
    """
    task = need_open(desk, person, number)
    reason = clean_text(reason, REASON_LIMIT)
    if verdict in NEED_REASON and not reason:
        raise reason_required(task.view.claim.id)
    if not spots.decide(desk.tx, number, verdict=verdict.value, by=person.id, reason=reason, now=desk.now):
        raise stale_card()
    claim = task.view.claim
    if verdict is Verdict.FALSE:
        review.void(desk, person, claim, reason=reason, asked_by=person, checked=True)
    elif verdict is Verdict.PARTLY:
        _tell_partly(desk, task, person, reason)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="spot check",
        what=f"claim {claim.id}",
        after=verdict.value,
    )
    _close(desk, task, person, verdict, reason)
    return task.check


def _tell_partly(desk: Desk, task: Task, person: Person, reason: str) -> None:
    """Tell the claimant and the office: the machine takes nothing back that is partly true, people decide (2.3-9)."""
    view, claim = task.view, task.view.claim
    facts: dict[str, object] = {"id": claim.id, "reason": reason, "by": person.name}
    facts |= {"points": points_text(claim.credited or Decimal(0), sign=True), "name": view.subjects[0].name}
    concerned = claim.submitter_id if claim.subject_kind == "branch" else claim.subject_id
    office = {one.id: one for one in notice.office(desk, view.branch) if one.id not in {concerned, person.id}}
    told_to: list[tuple[Person, str]] = [(persons.get(desk.tx, concerned), PARTLY_TOLD)]
    for receiver, sentence in [*told_to, *((one, PARTLY_OFFICE) for one in office.values())]:
        if receiver.telegram_id is not None:
            speech = desk.speaks(receiver)
            text = speech.say(sentence, item=words.item_name(view.item, speech), **facts)
            post(desk, PrivateLetter(to=receiver.telegram_id, text=text, about=view.branch, silent=True))


def _close(desk: Desk, task: Task, by: Person, verdict: Verdict, reason: str) -> None:
    """Bring every copy of the question to its outcome."""
    prefix = f"spot:{task.check.id}:p"
    for name in sorted(slots.under(desk.tx, prefix)):
        person = persons.get(desk.tx, int(name.removeprefix(prefix)))
        if person.telegram_id is None:
            continue
        text = desk.speaks(person).say(OUTCOME[verdict], id=task.view.claim.id, by=by.name, reason=reason)
        letter = PrivateLetter(
            to=person.telegram_id, text=text, lane=Lane.CARD, slot=name, about=task.view.branch, silent=True
        )
        post(desk, letter)


def _slot(check: Check, person: Person) -> str:
    return f"spot:{check.id}:p{person.id}"


def waiting_for(desk: Desk, person: Person, branch: Org) -> list[Task]:
    """Answer the checks of a branch that wait for somebody; who may make them follows the roles held now."""
    found = []
    for one in spots.of_branch(desk.tx, branch.id):
        for check in spots.checks(desk.tx, one.id) if one.drawn_at is not None else ():
            task = find(desk, check.id)
            if not _waits(check, task.view.claim):
                continue
            level = checkers(desk, task.view)
            if level is not None and str(person.id) in level.persons:
                found.append(task)
    return found


def _waits(check: Check, claim: Claim) -> bool:
    return check.verdict is None and claim.state == ClaimState.APPROVED


# ---- what is told --------------------------------------------------------------------------------------------------


def result(desk: Desk, found: Draw) -> Result:
    """Count what became of a draw."""
    rows = [(check, claims.known(desk.tx, check.claim_id)) for check in spots.checks(desk.tx, found.id)]

    def count(test: Callable[[Check, Claim], bool]) -> int:
        return sum(test(check, claim) for check, claim in rows)

    return Result(
        period=found.period,
        drawn=len(rows),
        pool=found.pool or 0,
        true=count(lambda check, _: check.verdict == Verdict.TRUE),
        partly=count(lambda check, _: check.verdict == Verdict.PARTLY),
        false=count(lambda check, _: check.verdict == Verdict.FALSE),
        lapsed=count(lambda check, claim: check.verdict is None and not _waits(check, claim)),
        waiting=count(_waits),
    )


def revealed(desk: Desk, branch: Org, month: str) -> Draw | None:
    """Answer the draw of a month whose salt is published, None before it is or where there was none."""
    found = spots.get(desk.tx, branch.id, month)
    return found if found is not None and found.drawn_at is not None else None


def news(desk: Desk, chat: Chat, branch: Org) -> News:
    """Answer what a group was not told yet: the hash of the running month, and draws that are checked to the end."""
    opened = spots.get(desk.tx, branch.id, month_key(desk.today))
    if opened is not None and opened.period in told.of_chat(desk.tx, HASH, chat.id):
        opened = None
    known = told.of_chat(desk.tx, RESULT, chat.id)
    since = chat.bound_at or desk.now
    drawn = [
        one
        for one in spots.of_branch(desk.tx, branch.id)
        if one.drawn_at is not None and since <= one.drawn_at < desk.now and one.period not in known
    ]
    results = [result(desk, one) for one in drawn[-TOLD_AT_MOST:]]
    return News(opened, [one for one in results if one.drawn and not one.waiting])


def note_told(desk: Desk, chat: Chat, said: News) -> None:
    """Remember what a group is told now."""
    if said.opened is not None:
        told.add(desk.tx, HASH, said.opened.period, chat.id, now=desk.now)
    for one in said.results:
        told.add(desk.tx, RESULT, one.period, chat.id, now=desk.now)


# ---- recheck -------------------------------------------------------------------------------------------------------


def faults(desk: Desk, branch: Org) -> list[str]:
    """Repeat every draw of a branch; answer in plain English what does not come out the same."""
    found = []
    for one in spots.of_branch(desk.tx, branch.id):
        if commitment(one.salt) != one.commitment:
            found.append(f"the salt of {one.period} is not the one whose hash was published")
        if one.drawn_at is None:
            continue
        pool = pool_of(desk, branch, one.period)
        drawn = [check.claim_id for check in spots.checks(desk.tx, one.id)]
        day = one.drawn_at.astimezone(desk.house.zone).date()
        again = drawn_from(pool, one, rulebook.in_force(desk, branch, day).scheme.spot_check)
        if len(pool) != one.pool or drawn != again:
            found.append(f"the draw of {one.period} took {drawn} of {one.pool}, its salt takes {again} of {len(pool)}")
    return found
