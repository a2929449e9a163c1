"""The monthly notice: what it tells, how it closes a month, and whom the office is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.calendar.periods import PeriodKind, parse_period
from bot.domain.calendar.publicity import publicity as window
from bot.domain.calendar.rules import PostKind
from bot.domain.points.board import BoardRow
from bot.domain.refusals import Refusal
from bot.i18n import N_, Html, Language
from bot.services import board, people, publicity, rulebook, settings
from bot.services.desk import Desk
from bot.services.letters import Keyboard, Lane, PrivateLetter, post
from storage import claim_lists, heads, periods, persons, posts
from storage.chats import Chat
from storage.claims import Claim
from storage.orgs import Org
from storage.persons import Person

KINDS = {
    PostKind.REMINDER: N_("half-month reminder"),
    PostKind.FLASH: N_("flash board"),
    PostKind.NOTICE: N_("monthly notice with publicity"),
    PostKind.QUARTER: N_("quarterly comparison"),
    PostKind.HALF_YEAR: N_("half-year standing"),
    PostKind.YEAR_END: N_("year-end appraisal"),
    PostKind.DUES: N_("dues reminder"),
    PostKind.GROUPS: N_("collaboration groups, half-yearly"),
    PostKind.RESEARCH: N_("research week"),
    PostKind.DISPATCH: N_("what is open"),
}
FIRST_HALF = N_("first half of {month}")
SECOND_HALF = N_("second half of {month}")
BEGIN = (PostKind.NOTICE.value, posts.YEAR_RESULT)
"""Kinds of posts that lay something open."""
CONCLUDED_AT_MOST = 6
"""Of how many months the end of the publicity is told at once, the newest; a chat that was away for years is spared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindBoard:
    """The board of one kind over a span.

    Attributes:
        kind: member, cadre or branch.
        rows: All of them, best first.
        based: Whether everybody starts from a base: then all have a score, and what counts is whether it is final.
        scored: How many are done: under a base those without a claim of the span in review, else those on the board.
        average: Mean of the scores.
        on_board: How many have more than nothing.
        shown: Whether a group is shown the rows; not while fewer have points than the branch wishes.
    """

    kind: str
    rows: Sequence[BoardRow]
    based: bool
    scored: int
    average: Decimal | None
    on_board: int
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the notice of a month tells.

    Attributes:
        month: Its key.
        boards: One a kind that anybody stands on.
        waiting: Claims for acts of the month that are not decided; they will be adjustments.
        first: First day of the publicity.
        until: Its last day.
        days: Its length in working days.
        entries: Entries of the branch's ledger.
        head: Hash of the last of them, empty for none.
        certain: Whether the days of the publicity are certain.
        content: Digest of what is laid open, for rechecking.
    """

    month: str
    boards: Sequence[KindBoard]
    waiting: int
    first: date
    until: date
    days: int
    entries: int
    head: str
    certain: bool
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The end of a publicity, as a chat hears of it.

    Attributes:
        period: Whose points were laid open.
        objections: In numbers; while some are undecided the period is not concluded.
    """

    period: str
    objections: publicity.Objections


def boards(desk: Desk, branch: Org, start: str, end: str) -> list[KindBoard]:
    """Answer the boards of a branch over a span of months, one a kind that anybody stands on."""
    found = []
    floor = settings.participation_floor(branch)
    based = rulebook.current(desk, branch).scheme.base is not None
    waiting = in_review(desk, branch, start, end)
    for kind in board.kinds(desk, branch):
        standing = board.standing(desk, branch, kind, start, end)
        if not standing.rows:
            continue
        undecided = {claim.subject_id for claim in waiting if claim.subject_kind == kind}
        found.append(
            KindBoard(
                kind=kind,
                rows=standing.rows,
                based=based,
                scored=len(set(standing.ids.values()) - undecided) if based else standing.on_board,
                average=standing.average,
                on_board=standing.on_board,
                shown=kind == "branch" or standing.on_board >= floor,
            )
        )
    return found


def in_review(desk: Desk, branch: Org, start: str, end: str) -> list[Claim]:
    """Answer the claims for acts of a span of months that wait for review."""
    return [claim for claim in claim_lists.waiting(desk.tx, branch.id) if start <= f"{claim.occurred_on:%Y-%m}" <= end]


def facts(desk: Desk, branch: Org, month: str) -> Notice:
    """Answer what the notice of a month, or a year's result, tells: as it was written, or as it would be now."""
    laid_open = publicity.of(desk, branch, month)
    calendar, months = desk.calendar(), parse_period(month).months
    days = rulebook.current(desk, branch).scheme.publicity_workdays
    row = periods.get(desk.tx, branch.id, month)
    published = desk.today
    if row is not None and row.frozen_at is not None:
        published = row.frozen_at.astimezone(desk.house.zone).date()
    until = row.publicity_until if row is not None and row.publicity_until else window(published, calendar, days)
    if row is not None and row.head_seq is not None:
        entries, head = row.head_seq, row.head_hash or ""
    else:
        entries, head = heads.read(desk.tx, branch.id)
    first = calendar.add_workdays(min(published, until), 1)
    return Notice(
        month=month,
        boards=boards(desk, branch, months[0], months[-1]),
        waiting=len(in_review(desk, branch, months[0], months[-1])),
        first=min(first, until),
        until=until,
        days=days,
        entries=entries,
        head=head,
        certain=calendar.certain(until),
        content=(laid_open.payload_hash if laid_open is not None else None)
        or publicity.content(desk, branch, month, head_seq=entries, head_hash=head),
    )


def freeze(desk: Desk, branch: Org, month: str, *, published: date) -> None:
    """Close a month to entries, once, with the head of the ledger as its witness, and lay it open (2.3-2).

    Args:
        desk: Where the notice is written.
        branch: Whose month; or year, whose months are closed already.
        month: Its key.
        published: The day of the notice; the publicity runs from the next working day on.
    """
    if periods.get(desk.tx, branch.id, month) is not None:
        return
    entries, head = heads.lock(desk.tx, branch.id)
    until = publicity.begin(desk, branch, month, published=published, head_seq=entries, head_hash=head)
    periods.freeze(
        desk.tx,
        branch.id,
        month,
        now=desk.now,
        publicity_until=until,
        head_seq=entries,
        head_hash=head,
    )


def over(desk: Desk, chat: Chat, branch: Org) -> list[Conclusion]:
    """Answer what this chat saw begin, whose window is over and whose end it was not told yet (2.3-4)."""
    ended = [
        row.key
        for row in periods.published(desk.tx, branch.id)
        if row.publicity_until is not None and row.publicity_until < desk.today
    ]
    if not ended:
        return []
    begun = {row.period for kind in BEGIN for row in posts.of_kind(desk.tx, kind, chat.id) if row.state != "missed"}
    told = {row.period for row in posts.of_kind(desk.tx, posts.CONCLUDED, chat.id)}
    untold = [period for period in ended if period in begun and period not in told][-CONCLUDED_AT_MOST:]
    found = [Conclusion(period=one, objections=publicity.objections(desk, branch, one)) for one in untold]
    return [one for one in found if not publicity.is_suspended(desk, branch, one.period)]


def office(desk: Desk, branch: Org) -> list[Person]:
    """Answer who is told what a branch's office must know: its secretaries, else its deputies, else the administrators.

    Of these the first sort of whom somebody can be reached.
    """
    holders = people.holders(desk, branch)
    for role in ("secretary", "deputy_secretary", "admin"):
        found = [persons.get(desk.tx, int(one)) for one in holders.get(role, ())]
        reached = [person for person in found if person.telegram_id is not None and person.reachable is not False]
        if reached:
            return reached
    return []


def tell(desk: Desk, person: Person, branch: Org, text: Html, *, key: str, keyboard: Keyboard = ()) -> None:
    """Tell a person something about a branch privately and silently, once per key."""
    if person.telegram_id is not None:
        letter = PrivateLetter(
            to=person.telegram_id,
            text=text,
            keyboard=keyboard,
            lane=Lane.BROADCAST,
            key=f"{key}:{person.id}",
            about=branch,
            silent=True,
        )
        post(desk, letter)


def kind_name(kind: PostKind, speech: Language) -> str:
    """Answer what a kind of post is called."""
    return speech.word(KINDS[kind])


def period_name(key: str, speech: Language) -> str:
    """Write the period of a post: May 2026, first half of May 2026, Q2 2026; the day of a rhythm of one's own."""
    try:
        period = parse_period(key)
    except Refusal:
        return key.replace("T", " ")
    if period.kind is PeriodKind.HALF_MONTH:
        return speech.plain(FIRST_HALF if key.endswith("A") else SECOND_HALF, month=speech.month(period.months[0]))
    return speech.period(key)
