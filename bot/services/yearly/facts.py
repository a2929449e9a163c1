"""The facts of a year: what it came to for a member, which only they read, and for the branch, part of it openly."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.domain.awards.joint import JointState
from bot.domain.calendar.periods import PeriodKind, period_in
from bot.domain.life.task import OPEN, Outcome
from bot.domain.organisation.pairing import FOUR_ONES
from bot.domain.points.number import round2
from bot.domain.points.year_sheet import Fact, average_of, is_open
from bot.services.desk import Desk
from bot.services.life import duties, meeting
from bot.services.yearly import year
from bot.services.yearly.year import BranchYear
from storage import (
    award_entries,
    cases,
    communities,
    dues,
    joint_works,
    ratings,
    star_rounds,
    subsidies,
    totals,
    votes,
)
from storage.joint_works import Work
from storage.tasks import Task

MOST_VOTES = 10_000


def of_member(desk: Desk, found: BranchYear, person_id: int) -> list[Fact]:
    """Answer what a year came to for a member: of votes only whether a ballot was put in, never what stood on it."""
    return [
        *_points(found, person_id),
        *_attendance(found, person_id),
        *_tasks([one for one in found.tasks if (one.owner_kind, one.owner_id) == ("person", person_id)], public=False),
        *(
            Fact(part="awards", name="award", about=title, value=period, inputs={})
            for title, period in year.of_person(desk, person_id, found.number)
        ),
        *_votes(desk, found, person_id),
        *_acts(one.one for one in communities.of_person(desk.tx, person_id) if _counts(found, one)),
        *_joint(found, joint_works.of_person(desk.tx, person_id), public=False),
        *_cases(desk, found, person_id),
        *_dues(desk, found, person_id),
        *_subsidies(desk, found, person_id),
    ]


def of_branch(desk: Desk, found: BranchYear) -> list[Fact]:
    """Answer what a year came to for the branch; nothing of it names a person."""
    start, end = f"{found.number}-01", f"{found.number}-12"
    own = totals.of_subject(desk.tx, found.branch.id, found.branch.id, kind="branch", start=start, end=end)
    counted, average = average_of(one.average for one in found.members)
    facts = [Fact(part="points", name="members", value=str(len(found.members)), inputs={}, public=True)]
    if average is not None:
        total = sum((one.average for one in found.members if one.average is not None), Decimal("0.00"))
        inputs = {"n": str(counted), "sum": f"{total:.2f}"}
        facts.append(
            Fact(part="points", name="average", value=f"{average:.2f}", inputs=inputs, public=is_open(counted))
        )
    points = sum((row.points for row in own), Decimal("0.00"))
    inputs = {"n": str(sum(row.entries for row in own))}
    facts.append(Fact(part="points", name="branch", value=f"{points:.2f}", inputs=inputs, public=True))
    entries = award_entries.of_branch(desk.tx, found.branch.id)
    first, last = found.first, found.last
    acts = communities.of_branch(desk.tx, found.branch.id, first, last)
    marked = dues.since(desk.tx, found.branch.id, start)
    return [
        *facts,
        *_meetings(desk, found),
        *_tasks([one for one in found.tasks if one.owner_kind != "person"], public=True),
        *_rating(desk, found),
        *(
            Fact(part="awards", name="award", about=title, value=period, inputs={}, public=True)
            for title, period in year.granted(desk, [one for one in entries if one.person_id is None], found.number)
        ),
        Fact(
            part="awards",
            name="members",
            value=str(len(year.granted(desk, [one for one in entries if one.person_id is not None], found.number))),
            inputs={},
            public=True,
        ),
        *_acts((one.one for one in acts if one.state == "counted"), public=True),
        *_joint(found, joint_works.of_org(desk.tx, found.branch.id), public=True),
        Fact(part="dues", name="marked", value=str(sum(one.month <= end for one in marked)), inputs={}),
    ]


def _points(found: BranchYear, person_id: int) -> Iterator[Fact]:
    own = next((one for one in found.members if one.person.person_id == person_id), None)
    if own is None:
        return
    months = {key: "" if score is None else f"{score:.2f}" for key, score in own.person.scores.items()}
    if own.average is not None:
        yield Fact(part="points", name="average", value=f"{own.average:.2f}", inputs=months)
    if own.band is not None:
        yield Fact(part="points", name="band", value=own.band.names.get("zh_Hans", ""), inputs=dict(own.band.names))
    if (third := found.tier_of(person_id)) is not None:
        counted, _ = average_of(one.average for one in found.members)
        yield Fact(part="points", name="tier", value=third.value, inputs={"n": str(counted)})


def _attendance(found: BranchYear, person_id: int) -> Iterator[Fact]:
    own = found.came.get(person_id)
    if own is not None and own.expected:
        inputs = {"expected": str(own.expected), "leave": str(own.leave)}
        yield Fact(part="meetings", name="present", value=str(own.present), inputs=inputs)


def _meetings(desk: Desk, found: BranchYear) -> Iterator[Fact]:
    """Answer how many meetings were held, with their attendances, and how often each duty of the year was met."""
    for row in duties.attended(desk, found.branch, found.number):
        inputs = {"times": str(row.times)}
        yield Fact(part="meetings", name="held", about=row.kind, value=str(row.meetings), inputs=inputs, public=True)
    founded = found.branch.created_at.astimezone(desk.house.zone).date()
    days = [(one.kind, meeting.day_of(desk, one)) for one in found.held]
    for duty in duties.of(desk, found.branch):
        firsts = [found.first.replace(month=month) for month in range(1, 13)]
        windows = {window.key: window for day in firsts if (window := period_in(PeriodKind(duty.frequency), day))}
        counted = [one for one in windows.values() if one.last >= founded and one.first <= found.today]
        met = sum(
            min(duty.need, sum(kind == duty.kind and one.first <= day <= one.last for kind, day in days))
            for one in counted
        )
        inputs = {"need": str(duty.need * len(counted)), "each": str(duty.need), "frequency": duty.frequency}
        yield Fact(part="meetings", name="duty", about=duty.kind.value, value=str(met), inputs=inputs, public=True)


def _tasks(some: list[Task], *, public: bool) -> Iterator[Fact]:
    """Answer how the tasks that were due ended; one that was dropped with a reason does not count."""
    counted = [one for one in some if one.outcome not in {Outcome.DROPPED, Outcome.LAPSED}]
    if not counted:
        return
    by_outcome = Counter(str(one.outcome) for one in counted)
    left = [one for one in counted if one.state in OPEN]
    inputs = {"n": str(len(counted)), "late": str(by_outcome[Outcome.LATE]), "missed": str(by_outcome[Outcome.MISSED])}
    inputs |= {color: str(sum(one.color == color for one in left)) for color in ("red", "yellow", "green")}
    yield Fact(part="tasks", name="done", value=str(by_outcome[Outcome.ON_TIME]), inputs=inputs, public=public)


def _votes(desk: Desk, found: BranchYear, person_id: int) -> Iterator[Fact]:
    asked = [
        votes.has_cast(desk.tx, one.id, person_id)
        for one in votes.counted(desk.tx, found.branch.id, most=MOST_VOTES)
        if one.counted_on is not None and one.counted_on.year == found.number
    ]
    on_roll = [one for one in asked if one is not None]
    if on_roll:
        yield Fact(part="votes", name="cast", value=str(sum(on_roll)), inputs={"n": str(len(on_roll))})


def _counts(found: BranchYear, act: communities.Act) -> bool:
    return act.state == "counted" and act.branch_id == found.branch.id and act.done_on.year == found.number


def _acts(done: Iterable[str], *, public: bool = False) -> Iterator[Fact]:
    times = Counter(done)
    for one in FOUR_ONES:
        if times[one]:
            yield Fact(part="community", name="done", about=one, value=str(times[one]), inputs={}, public=public)


def _joint(found: BranchYear, works: Iterable[Work], *, public: bool) -> Iterator[Fact]:
    """Answer what was under way in the year, by kind; titles may name others, so none stands in a sheet."""
    began = {JointState.ACTIVE.value, JointState.ENDED.value}
    kinds = Counter(
        one.kind
        for one in works
        if one.state in began and one.opened_on <= found.last and (one.ended_on is None or one.ended_on >= found.first)
    )
    for kind in sorted(kinds):
        yield Fact(part="joint", name="works", about=kind, value=str(kinds[kind]), inputs={}, public=public)


def _cases(desk: Desk, found: BranchYear, person_id: int) -> Iterator[Fact]:
    own = [
        one
        for one in cases.of_person(desk.tx, person_id)
        if one.branch_id == found.branch.id and one.period[:4] == str(found.number)
    ]
    if own:
        closed = sum(one.state == "closed" for one in own)
        yield Fact(part="cases", name="heard", value=str(len(own)), inputs={"closed": str(closed)})


def _dues(desk: Desk, found: BranchYear, person_id: int) -> Iterator[Fact]:
    first = dues.first_month(desk.tx, found.branch.id)
    months = [one for one in found.months if first is not None and one >= first]
    if months:
        paid = {one.month for one in dues.since(desk.tx, found.branch.id, months[0]) if one.person_id == person_id}
        inputs = {"n": str(len(months))}
        yield Fact(part="dues", name="paid", value=str(sum(one in paid for one in months)), inputs=inputs)


def _rating(desk: Desk, found: BranchYear) -> Iterator[Fact]:
    """Answer the filed star from its own row, and the fund that came with it."""
    for one in ratings.of_branch(desk.tx, found.branch.id):
        row = star_rounds.get(desk.tx, one.round_id)
        if row is not None and row.state == "filed" and row.year == found.number and one.star is not None:
            yield Fact(part="rating", name="star", value=str(one.star), inputs={}, public=True)
    for paid in subsidies.of_branch(desk.tx, found.branch.id, f"{found.number}-01", f"{found.number}-12"):
        if paid.kind == "fund":
            inputs = {"month": paid.month}
            yield Fact(part="rating", name="fund", value=f"{paid.amount:.2f}", inputs=inputs, public=True)


def _subsidies(desk: Desk, found: BranchYear, person_id: int) -> Iterator[Fact]:
    rows = subsidies.of_branch(desk.tx, found.branch.id, f"{found.number}-01", f"{found.number}-12")
    own = [one.amount for one in rows if one.person_id == person_id]
    if own:
        total = round2(sum(own, Decimal(0)))
        yield Fact(part="rating", name="subsidy", value=f"{total:.2f}", inputs={"n": str(len(own))})
