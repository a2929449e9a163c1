"""Posts that are left out, because they came too late or somebody skipped them: the office is told privately."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from bot.domain.calendar.rules import PostKind
from bot.domain.calendar.timetable import Post
from bot.i18n import N_, Html, Language
from bot.services import notice, people
from bot.services.desk import Desk
from bot.services.plan import Planned
from storage import chats, posts
from storage.chats import Chat
from storage.orgs import Org
from storage.persons import Person

OFFICE = frozenset({"secretary", "deputy_secretary", "admin"})
MISSED = N_("⚠️ The bot was away too long, so this was not posted in “{title}” of {branch}:")
MISSED_LINE = N_("• {kind}, {period}, planned for {at}")
STAYS_OPEN = N_("Without its notice a month stays open and takes entries: {months}. /notice posts it if you wish.")
SKIPPED = N_("⏭ {name} skipped a post in “{title}” of {branch}: {kind}, {period}, planned for {at}.\nReason: {reason}")


AGAIN = timedelta(days=62)
"""How far back somebody who could not be told hears of what was left out: a month's notice can still be posted."""


def tell_missed(desk: Desk, chat: Chat, branch: Org, missed: Sequence[Post]) -> None:
    """Tell the office privately what came too late to be posted."""
    for person in notice.office(desk, branch):
        _tell(desk, person, chat, branch, missed)


def tell_returned(desk: Desk, person: Person) -> None:
    """Tell somebody of an office who can be reached again what was left out meanwhile; what they know they know."""
    for branch in people.branches_with_role(desk, person):
        if not OFFICE & people.roles_in(desk, person, branch):
            continue
        for chat in chats.of_org(desk.tx, branch.id):
            rows = posts.since(desk.tx, chat.id, desk.now - AGAIN)
            missed = sorted((row for row in rows if row.state == "missed"), key=lambda row: (row.at, row.planned_at))
            for _, together in groupby(missed, key=lambda row: row.at):  # as they were told to whoever could be reached
                left = [Post(at=row.planned_at, kind=PostKind(row.kind), period=row.period) for row in together]
                _tell(desk, person, chat, branch, left)


def _tell(desk: Desk, person: Person, chat: Chat, branch: Org, missed: Sequence[Post]) -> None:
    first, speech = missed[0], desk.speaks(person)
    lines = [speech.say(MISSED, title=chat.title, branch=branch.name)]
    lines += [speech.say(MISSED_LINE, **_facts(desk, one, speech)) for one in missed]
    lines += _stays_open(missed, speech)
    key = f"missed:{chat.id}:{first.kind.value}:{first.period}"
    notice.tell(desk, person, branch, Html("\n".join(lines)), key=key)


def tell_skipped(desk: Desk, person: Person, planned: Planned, reason: str) -> None:
    """Tell all secretaries privately that somebody left a post out, and why."""
    chat, one = planned.chat, planned.post
    for secretary in notice.office(desk, planned.branch):
        speech = desk.speaks(secretary)
        facts = _facts(desk, one, speech) | {"at": speech.moment(planned.at, desk.house.zone)}
        text = speech.say(
            SKIPPED, name=person.name, title=chat.title, branch=planned.branch.name, reason=reason, **facts
        )
        key = f"skipped:{chat.id}:{one.kind.value}:{one.period}"
        told = Html("\n".join([text, *_stays_open([one], speech)]))
        notice.tell(desk, secretary, planned.branch, told, key=key)


def _facts(desk: Desk, one: Post, speech: Language) -> dict[str, str]:
    return {
        "kind": notice.kind_name(one.kind, speech),
        "period": notice.period_name(one.period, speech),
        "at": speech.moment(one.at, desk.house.zone),
    }


def _stays_open(posts: Sequence[Post], speech: Language) -> list[Html]:
    months = [speech.month(one.period) for one in posts if one.kind is PostKind.NOTICE]
    return [speech.say(STAYS_OPEN, months=speech.listing(months))] if months else []
