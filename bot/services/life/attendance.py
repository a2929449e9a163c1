"""Attendance books what the scheme gives for it, once the record stands; what is struck out is taken back (F9, S5)."""

from bot.domain.calendar.periods import parse_period
from bot.domain.life.attendance import Attendance, booked_by, gives
from bot.domain.life.meeting import HELD, State
from bot.domain.points.item import Item
from bot.domain.points.ledger import EntryKind, credit_with_cap
from bot.domain.points.period import Booking
from bot.domain.points.period import book as period_of
from bot.services import booking, people
from bot.services.booking import Subject, subject_of
from bot.services.desk import Desk
from bot.services.life import announcement, meeting
from bot.services.life.meeting import Gathering
from bot.services.rulebook import Rules, by_id, in_force
from storage import checkins, heads, ledger, persons, totals
from storage.ledger import Entry
from storage.orgs import Org
from storage.persons import Person


def book(desk: Desk, gathering: Gathering) -> int:
    """Book what a meeting's attendance gives and did not give yet; answer how many entries that were.

    Each of its people gets the items of their own, as far as caps leave them; the branch gets its own once a month,
    where enough of those expected came.
    """
    branch, day = gathering.branch, meeting.day_of(desk, gathering.meeting)
    rules = in_force(desk, branch, day)
    given = booked_by(list(rules.scheme.items.values()), rules.scheme.attendance, gathering.meeting.kind)
    if not given:
        return 0
    heads.hold(desk.tx, branch.id)
    goes = period_of(day, desk.today, booking.frozen_months(desk, branch))
    standing = {(entry.subject_kind, entry.subject_id, entry.item) for entry in _standing(desk, gathering)}
    written = 0
    for item, rule in given:
        for subject in _subjects(desk, gathering, rules, item, rule=rule, goes=goes):
            if (subject.kind, subject.id, item.code) not in standing:
                _append(desk, gathering, rules, item, subject=subject, goes=goes)
                written += 1
    return written


def _subjects(
    desk: Desk, gathering: Gathering, rules: Rules, item: Item, *, rule: Attendance, goes: Booking
) -> list[Subject]:
    """Answer whose points an item's are: those present for whom it is, or the branch."""
    branch = gathering.branch
    if "branch" in item.who:
        whole = subject_of(desk, "branch", branch.id)
        month = goes.act_month
        given = totals.credited_so_far(
            desk.tx, kind="branch", subject_id=branch.id, item=item.code, start=month, end=month
        )
        return [whole] if gathering.turnout.rate >= rule.at_least and not given else []
    found = []
    for check in gathering.checks:
        if check.struck_at is None:
            roles = people.roles_in(desk, persons.get(desk.tx, check.person_id), branch)
            kind = people.subject_kind(roles, item.who, rules.scheme.subjects)
            if kind is not None:
                found.append(subject_of(desk, kind, check.person_id))
    return found


def _append(desk: Desk, gathering: Gathering, rules: Rules, item: Item, *, subject: Subject, goes: Booking) -> None:
    one = gathering.meeting
    already = booking.credited_so_far(desk, item, subject, goes.act_month)
    entry_id = booking.append(
        desk,
        branch=gathering.branch,
        rules=rules,
        subject=subject,
        item=item.code,
        kind=EntryKind.CHECKIN if goes.ref_period is None else EntryKind.ADJUST,
        points=credit_with_cap(gives(item), already, item.cap).credited,
        period=goes.period,
        ref_period=goes.ref_period,
        claim_id=None,
        by_id=one.verified_by or one.recorded_by,
        reason=_word(desk, gathering),
    )
    checkins.book(desk.tx, entry_id, one.id, None if subject.kind == "branch" else subject.id)


def _word(desk: Desk, gathering: Gathering) -> str:
    """Say of which meeting an entry comes; it is stored, so it is in the installation's language."""
    speech = desk.speaks_code(desk.house.locale)
    kind = announcement.kind_name(gathering.meeting, speech)
    return f"{kind} {speech.day(meeting.day_of(desk, gathering.meeting))}"


def _standing(desk: Desk, gathering: Gathering) -> list[Entry]:
    """Answer the entries of a meeting that were not taken back."""
    entries = [ledger.get(desk.tx, one.entry_id) for one in checkins.booked(desk.tx, gathering.meeting.id)]
    return [entry for entry in entries if ledger.reversal_of(desk.tx, entry.id) is None]


def take_back(desk: Desk, gathering: Gathering, person_id: int, *, by: int, reason: str) -> int:
    """Reverse what a struck check-in booked, and the branch's own where too few came now; answer how many entries."""
    branch, day = gathering.branch, meeting.day_of(desk, gathering.meeting)
    attendance = in_force(desk, branch, day).scheme.attendance
    taken = 0
    for entry in _standing(desk, gathering):
        own = entry.subject_kind != "branch" and entry.subject_id == person_id
        rule = attendance.get(entry.item, Attendance())
        too_few = entry.subject_kind == "branch" and gathering.turnout.rate < rule.at_least
        if own or too_few:
            _reverse(desk, branch, entry, by=by, reason=reason if own else _word(desk, gathering))
            taken += 1
    return taken


def _reverse(desk: Desk, branch: Org, entry: Entry, *, by: int, reason: str) -> None:
    rules = by_id(desk, entry.scheme_id)
    booking.reverse(desk, branch=branch, rules=rules, entry=entry, by_id=by, reason=reason)


def not_booked(desk: Desk, branch: Org, person: Person, month: str) -> int:
    """Answer at how many meetings of a month somebody checked in whose attendance is still to be booked."""
    period = parse_period(month)
    since, until = meeting.span(desk, period.first, period.last)
    waiting = 0
    for check in checkins.of_person(desk.tx, person.id, branch.id, since, until):
        one = meeting.known(desk, check.meeting_id)
        undecided = one.state in {State.OPEN, State.CLOSED} or (one.state in HELD and one.waits_since is not None)
        rules = in_force(desk, branch, meeting.day_of(desk, one))
        items = booked_by(list(rules.scheme.items.values()), rules.scheme.attendance, one.kind)
        roles = people.roles_in(desk, person, branch)
        gains = [item for item, _ in items if people.subject_kind(roles, item.who - {"branch"}, rules.scheme.subjects)]
        waiting += bool(undecided and gains)
    return waiting
