"""Terms (换届): when one ends, on which approval it rests, and who is reminded six, three and one month before.

Committees without a group are reminded as branches are: privately, the secretary and who is above, once each time.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.calendar.rules import hold_until
from bot.domain.life.term import REMIND_MONTHS, term_reminders
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import due_is_past, missing_argument
from bot.i18n import nN_
from bot.services import people, settings
from bot.services.desk import Desk
from bot.services.letters import Lane, PrivateLetter, post
from storage import audit, orgs, persons, terms, told
from storage.orgs import Org
from storage.persons import Person

SET = ("secretary", "deputy_secretary")
AT = time(9)
USAGE = "/term 2030-03-31 APPROVAL"
GRACE = timedelta(days=5)
"""How late a reminder still comes, when the machine was off."""
TOLD = "term"
ANYWHERE = 0
"""In the place of a chat: it is told to people, not to a group."""
ENDING = nN_(
    "🗳 {org}: the term ends on {day}, in {n} month. An election is to be prepared: term, procedure, approval, "
    "discipline. /vote holds it, /term notes its approval and the new end.",
    "🗳 {org}: the term ends on {day}, in {n} months. An election is to be prepared: term, procedure, approval, "
    "discipline. /vote holds it, /term notes its approval and the new end.",
)


class Reminder(NamedTuple):
    """A reminder of a term: how many months before, and when it is due."""

    org: Org
    ends_on: date
    months: int
    at: datetime

    @property
    def sign(self) -> str:
        """What makes it once."""
        return f"{self.org.id}:{self.ends_on:%y%m%d}:{self.months}"


def planned(desk: Desk) -> list[Reminder]:
    """Answer every reminder of every term that is known, each held to the end of quiet hours."""

    def compute() -> list[Reminder]:
        return list(_planned(desk))

    return desk.tx.memory.recall(("term reminders", desk.today), compute)


def _planned(desk: Desk) -> Iterator[Reminder]:
    for org_id, ends_on in terms.ending(desk.tx):
        org = orgs.get(desk.tx, org_id)
        for months, day in zip(REMIND_MONTHS, term_reminders(ends_on, desk.calendar()), strict=True):
            at = datetime.combine(day, AT, desk.house.zone)
            yield Reminder(org, ends_on, months, hold_until(at, settings.quiet_hours(desk, org), desk.house.zone))


def look(desk: Desk) -> int:
    """Send the reminders that are due and were not sent; answer how many."""
    due = [one for one in planned(desk) if one.at <= desk.now < one.at + GRACE]
    if not due:
        return 0
    done = told.of_chat(desk.tx, TOLD, ANYWHERE)
    fresh = [one for one in due if one.sign not in done]
    for one in fresh:
        told.add(desk.tx, TOLD, one.sign, ANYWHERE, now=desk.now)
        for person in receivers(desk, one.org):
            _tell(desk, one, person)
    return len(fresh)


def receivers(desk: Desk, org: Org) -> list[Person]:
    """Answer who is reminded: the secretary, and the secretary or reviewers of the organisation above."""
    found: dict[int, Person] = {}
    own = people.holders(desk, org)
    above = people.holders(desk, orgs.get(desk.tx, org.parent_id)) if org.parent_id is not None else {}
    parent = above.get("secretary") or above.get("committee_reviewer") or own.get("admin", ())
    for person_id in (*own.get("secretary", ()), *parent):
        found[int(person_id)] = persons.get(desk.tx, int(person_id))
    return [one for one in found.values() if one.telegram_id is not None and one.reachable is not False]


def _tell(desk: Desk, one: Reminder, person: Person) -> None:
    speech = desk.speaks(person)
    text = speech.count(ENDING, one.months, org=one.org.name, day=speech.day(one.ends_on, year=True))
    letter = PrivateLetter(
        to=person.telegram_id or 0,
        text=text,
        lane=Lane.BROADCAST,
        key=f"term:{one.sign}:{person.id}",
        about=one.org,
    )
    post(desk, letter)


def set_end(desk: Desk, actor: Person, org: Org, ends_on: date, record: str) -> None:
    """Note when a term ends and the approval that it rests on.

    Raises:
        Refusal: ``NO_RIGHT``, ``DUE_IS_PAST``, ``MISSING_ARGUMENT`` without the approval.
    """
    people.need_role(desk, actor, org, *SET)
    words = clean_text(record, REASON_LIMIT)
    if ends_on <= desk.today:
        raise due_is_past(ends_on)
    if not words:
        raise missing_argument("term", USAGE)
    before = terms.end_of(desk.tx, org.id)
    orgs.change(desk.tx, org.id, term_end=ends_on)
    terms.add(desk.tx, org_id=org.id, ends_on=ends_on, record=words, by=actor.id, now=desk.now)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=actor.id,
        action="term",
        what=f"org {org.code}",
        before=before.isoformat() if before else "",
        after=ends_on.isoformat(),
    )
