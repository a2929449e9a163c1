"""The end of a year: its result for its secretary's eyes, laid open by hand, closed after its publicity (5.19)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.calendar.rules import PostKind
from bot.domain.calendar.timetable import Post
from bot.domain.points.closing import Blocker
from bot.domain.points.number import HUNDRED, ZERO, round2
from bot.domain.points.ranking import top_n
from bot.domain.points.standing import Restriction, branch_restriction
from bot.domain.refusals import nothing_to_publish
from bot.services import board, closing, notice, rulebook
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Lane, post
from bot.services.posting import Due, Message, Posting
from storage import audit, chats, posts
from storage.orgs import Org
from storage.persons import Person

Compose = Callable[[Posting], Message]
"""Words a year's result: handlers/pages/close.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A year at a glance. Who is below the pass line is a number here; names are for those who must act (2.3-8).

    Attributes:
        members: How many are in scope.
        average: Mean of their scores, None without anybody.
        candidates: Names of the first places, at or above the pass line (S13).
        restriction: How many are below the pass line, and whether that restricts the branch (S14); None without one.
        pass_line: The line, or None.
        percent: Share that restricts.
    """

    members: int
    average: Decimal | None
    candidates: Sequence[str]
    restriction: Restriction | None
    pass_line: Decimal | None
    percent: int

    @property
    def share(self) -> Decimal:
        """Percentage of the members below the pass line, with two decimals."""
        found = self.restriction
        return round2(found.below * HUNDRED / found.n) if found is not None and found.n else ZERO


def assess(desk: Desk, branch: Org, year: str) -> Assessment:
    """Assess a year; what follows from it are proposals that people confirm (2.3-9)."""
    scheme = rulebook.current(desk, branch).scheme
    standing = board.standing(desk, branch, board.default_kind(desk, branch), f"{year}-01", f"{year}-12")
    scores = {row.code: row.points for row in standing.rows}
    names = {row.code: row.name for row in standing.rows}
    line, percent = scheme.pass_line, scheme.restrict_percent
    return Assessment(
        members=len(scores),
        average=standing.average,
        candidates=[names[code] for code in top_n(scores, scheme.top_n, line)],
        restriction=branch_restriction(scores.values(), line, percent) if line is not None else None,
        pass_line=line,
        percent=percent,
    )


def can_publish(desk: Desk, told: closing.Checklist) -> bool:
    """Tell whether a year's result can be laid open: all of its months are closed, and it was not before."""
    return told.blockers == (Blocker.UNPUBLISHED,) and bool(closing.months_of(desk, told.branch, told.period))


def publish(desk: Desk, compose: Compose, person: Person, branch: Org, year: str) -> int:
    """Lay a year's result open in the branch's groups; answer how many there are.

    Raises:
        Refusal: ``NOTHING_TO_PUBLISH``.
    """
    if not can_publish(desk, closing.checklist(desk, branch, year)):
        raise nothing_to_publish(year)
    notice.freeze(desk, branch, year, published=desk.today)
    groups = chats.of_org(desk.tx, branch.id)
    for chat in groups:
        posts.claim(
            desk.tx,
            kind=posts.YEAR_RESULT,
            period=year,
            chat_id=chat.id,
            branch_id=branch.id,
            planned_at=desk.now,
            state="posted",
            now=desk.now,
            by=person.id,
        )
        due = Due(Post(at=desk.now, kind=PostKind.YEAR_END, period=year), late=False)
        message = compose(Posting(desk=desk, chat=chat, branch=branch, dues=[due]))
        key = f"notice:{chat.id}:{posts.YEAR_RESULT}:{year}"
        text, keys = message.text, message.keyboard
        post(desk, GroupLetter(chat=chat, text=text, keyboard=keys, lane=Lane.BROADCAST, key=key))
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="publish year", what=f"period {branch.code} {year}")
    return len(groups)
