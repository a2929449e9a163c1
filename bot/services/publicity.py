"""Publicity: points are laid open for some working days, objected to, concluded; everybody can recheck the digest."""

from datetime import date
from typing import NamedTuple

from bot.domain.calendar.periods import parse_period
from bot.domain.calendar.publicity import publicity as window
from bot.domain.points.number import to_hundredths
from bot.domain.points.publicity import PublicityState, PublishedRow, payload_hash, step
from bot.domain.points.scheme import SUBJECT_KINDS
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import publicity_is, stale_card
from bot.i18n import N_
from bot.services import rulebook
from bot.services.booking import subject_of
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Lane, post
from storage import appeals, audit, chats, periods, publicities, totals
from storage.orgs import Org
from storage.persons import Person
from storage.publicities import PublicityRow

POINTS = "points"
"""Kind of the publicity of a period's points."""
DEVELOPMENT = "development"
"""Kind of the publicity of a member's development; its subject is the code and the step, e.g. ``P00012:admission``."""
STATES = {
    "draft": N_("not laid open yet"),
    "running": N_("running"),
    "objections_open": N_("waiting for objections to be decided"),
    "suspended": N_("suspended"),
    "concluded": N_("concluded"),
    "announced": N_("concluded and told"),
}

SUSPENDED = N_("⏸ {name} suspended the publicity of {period}: something in it is being looked into. It will run anew.")
RESUMED = N_("▶️ The publicity of {period} runs anew, until {until}. The notice above says how to object.")


class Objections(NamedTuple):
    """Objections to a period in numbers: what a group may know of them (2.2-11)."""

    filed: int
    undecided: int
    upheld: int


def content(desk: Desk, branch: Org, period: str, *, head_seq: int, head_hash: str) -> str:
    """Digest what the entries of a month or year give everybody, as it stands now."""
    months = parse_period(period).months
    rows = [
        PublishedRow(
            kind, subject_of(desk, kind, row.subject_id).code, to_hundredths(row.points), row.entries, row.zeroings
        )
        for kind in SUBJECT_KINDS
        for row in totals.of_span(desk.tx, branch.id, kind, months[0], months[-1])
    ]
    return payload_hash(branch.code, period, head_seq, head_hash, rows)


def begin(desk: Desk, branch: Org, period: str, *, published: date, head_seq: int, head_hash: str) -> date:
    """Lay a period open, once; answer the last day of its window."""
    days = rulebook.current(desk, branch).scheme.publicity_workdays
    until = window(published, desk.calendar(), days)
    publicities.add(
        desk.tx,
        branch_id=branch.id,
        kind=POINTS,
        subject=period,
        state=step(PublicityState.DRAFT, "publish").value,
        payload_hash=content(desk, branch, period, head_seq=head_seq, head_hash=head_hash),
        published_at=desk.now,
        until=until,
    )
    return until


def of(desk: Desk, branch: Org, period: str) -> PublicityRow | None:
    """Answer the publicity of a period's points, None before it began."""
    return publicities.get(desk.tx, branch.id, POINTS, period)


def is_open(desk: Desk, row: PublicityRow | None) -> bool:
    """Tell whether objections can be made: its last day is not over, and nobody suspended it."""
    if row is None or desk.today > row.until:
        return False
    return row.state in {PublicityState.RUNNING, PublicityState.OBJECTIONS_OPEN}


def is_suspended(desk: Desk, branch: Org, period: str) -> bool:
    """Tell whether a publicity is suspended."""
    row = of(desk, branch, period)
    return row is not None and row.state == PublicityState.SUSPENDED


def open_periods(desk: Desk, branch: Org) -> list[str]:
    """Answer the periods of a branch that can be objected to now, the newest first."""
    rows = publicities.of_branch(desk.tx, branch.id, POINTS)
    return [row.subject for row in reversed(rows) if is_open(desk, row)]


def objections(desk: Desk, branch: Org, period: str) -> Objections:
    """Count the objections to a period."""
    return Objections(*appeals.counts(desk.tx, branch.id, period))


def objected(desk: Desk, branch: Org, period: str) -> None:
    """Bring a publicity to how its objections stand: some wait for a decision, or none any more."""
    row = of(desk, branch, period)
    waits = objections(desk, branch, period).undecided > 0
    wanted = PublicityState.OBJECTIONS_OPEN if waits else PublicityState.RUNNING
    if row is None or row.state not in {PublicityState.RUNNING, PublicityState.OBJECTIONS_OPEN} or row.state == wanted:
        return
    _move(desk, row, "object" if waits else "settle")


def conclude(desk: Desk, branch: Org, period: str) -> None:
    """Write that a publicity is over and all objections are decided."""
    row = of(desk, branch, period)
    if row is not None and row.state == PublicityState.RUNNING:
        _move(desk, row, "conclude")


def of_development(desk: Desk, branch: Org, member: Person, stage: str) -> PublicityRow | None:
    """Answer the publicity of a member's development to a stage, None before it began."""
    return publicities.get(desk.tx, branch.id, DEVELOPMENT, development_subject(member, stage))


def development_subject(member: Person, stage: str) -> str:
    """Answer under which word somebody's development is laid open."""
    return f"{member.code}:{stage}"


def over(desk: Desk, row: PublicityRow) -> None:
    """Write that a publicity without objections of its own is over: of what was laid open, somebody goes on."""
    if row.state == PublicityState.RUNNING:
        _move(desk, row, "conclude")


def announce(desk: Desk, branch: Org, period: str) -> None:
    """Write that the conclusion was told in a chat of the branch (2.3-4)."""
    told(desk, of(desk, branch, period))


def told(desk: Desk, row: PublicityRow | None) -> None:
    """Write that a chat of the branch knows that a publicity is over; nothing where it is not."""
    if row is not None and row.state == PublicityState.CONCLUDED:
        _move(desk, row, "announce")


def suspend(desk: Desk, person: Person, branch: Org, period: str, reason: str) -> None:
    """Stop a publicity: what it lays open is being looked into. Its period stays open until it has run anew.

    Raises:
        Refusal: ``PUBLICITY_IS``, ``STALE_CARD``.
    """
    row = _known(desk, branch, period)
    reason = clean_text(reason, REASON_LIMIT)
    _move(desk, row, "suspend", reason=reason)
    _note(desk, person, row, "suspend publicity", reason)
    _tell(desk, branch, SUSPENDED, period=period, name=person.name)


def resume(desk: Desk, person: Person, branch: Org, period: str) -> date:
    """Let a suspended publicity run anew, its whole window from tomorrow on; answer its last day.

    Raises:
        Refusal: ``PUBLICITY_IS``, ``STALE_CARD``.
    """
    row = _known(desk, branch, period)
    days = rulebook.current(desk, branch).scheme.publicity_workdays
    until = window(desk.today, desk.calendar(), days)
    _move(desk, row, "resume", until=until)
    periods.move_until(desk.tx, branch.id, period, until)
    objected(desk, branch, period)
    _note(desk, person, row, "resume publicity", until.isoformat())
    _tell(desk, branch, RESUMED, period=period, until=until)
    return until


def _known(desk: Desk, branch: Org, period: str) -> PublicityRow:
    row = of(desk, branch, period)
    if row is None:
        raise publicity_is(PublicityState.DRAFT.value)
    return row


def _move(desk: Desk, row: PublicityRow, do: str, *, until: date | None = None, reason: str | None = None) -> None:
    state = step(PublicityState(row.state), do)
    concluded_at = desk.now if state is PublicityState.CONCLUDED else row.concluded_at
    if not publicities.move(
        desk.tx, row, state.value, until=until or row.until, concluded_at=concluded_at, reason=reason
    ):
        raise stale_card()


def _tell(desk: Desk, branch: Org, sentence: str, *, period: str, **facts: object) -> None:
    """Tell a branch's groups in one line; why is in the audit log, for it may tell of a person."""
    for chat in chats.of_org(desk.tx, branch.id):
        speech = desk.speaks_in(chat)
        text = speech.say(sentence, period=speech.period(period), **facts)
        post(desk, GroupLetter(chat=chat, text=text, lane=Lane.BROADCAST))


def _note(desk: Desk, person: Person, row: PublicityRow, action: str, after: str) -> None:
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action=action,
        what=f"publicity {row.id}",
        before=f"{row.kind} {row.subject}",
        after=after,
    )
