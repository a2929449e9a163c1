"""What is owed and not yet written is written here; the unique key of a post decides 'once'.

A look that owes nothing must cost nothing: `Ahead` remembers when the next post is due, and per chat up to when
everything is settled. It is only a memory: whatever it forgets is computed again from the calendar and the posts.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.calendar.late import owed
from bot.domain.calendar.rules import PostKind, hold_until
from bot.domain.calendar.timetable import Post, posts_between
from bot.domain.refusals import month_runs, post_is_out
from bot.i18n import N_, Html
from bot.services import notice, reminder, settings
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Keyboard, Lane, post
from storage import audit, chats, evidence, orgs, periods, posts
from storage import letters as outbox
from storage.chats import Chat
from storage.orgs import Org
from storage.persons import Person
from storage.writer import forget_old_updates

KEEP_UPDATES = timedelta(days=8)
KEEP_LOOSE = timedelta(days=1)
KEEP_ANSWERS = timedelta(days=90)
TIDY_EVERY = timedelta(hours=1)

LOOK_BACK = timedelta(days=100)
"""How long a post that nobody wrote is remembered as owed: long enough for a machine that was off over the summer."""
LOOK_AHEAD = timedelta(days=45)
LONGEST_REST = timedelta(seconds=60)
"""A group bound, or a rhythm changed, since the last look is seen after this at the latest."""

ORDER = (
    PostKind.NOTICE,
    PostKind.YEAR_END,
    PostKind.HALF_YEAR,
    PostKind.QUARTER,
    PostKind.FLASH,
    PostKind.REMINDER,
)
"""What stands first in a message of several posts."""

MISSED = N_("⚠️ The bot was away too long, so this was not posted in “{title}” of {branch}:")
MISSED_LINE = N_("• {kind}, {period}, planned for {at}")
STAYS_OPEN = N_("Without its notice a month stays open and takes entries: {months}. /notice posts it if you wish.")
SKIPPED = N_("⏭ {name} skipped a post in “{title}” of {branch}: {kind}, {period}, planned for {at}.\nReason: {reason}")


class Due(NamedTuple):
    """A post that is to be written now."""

    post: Post
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """The posts of one chat that go out together.

    Attributes:
        desk: Where and as of when they are worded.
        chat: The group.
        branch: Whose it is.
        dues: In the order in which they stand in the message.
        concluded: Months whose publicity is over, to be told along (2.3-4).
    """

    desk: Desk
    chat: Chat
    branch: Org
    dues: Sequence[Due]
    concluded: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it is posted: one or several posts.

    Attributes:
        dues: What it says.
        text: As HTML.
        keyboard: Its buttons.
        silent: Whether it makes no sound; only deadlines sound.
    """

    dues: Sequence[Due]
    text: Html
    keyboard: Keyboard = ()
    silent: bool = True


Compose = Callable[[Posting], Sequence[Message]]
"""Words the posts of a chat: handlers/compose.py."""


class Planned(NamedTuple):
    """A post of a chat in the calendar.

    Attributes:
        chat: The group.
        branch: Whose it is.
        post: Kind, period and the moment for which it is planned.
        at: When it will be posted: the planned moment, or the end of the quiet hours in which that lies.
    """

    chat: Chat
    branch: Org
    post: Post
    at: datetime


# ---- what is remembered ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a look at all chats learned.

    Attributes:
        generation: Of the memory when the look began.
        looked_at: Its moment.
        next_at: Before this nothing more is due.
        owed: Chats to which something is owed now, in the order of their ids.
        made_of: Chat to what its timetable is made of; another one makes what was known of it worthless.
        settled: Chat to the instant up to which everything is written.
        tidied_at: When old things were last dropped.
        closed_on: The day on which publicities were last checked for their end.
    """

    generation: int
    looked_at: datetime
    next_at: datetime
    owed: tuple[int, ...]
    made_of: Mapping[int, object]
    settled: Mapping[int, datetime]
    tidied_at: datetime
    closed_on: date


class Ahead:
    """What is known beforehand, of one running bot. Looks read it, and only what was committed is learned."""

    def __init__(self) -> None:
        self.generation = 0
        self.view: View | None = None

    def forget(self) -> None:
        """Forget: another process changed the data."""
        self.generation += 1
        self.view = None

    def learn(self, view: View) -> None:
        """Remember what a committed look learned, unless all was to be forgotten meanwhile."""
        if view.generation == self.generation:
            self.view = view

    def served(self, chat_id: int, view: View) -> None:
        """Remember that all that a look found owed to a chat is committed."""
        if self.view is not None and self.view.looked_at == view.looked_at:
            self.view = replace(self.view, settled={**self.view.settled, chat_id: view.looked_at})

    def known(self, now: datetime) -> View | None:
        """Answer what is remembered; a clock that went back makes it worthless."""
        view = self.view
        return view if view is not None and view.looked_at <= now else None


# ---- the look --------------------------------------------------------------------------------------------------


def look(desk: Desk, compose: Compose) -> None:
    """Write all that is owed by now, in this very transaction: for one decision, not for thousands of chats."""
    view = survey(desk, Ahead())
    for chat_id in view.owed if view is not None else ():
        serve(desk, compose, chat_id)


def survey(desk: Desk, ahead: Ahead) -> View | None:
    """See to which chats something is owed, and keep the house in order on the way.

    Args:
        desk: Where and when one looks.
        ahead: What earlier looks learned.

    Returns:
        What this one learned, for `Ahead.learn` after the commit; None where nothing can be due yet.
    """
    now = desk.now
    known = ahead.known(now)
    if known is not None and now < known.next_at and now - known.looked_at < LONGEST_REST:
        return None
    tidied_at, closed_on = (known.tidied_at, known.closed_on) if known is not None else (None, None)
    if tidied_at is None or now - tidied_at >= TIDY_EVERY:
        tidy(desk)
        tidied_at = now
    if closed_on != desk.today:
        close_ended(desk)
        closed_on = desk.today
    next_at = now + LOOK_AHEAD
    due: list[int] = []
    made_of: dict[int, object] = {}
    settled: dict[int, datetime] = {}
    for chat, branch in served(desk):
        made = (chat.bound_at, branch.id, branch.settings.get("reminder"), branch.settings.get("quiet_hours"))
        made_of[chat.id] = made
        # What is planned for the very moment of the binding is owed already.
        since = max(now - LOOK_BACK, (chat.bound_at or now) - timedelta(microseconds=1))
        if known is not None and known.made_of.get(chat.id) == made:
            since = known.settled.get(chat.id, since)
        awake_at = hold_until(now, settings.quiet_hours(desk, branch), desk.house.zone)
        plan = plan_of(desk, branch)
        last = bisect_right(plan, now, key=_held_at)
        if awake_at > now:
            next_at, settled[chat.id] = min(next_at, awake_at), since
            continue
        if last < len(plan):
            next_at = min(next_at, plan[last][0])
        if bisect_right(plan, since, key=_held_at) < last:
            due.append(chat.id)
            settled[chat.id] = since
        else:
            settled[chat.id] = now
    return View(
        generation=ahead.generation,
        looked_at=now,
        next_at=next_at,
        owed=tuple(due),
        made_of=made_of,
        settled=settled,
        tidied_at=tidied_at,
        closed_on=closed_on,
    )


def serve(desk: Desk, compose: Compose, chat_id: int) -> bool:
    """Write all that a chat is owed by now.

    Args:
        desk: Where it is written.
        compose: Words the posts.
        chat_id: A chat; one that is not bound any more is owed nothing.

    Returns:
        Whether all is written; False where quiet hours have just begun.
    """
    chat = chats.get(desk.tx, chat_id)
    if chat is None or chat.state != "bound" or chat.org_id is None:
        return True
    branch = orgs.get(desk.tx, chat.org_id)
    if hold_until(desk.now, settings.quiet_hours(desk, branch), desk.house.zone) > desk.now:
        return False
    plan = plan_of(desk, branch)
    due = plan[: bisect_right(plan, desk.now, key=_held_at)]
    if due:
        write_owed(desk, compose, chat, branch, [planned for _, planned in due])
    return True


def _held_at(planned: tuple[datetime, Post]) -> datetime:
    return planned[0]


def write_owed(desk: Desk, compose: Compose, chat: Chat, branch: Org, candidates: Sequence[Post]) -> None:
    """Take what is still owed of some posts, write it, and tell the secretary of what came too late."""
    rows = posts.since(desk.tx, chat.id, min(planned.at for planned in candidates))
    done = {(row.kind, row.period) for row in rows}
    found = owed(
        candidates,
        done=lambda planned: (planned.kind.value, planned.period) in done,
        bound_at=chat.bound_at or desk.now,
        now=desk.now,
        rules=settings.timetable_rules(branch),
        quiet=settings.quiet_hours(desk, branch),
        zone=desk.house.zone,
    )
    missed = [planned for planned in found.skip if _take(desk, chat, branch, planned, "missed")]
    if missed:
        tell_missed(desk, chat, branch, missed)
    dues = [
        Due(planned, late)
        for planned, late in found.send
        if _take(desk, chat, branch, planned, "late" if late else "posted")
    ]
    if dues:
        publish(desk, compose, chat, branch, dues)


def _take(desk: Desk, chat: Chat, branch: Org, planned: Post, state: str, *, by: Person | None = None) -> bool:
    return posts.claim(
        desk.tx,
        kind=planned.kind.value,
        period=planned.period,
        chat_id=chat.id,
        branch_id=branch.id,
        planned_at=planned.at,
        state=state,
        now=desk.now,
        by=by.id if by is not None else None,
    )


def publish(
    desk: Desk, compose: Compose, chat: Chat, branch: Org, dues: Sequence[Due], *, as_of: datetime | None = None
) -> None:
    """Write posts that were taken: the group's message, and what goes to people privately.

    Args:
        desk: Where it is written.
        compose: Words the posts.
        chat: The group.
        branch: Whose it is.
        dues: The posts.
        as_of: The moment as of which they are worded, by default now.
    """
    seen = replace(desk, now=as_of) if as_of is not None else desk
    for due in dues:
        if due.post.kind is PostKind.NOTICE:
            notice.freeze(desk, branch, due.post.period, published=seen.today)
    posting = posting_of(seen, chat, branch, dues)
    for message in compose(posting):
        first = message.dues[0].post
        letter = GroupLetter(
            chat=chat,
            text=message.text,
            keyboard=message.keyboard,
            lane=Lane.BROADCAST,
            key=f"notice:{chat.id}:{first.kind.value}:{first.period}",
            silent=message.silent,
        )
        post(desk, letter)
    for month in posting.concluded:
        posts.claim(
            desk.tx,
            kind=posts.CONCLUDED,
            period=month,
            chat_id=chat.id,
            branch_id=branch.id,
            planned_at=desk.now,
            state="posted",
            now=desk.now,
        )
    reminders = [due.post for due in posting.dues if due.post.kind is PostKind.REMINDER]
    if reminders:
        reminder.tell_people(desk, seen, branch, reminders[0])


def posting_of(desk: Desk, chat: Chat, branch: Org, dues: Sequence[Due]) -> Posting:
    """Gather what goes out together: of each kind the newest, in their order, and what ended meanwhile."""
    newest: dict[PostKind, Due] = {}
    for due in sorted(dues, key=lambda due: due.post):
        newest[due.post.kind] = due
    ordered = [newest[kind] for kind in ORDER if kind in newest]
    return Posting(desk=desk, chat=chat, branch=branch, dues=ordered, concluded=notice.concluded(desk, chat, branch))


# ---- the calendar ----------------------------------------------------------------------------------------------


def served(desk: Desk) -> Iterator[tuple[Chat, Org]]:
    """Answer the chats that have a timetable: bound to a branch that is active and keeps points."""
    for chat in chats.bound(desk.tx):
        if chat.org_id is not None:
            org = orgs.get(desk.tx, chat.org_id)
            if org.scheme_code is not None and org.state == "active":
                yield chat, org


def plan_of(desk: Desk, branch: Org) -> list[tuple[datetime, Post]]:
    """Answer the posts around today, each with the moment at which it is due; branches of one rhythm share it."""
    today = desk.today
    chosen = (branch.settings.get("reminder"), branch.settings.get("quiet_hours"))

    def compute() -> list[tuple[datetime, Post]]:
        start = datetime.combine(today - LOOK_BACK - timedelta(days=1), time(), desk.house.zone)
        end = datetime.combine(today + LOOK_AHEAD + timedelta(days=1), time(), desk.house.zone)
        return _held(desk, branch, start, end)

    return desk.tx.memory.recall(("plan", today, *chosen), compute)


def _held(desk: Desk, branch: Org, start: datetime, end: datetime) -> list[tuple[datetime, Post]]:
    rules, quiet = settings.timetable_rules(branch), settings.quiet_hours(desk, branch)
    planned = posts_between(rules, start, end, desk.calendar(), desk.house.zone)
    return sorted((hold_until(one.at, quiet, desk.house.zone), one) for one in planned)


def held_at(desk: Desk, branch: Org, planned: Post) -> datetime:
    """Answer when a post is due: its planned moment, or the end of the quiet hours in which that lies."""
    return hold_until(planned.at, settings.quiet_hours(desk, branch), desk.house.zone)


def calendar(desk: Desk, start: datetime, end: datetime, *, branch_code: str | None = None) -> list[Planned]:
    """Answer every post that is due from one instant to another, both included, in order of time.

    Args:
        desk: Where it is asked.
        start: Aware instant.
        end: Aware instant.
        branch_code: Of one branch only.
    """
    found = [
        Planned(chat, branch, planned, held)
        for chat, branch in served(desk)
        if branch_code is None or branch.code == branch_code
        for held, planned in _held(desk, branch, start - timedelta(days=1), end)
        if start <= held <= end
    ]
    return sorted(found, key=lambda planned: (planned.at, planned.branch.code, planned.chat.id, planned.post))


def upcoming(desk: Desk, chat: Chat, branch: Org, *, most: int = 4) -> list[Planned]:
    """Answer a chat's next posts, and before them those of the last days that were missed or skipped."""
    rows = posts.since(desk.tx, chat.id, desk.now - LOOK_BACK)
    fate = {(row.kind, row.period): row.state for row in rows}
    found: list[Planned] = []
    ahead = 0
    for held, planned in plan_of(desk, branch):
        state = fate.get((planned.kind.value, planned.period))
        bound = chat.bound_at is not None and planned.at >= chat.bound_at
        grace = settings.timetable_rules(branch).grace[planned.kind]
        again = state in {"missed", "skipped"} and (planned.kind is PostKind.NOTICE or held + grace > desk.now)
        if (again and held <= desk.now) or (state is None and bound and held > desk.now and ahead < most):
            ahead += held > desk.now
            found.append(Planned(chat, branch, planned, held))
    return found


def next_at(desk: Desk) -> Planned | None:
    """Answer the next post of any chat that is not written yet, for a clock that is moved there."""
    found: Planned | None = None
    for chat, branch in served(desk):
        for planned in upcoming(desk, chat, branch, most=1):
            if planned.at > desk.now and (found is None or planned.at < found.at):
                found = planned
    return found


# ---- by hand ---------------------------------------------------------------------------------------------------


def find(desk: Desk, chat: Chat, branch: Org, kind: str, period: str) -> Planned | None:
    """Answer a post of a chat's plan by its kind and period."""
    return next(
        (
            Planned(chat, branch, planned, held)
            for held, planned in plan_of(desk, branch)
            if planned.kind.value == kind and planned.period == period
        ),
        None,
    )


def preview(desk: Desk, compose: Compose, planned: Planned) -> Message:
    """Word a post as it will be, without writing anything."""
    seen = replace(desk, now=max(desk.now, planned.at))
    posting = posting_of(seen, planned.chat, planned.branch, [Due(planned.post, late=False)])
    return compose(posting)[0]


def send_now(desk: Desk, compose: Compose, person: Person, planned: Planned) -> None:
    """Post something before its time, or after it was missed or skipped. It is not posted again.

    Raises:
        Refusal: ``MONTH_RUNS`` for the notice of a month that is not over, ``POST_IS_OUT``.
    """
    planned_post = planned.post
    if planned_post.kind is PostKind.NOTICE and f"{desk.today:%Y-%m}" <= planned_post.period:
        raise month_runs(planned_post.period)
    chat, branch = planned.chat, planned.branch
    kind, period = planned_post.kind.value, planned_post.period
    late = posts.retake(desk.tx, kind=kind, period=period, chat_id=chat.id, now=desk.now, by=person.id)
    if not late and not _take(desk, chat, branch, planned_post, "posted", by=person):
        raise post_is_out()
    _note(desk, person, planned, "post now")
    publish(desk, compose, chat, branch, [Due(planned_post, late)])


def skip(desk: Desk, person: Person, planned: Planned, reason: str) -> None:
    """Leave a post out, once; all secretaries are told privately.

    Raises:
        Refusal: ``POST_IS_OUT``.
    """
    chat, branch = planned.chat, planned.branch
    taken = posts.claim(
        desk.tx,
        kind=planned.post.kind.value,
        period=planned.post.period,
        chat_id=chat.id,
        branch_id=branch.id,
        planned_at=planned.post.at,
        state="skipped",
        now=desk.now,
        by=person.id,
        reason=reason,
    )
    if not taken:
        raise post_is_out()
    _note(desk, person, planned, "skip post", reason)
    key = f"skipped:{chat.id}:{planned.post.kind.value}:{planned.post.period}"
    for secretary in notice.office(desk, branch):
        speech = desk.speaks(secretary)
        text = speech.say(
            SKIPPED,
            name=person.name,
            title=chat.title,
            branch=branch.name,
            kind=notice.kind_name(planned.post.kind, speech),
            period=notice.period_name(planned.post.period, speech),
            at=speech.moment(planned.at, desk.house.zone),
            reason=reason,
        )
        if planned.post.kind is PostKind.NOTICE:
            text = Html(f"{text}\n{speech.say(STAYS_OPEN, months=speech.month(planned.post.period))}")
        notice.tell(desk, secretary, text, key=key)


def _note(desk: Desk, person: Person, planned: Planned, action: str, reason: str | None = None) -> None:
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action=action,
        what=f"post {planned.post.kind.value} {planned.post.period}",
        after=reason,
        chat_id=planned.chat.id,
    )


def tell_missed(desk: Desk, chat: Chat, branch: Org, missed: Sequence[Post]) -> None:
    """Tell the secretary privately what came too late to be posted."""
    first = missed[0]
    for secretary in notice.office(desk, branch):
        speech = desk.speaks(secretary)
        lines = [speech.say(MISSED, title=chat.title, branch=branch.name)]
        lines += [
            speech.say(
                MISSED_LINE,
                kind=notice.kind_name(one.kind, speech),
                period=notice.period_name(one.period, speech),
                at=speech.moment(one.at, desk.house.zone),
            )
            for one in missed
        ]
        if months := [speech.month(one.period) for one in missed if one.kind is PostKind.NOTICE]:
            lines.append(speech.say(STAYS_OPEN, months=speech.listing(months)))
        key = f"missed:{chat.id}:{first.kind.value}:{first.period}"
        notice.tell(desk, secretary, Html("\n".join(lines)), key=key)


class Batch(NamedTuple):
    """The posts of one chat at one moment."""

    chat: Chat
    branch: Org
    dues: list[Due]


def due_at(desk: Desk, at: datetime) -> list[Batch]:
    """Answer what is posted at a moment, chat by chat: what is due then and was neither posted nor skipped before.

    Args:
        desk: Where it is asked; a post that is long past by its clock counts as late.
        at: Aware instant; what is due within the punctual minutes before it belongs to it.
    """
    found = []
    for chat, branch in served(desk):
        rules = settings.timetable_rules(branch)
        done = {
            (row.kind, row.period) for row in posts.since(desk.tx, chat.id, at - LOOK_BACK) if row.state != "missed"
        }
        dues = [
            Due(planned, desk.now - held > rules.punctual)
            for held, planned in _held(desk, branch, at - timedelta(days=1), at)
            if at - rules.punctual < held <= at and (planned.kind.value, planned.period) not in done
        ]
        if dues:
            found.append(Batch(chat, branch, dues))
    return found


def word(desk: Desk, compose: Compose, batch: Batch, *, as_of: datetime) -> Sequence[Message]:
    """Word the posts of a moment, without writing anything."""
    return compose(posting_of(replace(desk, now=as_of), batch.chat, batch.branch, batch.dues))


def send(desk: Desk, compose: Compose, batch: Batch, *, as_of: datetime) -> None:
    """Take the posts of a moment and write them now; what somebody else took meanwhile is left out."""
    dues = [
        due
        for due in batch.dues
        if posts.retake(
            desk.tx, kind=due.post.kind.value, period=due.post.period, chat_id=batch.chat.id, now=desk.now, by=None
        )
        or _take(desk, batch.chat, batch.branch, due.post, "late" if due.late else "posted")
    ]
    if dues:
        publish(desk, compose, batch.chat, batch.branch, dues, as_of=as_of)


# ---- the house in order ----------------------------------------------------------------------------------------


def close_ended(desk: Desk) -> None:
    """Close the months whose publicity is over (domain 3.23: the day after its last)."""
    for row in periods.ended(desk.tx, desk.today):
        periods.set_state(desk.tx, row.branch_id, row.key, "closed")


def tidy(desk: Desk) -> None:
    """Drop what has lost its use: old update ids, album parts of no claim, answers sent long ago."""
    forget_old_updates(desk.tx, desk.now - KEEP_UPDATES)
    evidence.drop_loose(desk.tx, desk.now - KEEP_LOOSE)
    outbox.drop_old(desk.tx, desk.now - KEEP_ANSWERS)
