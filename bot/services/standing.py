"""Standing: averages, bands, who is below the pass line, and what the rules propose when a month closes (2.3-9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.points.ladder import streak
from bot.domain.points.number import HUNDRED, round2
from bot.domain.points.ranking import rank, top_n
from bot.domain.points.scheme import Band, Scheme
from bot.domain.points.standing import MonthRow, Restriction, band, branch_restriction, year_average, zero_month_duties
from bot.domain.refusals import no_pass_line
from bot.i18n import N_
from bot.services import board, cases, people, rulebook, seasons
from bot.services.board import PersonMonths
from bot.services.cases import Proposal
from bot.services.desk import Desk
from storage import cases as stored
from storage import orgs, periods
from storage.cases import Case
from storage.orgs import Org
from storage.persons import Person

LEAVE_ENTERED = N_("a leave was entered, so these months do not count")
"""Stored as a reason, so in the installation's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberYear:
    """A member's year so far.

    Attributes:
        person: Scores month by month.
        counted: Months in scope.
        average: Their mean, None without one.
        band: The grade of the average, None below the last or without bands.
    """

    person: PersonMonths
    counted: int
    average: Decimal | None
    band: Band | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A branch's year so far, over the months whose notice is out.

    Attributes:
        year: Which.
        months: Keys of the months that count.
        scheme: The rules of the last of them.
        members: Everybody in scope, by average, best first.
        restriction: Whether too many are below the pass line.
        percent: Share of those, two decimals.
        candidates: Codes of the first ranks at or above the pass line (S13).
        barred: Whether the restriction was decided, not only computed.
    """

    year: int
    months: Sequence[str]
    scheme: Scheme
    members: Sequence[MemberYear]
    restriction: Restriction
    percent: Decimal
    candidates: Sequence[str]
    barred: bool

    def ranks(self) -> Mapping[str, int]:
        """Answer code to rank of the members with an average."""
        return rank(_averages(self.members))


def overview(desk: Desk, branch: Org, year: int) -> Overview:
    """Answer the standing of a branch in a year, over the months whose notice is out.

    Raises:
        Refusal: ``NO_PASS_LINE``.
    """
    months = [row.key for row in periods.frozen(desk.tx, branch.id) if row.key[:4] == f"{year:04d}"]
    scheme = board.rules_of(desk, branch, months[-1]).scheme if months else rulebook.current(desk, branch).scheme
    if scheme.pass_line is None:
        raise no_pass_line(branch.name)
    members = [member_year(person, scheme) for person in board.by_person(desk, branch, months)]
    averages = _averages(members)
    places = rank(averages)
    restriction = branch_restriction(averages.values(), scheme.pass_line, scheme.restrict_percent)
    return Overview(
        year=year,
        months=months,
        scheme=scheme,
        members=sorted(members, key=lambda one: (places.get(one.person.code, len(members) + 1), one.person.code)),
        restriction=restriction,
        percent=round2(restriction.below * HUNDRED / restriction.n) if restriction.n else Decimal("0.00"),
        candidates=top_n(averages, scheme.top_n, scheme.pass_line),
        barred=bool(stored.in_force(desk.tx, branch.id, "restriction", f"{year:04d}-01")),
    )


def member_year(person: PersonMonths, scheme: Scheme) -> MemberYear:
    """Answer the average of a member's months and its grade (domain 3.6)."""
    counted, average = year_average(person.scores)
    grade = band(average, [(one.at_least, one) for one in scheme.bands]) if average is not None else None
    return MemberYear(person=person, counted=counted, average=average, band=grade)


def _averages(members: Sequence[MemberYear]) -> dict[str, Decimal]:
    return {one.person.code: one.average for one in members if one.average is not None}


# ---- when a month closes -----------------------------------------------------------------------------------------
def month_closed(desk: Desk, branch: Org, month: str) -> None:
    """A month became closed: its standing is looked at soon, in a transaction of its own, so that claims go between."""
    stored.to_judge(desk.tx, branch.id, month)


def to_judge(desk: Desk) -> list[tuple[int, str]]:
    """Answer the branches and closed months whose standing is still to be looked at."""
    return stored.judgings_left(desk.tx)


def judge(desk: Desk, branch_id: int, month: str) -> list[Case]:
    """Look once at what a closed month leads to, and tell who decides; answer the cases that are new or raised.

    Evaluated are closed months only, over years; exempt ones neither count nor break a streak (domain 3.7–3.9, 2.2-20).
    """
    if not stored.judged(desk.tx, branch_id, month):
        return []
    branch = orgs.get(desk.tx, branch_id)
    seasons.close(desk, branch, month)
    scheme = board.rules_of(desk, branch, month).scheme
    months = _closed(desk, branch, month)
    if scheme.pass_line is None or month not in months:
        return []
    members = board.by_person(desk, branch, months)
    steps = (_step(person, scheme.pass_line, months) for person in members)
    proposals = [one for one in steps if one is not None] + _duties(desk, branch, members, month)
    if month.endswith("-12"):
        proposals += _restriction(desk, branch, int(month[:4]))
    opened = [case for one in proposals if (case := cases.propose(desk, branch, one)) is not None]
    cases.announce(desk, branch, month, opened)
    return opened


def _closed(desk: Desk, branch: Org, upto: str) -> list[str]:
    rows = periods.frozen(desk.tx, branch.id)
    return [row.key for row in rows if row.state == "closed" and row.key <= upto]


def _step(person: PersonMonths, pass_line: Decimal, months: Sequence[str]) -> Proposal | None:
    found = streak([(month, person.scores[month]) for month in months if month in person.scores], pass_line)
    if found is None or person.scores.get(months[-1]) is None:  # an exempt month neither counts nor breaks
        return None
    return Proposal(
        kind="ladder",
        mark=f"ladder:{person.person_id}:{found.since}",
        person_id=person.person_id,
        about_id=None,
        duty="",
        level=found.level,
        since=found.since,
        period=months[-1],
        facts=cases.scores_as_facts(found.months),
    )


def _duties(desk: Desk, branch: Org, members: Sequence[PersonMonths], month: str) -> list[Proposal]:
    """Propose who explains a month of zero: the secretary, after a disposition the leader too (S15, S16)."""
    held = people.holders(desk, branch)
    secretary = next(iter(held.get("secretary", ())), "")
    leader = next((one for role in ("main_leader", "deputy_leader") for one in held.get(role, ())), secretary)
    rows = [
        MonthRow(
            member=str(person.person_id),
            score=score,
            disposed=month in person.zeroed,
            leader=leader,
            secretary=secretary,
        )
        for person in members
        if (score := person.scores.get(month)) is not None
    ]
    return [
        Proposal(
            kind="duty",
            mark=f"duty:{duty.duty}:{duty.member}:{month}",
            person_id=int(duty.who),
            about_id=int(duty.member),
            duty=duty.duty,
            level=1,
            since=month,
            period=month,
            facts=[[month, "0.00"]],
        )
        for duty in zero_month_duties(rows)
        if duty.who and duty.who != duty.member
    ]


def _restriction(desk: Desk, branch: Org, year: int) -> list[Proposal]:
    """Propose to bar a branch whose members are too many below the pass line, at the end of the year (S14)."""
    found = overview(desk, branch, year)
    if not found.restriction.restricted:
        return []
    told = (year, found.restriction.n, found.restriction.below, found.percent, found.scheme.restrict_percent)
    return [
        Proposal(
            kind="restriction",
            mark=f"restriction:{year}",
            person_id=None,
            about_id=None,
            duty="",
            level=1,
            since=f"{year:04d}-01",
            period=f"{year:04d}-12",
            facts=[[str(one) for one in told]],
        )
    ]


def reconsider(desk: Desk, branch: Org, person: Person) -> None:
    """A leave was entered: open cases whose months do not count any more are dropped, others rest on what is left."""
    for case in stored.open_of(desk.tx, branch.id):
        if case.kind != "ladder" or case.person_id != person.id:
            continue
        months = _closed(desk, branch, case.period)
        own = next((one for one in board.by_person(desk, branch, months) if one.person_id == person.id), None)
        line = board.rules_of(desk, branch, case.period).scheme.pass_line
        if own is None or line is None:
            continue
        left = streak([(month, own.scores[month]) for month in months if month in own.scores], line)
        if left is not None and (left.since, left.level) == (case.since, case.level):
            continue
        cases.drop_by_rule(desk, case, desk.speaks_code(desk.house.locale).word(LEAVE_ENTERED))
        if left is not None and left.since != case.since:
            again = _step(own, line, [month for month in months if month <= left.months[-1][0]])
            opened = cases.propose(desk, branch, again) if again is not None else None
            cases.announce(desk, branch, case.period, [opened] if opened is not None else [])
