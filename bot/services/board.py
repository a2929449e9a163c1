"""Boards: scores of a span of months, ranked, and how they are written down.

The cost follows the number of subjects and months, never the number of entries: totals stand in a cache that `verify`
recomputes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from bot.domain.calendar.periods import PeriodKind, months_between, parse_period, period_in, shift_month
from bot.domain.organisation.leave import touches
from bot.domain.organisation.names import masked
from bot.domain.points.board import BoardRow, board, public_name, rows_for_group
from bot.domain.points.number import mean, round2
from bot.domain.points.period import cycle_months, month_key
from bot.domain.points.scheme import Scheme
from bot.domain.points.standing import score_of, year_average
from bot.domain.refusals import Refusal, compare_scope, unknown_period
from bot.i18n import N_, Html, Language, html, nN_
from bot.services import people, rulebook, settings
from bot.services.desk import Desk
from storage import linkages, memberships, orgs, persons, schemes, totals
from storage.memberships import Tenure
from storage.orgs import Org
from storage.totals import SubjectMonth

FOUNDING = timedelta(days=31)
"""How long after its set-up those who enrol in a branch count as its members from the scheme's first day."""
MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
PAGE = 20
BUDGET = 3000
"""Most characters of rows in one message; Telegram takes 4096 with the head and the foot."""

KINDS = {"branch": N_("branches"), "cadre": N_("party-affairs cadres"), "member": N_("members")}
KIND_WORDS = {
    **dict.fromkeys(("branch", "branches", "支部", "党组织", "黨組織"), "branch"),
    **dict.fromkeys(("cadre", "cadres", "党务干部", "黨務幹部", "干部", "幹部"), "cadre"),
    **dict.fromkeys(("member", "members", "党员", "黨員"), "member"),
}
OTHERS = nN_("and {n} other", "and {n} others")
FEW = nN_(
    "{n} person has a place; the group sees names once enough have points.",
    "{n} people have a place; the group sees names once enough have points.",
)
NOBODY = N_("Nobody is on this board.")
COLUMNS = N_("raw points | converted score")
LINKED = N_("of which {points} from its people")
PER_HEAD = N_("{points} per head")

_RANGE = re.compile(r"(\d{4}-\d{2})(?:\.\.|…|~|至|—|–)(\d{4}-\d{2})", re.ASCII)
_KINDS_OF_PERIOD = {
    "month": PeriodKind.MONTH,
    "quarter": PeriodKind.QUARTER,
    "half": PeriodKind.HALF,
    **dict.fromkeys(("本月", "月", "月度"), PeriodKind.MONTH),
    **dict.fromkeys(("本季", "本季度", "季", "季度"), PeriodKind.QUARTER),
    **dict.fromkeys(("半年", "本半年"), PeriodKind.HALF),
}
_YEAR = frozenset({"year", "本年", "本年度", "年", "年度", "全年", "今年"})
_YEAR_TO_DATE = frozenset({"ytd", "至今", "累计", "累計", "今年以来", "今年以來"})
_LAST_MONTH = frozenset({"上月", "上个月", "上個月"})
_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月份?", re.ASCII)


class Span(NamedTuple):
    """A span of months with the one before it, for the arrows.

    Attributes:
        key: As written and as buttons carry it: 2026-05, 2026-Q2, 2026, 2026-01..2026-05.
        start: First month key.
        end: Last month key.
        before: First and last month key of the board before.
    """

    key: str
    start: str
    end: str
    before: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A board with what is said of it as a whole.

    Attributes:
        rows: Best first, ties by code; exempt people have none.
        ids: Code to the id of the person or organisation.
        totals: Code to the sum of the entries.
        on_board: Subjects whose entries sum to more than nothing (L12).
        average: Mean of the scores with two decimals, None without rows.
        exempt: Members that are not ranked.
    """

    rows: list[BoardRow]
    ids: Mapping[str, int]
    totals: Mapping[str, Decimal]
    on_board: int
    average: Decimal | None
    exempt: int

    def row_of(self, code: str) -> BoardRow | None:
        """Answer a subject's own row."""
        return next((row for row in self.rows if row.code == code), None)


@dataclass(slots=True, kw_only=True)
class Scores:
    """Scores by code, and whose they are."""

    values: dict[str, Decimal] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    totals: dict[str, Decimal] = field(default_factory=dict)
    exempt: int = 0


# ---- spans -----------------------------------------------------------------------------------------------------


def running_span(desk: Desk, branch: Org) -> Span:
    """Answer the running period of a branch's cycle: what a board shows if nothing else is asked (2.3-12)."""
    cycle = rulebook.current(desk, branch).scheme.cycle
    start, _ = cycle_months(cycle, month_key(desk.today))
    return span_of(desk, start if cycle == "month" else start[:4])


def parse_span(desk: Desk, branch: Org, words: Sequence[str]) -> Span:
    """Read what a person wrote after /board or /my; nothing means the running period.

    Args:
        desk: Where it is asked; its date decides what "month" means.
        branch: Whose cycle counts.
        words: month, quarter, half, year, ytd, a period's key or 2026-01..2026-05; in Chinese also 4月.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``.
    """
    word = "".join(words).lower()
    if not word:
        return running_span(desk, branch)
    if word in _KINDS_OF_PERIOD:
        return span_of(desk, period_in(_KINDS_OF_PERIOD[word], desk.today).key)
    if word in _YEAR:
        return span_of(desk, str(desk.today.year))
    if word in _YEAR_TO_DATE:
        return span_of(desk, f"{desk.today.year:04d}-01..{month_key(desk.today)}")
    if word in _LAST_MONTH:
        return span_of(desk, _shifted(month_key(desk.today), -1))
    if (named := _MONTH.fullmatch(word)) is not None:
        return span_of(desk, _last_such_month(desk, named[1], int(named[2])))
    return span_of(desk, word.removeprefix("ytd"))


def _last_such_month(desk: Desk, year: str | None, month: int) -> str:
    """Answer the key of 2026年4月; of 4月 alone that of the last one, for a board of months to come is empty."""
    past = month <= desk.today.month
    return f"{year or (desk.today.year if past else desk.today.year - 1)}-{month:02d}"


def span_of(desk: Desk, key: str) -> Span:
    """Answer the span of a key; a year, or a range from January on, is compared with itself one month earlier.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``.
    """
    written = _RANGE.fullmatch(key)
    if written:
        start, end = (parse_period(part).key for part in written.groups())
        if not start <= end:
            raise unknown_period(key)
        key, cumulative = f"{start}..{end}" if start != end else start, start[5:] == "01" and start != end
    else:
        period = parse_period(key)
        start, end, key = period.months[0], period.months[-1], period.key
        if period.kind is PeriodKind.HALF_MONTH:
            key = start
        cumulative = period.kind is PeriodKind.YEAR
    last = min(end, month_key(desk.today))
    if cumulative and start < last:
        return Span(key, start, end, (start, _shifted(last, -1)))
    return Span(key, start, end, span_before(start, end))


def span_before(start: str, end: str) -> tuple[str, str]:
    """Answer the span of the same length right before."""
    length = sum(1 for _ in months_between(start, end))
    return _shifted(start, -length), _shifted(start, -1)


def _shifted(month: str, by: int) -> str:
    year, number = shift_month(int(month[:4]), int(month[5:]), by)
    return f"{year:04d}-{number:02d}"


def span_text(span: Span, speech: Language) -> str:
    """Write a span for people: May 2026, Q2 2026, January 2026 – May 2026."""
    if span.start == span.end:
        return speech.month(span.start)
    if ".." in span.key:
        return f"{speech.month(span.start)} – {speech.month(span.end)}"
    return speech.period(span.key)


# ---- scores ----------------------------------------------------------------------------------------------------


def kinds(desk: Desk, branch: Org) -> tuple[str, ...]:
    """Answer the kinds that have a board in a branch, in the scheme's order."""
    scheme = rulebook.current(desk, branch).scheme
    return tuple(kind for kind in scheme.subjects if kind != "branch" or scheme.compare_scope != "branch")


def default_kind(desk: Desk, branch: Org) -> str:
    """Answer whose board is shown first: the members' where there is one."""
    known = kinds(desk, branch)
    return "member" if "member" in known else known[0]


def parse_kind(desk: Desk, branch: Org, words: Sequence[str]) -> tuple[str, list[str]]:
    """Read whose board is meant, and leave the words that name the span; the default board where none is named.

    Raises:
        Refusal: ``COMPARE_SCOPE`` for the branches of a scheme that compares only inside one.
    """
    named = [KIND_WORDS[word.lower()] for word in words if word.lower() in KIND_WORDS]
    rest = [word for word in words if word.lower() not in KIND_WORDS]
    kind = named[0] if named else default_kind(desk, branch)
    if kind not in kinds(desk, branch):
        raise compare_scope() if kind == "branch" else unknown_period(" ".join(words))
    return kind, rest


def board_rows(
    desk: Desk, branch: Org, kind: str, start: str, end: str, *, before: tuple[str, str] | None = None
) -> list[BoardRow]:
    """Answer the rows of a board; see `standing`."""
    return standing(desk, branch, kind, start, end, before=before).rows


def standing(
    desk: Desk, branch: Org, kind: str, start: str, end: str, *, before: tuple[str, str] | None = None
) -> Standing:
    """Rank everybody in scope over a span of months.

    Args:
        desk: Where it is asked; months after the running one do not count.
        branch: Whose board.
        kind: member, cadre or branch.
        start: First month key.
        end: Last month key.
        before: Span of the board before, for the arrows; by default the one of the same length.

    Raises:
        Refusal: ``COMPARE_SCOPE`` for a board of branches under a scheme that compares only inside one.

    Source: domain 2.3-1, 2.3-12, 3.3, 3.6, 3.10.
    """
    scheme = rules_of(desk, branch, end).scheme
    now = scores(desk, branch, kind, start, end)
    then = scores(desk, branch, kind, *(before or span_before(start, end)))
    full = scheme.normalise.full if scheme.normalise else None
    # Where nothing was booked at all, all stood level: arrows against that would tell nothing.
    before_that = then.values if any(then.totals.values()) else {}
    rows = board(now.values, now.names, previous=before_that, full=full)
    seen = (
        {row.code for row in group_rows(desk, branch, board(before_that, then.names, previous={}))[0]}
        if before_that
        else set()
    )
    rows = [replace(row, openly=row.delta is None or row.code in seen) for row in rows]
    return Standing(
        rows=_of_branches(desk, rows, now.ids, start, end) if kind == "branch" else rows,
        ids=now.ids,
        totals=now.totals,
        on_board=sum(points > 0 for code, points in now.totals.items() if code in now.values),
        average=round2(mean([row.points for row in rows])) if rows else None,
        exempt=now.exempt,
    )


def masked_names(standing: Standing, how: str) -> Standing:
    """Answer a board of people as those above their branch read it."""
    return replace(standing, rows=[replace(row, name=masked(row.name, how)) for row in standing.rows])


def _of_branches(desk: Desk, rows: list[BoardRow], ids: Mapping[str, int], start: str, end: str) -> list[BoardRow]:
    """Say of each branch what came from its people by linkage, and how much it has for each member it has now."""
    linked, heads = linkages.of_branches(desk.tx, start, end), memberships.heads(desk.tx)
    return [
        replace(
            row,
            linked=linked.get(ids[row.code]),
            per_head=round2(row.points / heads[ids[row.code]]) if heads.get(ids[row.code]) else None,
        )
        for row in rows
    ]


def rules_of(desk: Desk, branch: Org, month: str) -> rulebook.Rules:
    """Answer the rules by which a month is scored: those of its last day, before the first version that one's."""
    last = parse_period(month).last
    try:
        return rulebook.in_force(desk, branch, min(last, desk.today))
    except Refusal:
        return rulebook.current(desk, branch)


def scores(desk: Desk, branch: Org, kind: str, start: str, end: str) -> Scores:
    """Answer the scores of a kind in a branch: of a month, the sum of several, their average where there is a base.

    Raises:
        Refusal: ``COMPARE_SCOPE``.
    """
    end = min(end, month_key(desk.today))
    if start > end:
        return Scores()
    months = list(months_between(start, end))
    if kind == "branch":
        rows = totals.of_branches(desk.tx, start, end)
        in_scope = _branches(desk, branch, end)
    else:
        rows = totals.by_month(desk.tx, branch.id, kind, start, end)
        in_scope = _people(desk, branch, kind, end, {row.subject_id for row in rows})
    by_subject: dict[int, dict[str, SubjectMonth]] = {}
    for row in rows:
        by_subject.setdefault(row.subject_id, {})[row.period] = row
    rules = {month: rules_of(desk, branch, month).scheme for month in months}
    based = rules[end].base is not None
    found = Scores()
    for code, (subject_id, name, tenures) in in_scope.items():
        own = by_subject.get(subject_id, {})
        score = _score(desk, rules, own, tenures, based=based)
        if score is None:
            found.exempt += 1
            continue
        found.values[code], found.names[code], found.ids[code] = score, name, subject_id
        found.totals[code] = sum((row.points for row in own.values()), Decimal("0.00"))
    return found


Subject = tuple[int, str, Sequence[Tenure]]


def _score(
    desk: Desk,
    rules: Mapping[str, Scheme],
    own: Mapping[str, SubjectMonth],
    tenures: Sequence[Tenure],
    *,
    based: bool,
) -> Decimal | None:
    """Answer the score of one subject over months, None for one who is exempt throughout."""
    by_month = _months(desk, rules, own, tenures, based=based)
    if based:
        return year_average(by_month)[1]
    return round2(sum((points for points in by_month.values() if points is not None), Decimal(0)))


def _months(
    desk: Desk,
    rules: Mapping[str, Scheme],
    own: Mapping[str, SubjectMonth],
    tenures: Sequence[Tenure],
    *,
    based: bool,
) -> dict[str, Decimal | None]:
    """Answer the score of one subject in each month that is theirs, None in one in which they are exempt."""
    by_month: dict[str, Decimal | None] = {}
    for month, scheme in rules.items():
        row = own.get(month)
        if based and row is None and tenures and not any(_covers(desk, tenure, month) for tenure in tenures):
            continue  # before the first day or after the last: no month of theirs
        if scheme.base is not None and tenures and is_exempt(scheme, tenures, month):
            by_month[month] = None
            continue
        points = row.points if row else Decimal("0.00")
        zeroed = scheme.base is not None and row is not None and row.zeroings > 0
        by_month[month] = score_of(points, base=scheme.base, floor=scheme.floor, zeroed=zeroed)
    return by_month


class PersonMonths(NamedTuple):
    """A member's scores month by month.

    Attributes:
        person_id: Whose.
        code: As boards name the person.
        name: As stored.
        scores: Month to score; None in an exempt one, no key before the first day or after the last.
        zeroed: Months that were set to zero by a disposition.
    """

    person_id: int
    code: str
    name: str
    scores: dict[str, Decimal | None]
    zeroed: frozenset[str]


def by_person(desk: Desk, branch: Org, months: Sequence[str]) -> list[PersonMonths]:
    """Answer the scores of a branch's members in some months, by code; who is in scope the last month decides."""
    if not months:
        return []
    rows: dict[int, dict[str, SubjectMonth]] = {}
    for row in totals.by_month(desk.tx, branch.id, "member", months[0], months[-1]):
        rows.setdefault(row.subject_id, {})[row.period] = row
    rules = {month: rules_of(desk, branch, month).scheme for month in months}
    based = rules[months[-1]].base is not None
    found = []
    for code, (person_id, name, tenures) in _people(desk, branch, "member", months[-1], set(rows)).items():
        own = rows.get(person_id, {})
        scores = _months(desk, rules, own, tenures, based=based)
        zeroed = frozenset(month for month, row in own.items() if row.zeroings > 0)
        found.append(PersonMonths(person_id, code, name, scores, zeroed))
    return found


def is_exempt(scheme: Scheme, tenures: Sequence[Tenure], month: str) -> bool:
    """Tell whether a month does not count for somebody: by status, or by a leave that touches it (2.2-20)."""
    period = parse_period(month)
    newest = tenures[-1]
    if newest.status in scheme.exempt:
        return True
    return touches((leave for tenure in tenures for leave in tenure.leaves), period.first, period.last)


def _covers(desk: Desk, tenure: Tenure, month: str) -> bool:
    period = parse_period(month)
    first = datetime.combine(period.first, time(), desk.house.zone)
    after = datetime.combine(period.last + timedelta(days=1), time(), desk.house.zone)
    return tenure.since < after and (tenure.until is None or tenure.until >= first)


def _tenures(desk: Desk, branch: Org) -> list[Tenure]:
    """Answer who was a member from when to when.

    Who enrolled in the first weeks was a member before the bot came: their months count from the scheme's first day,
    as their acts do (2.3-12), so that all who founded the ledger are averaged over the same months.
    """
    versions = schemes.versions(desk.tx, branch.scheme_code or "")
    if not versions:
        return []
    first_day = datetime.combine(versions[-1].effective_from, time(), desk.house.zone)
    founded = branch.created_at + FOUNDING
    return [
        tenure._replace(since=min(tenure.since, first_day)) if tenure.since < founded else tenure
        for tenure in memberships.tenures(desk.tx, branch.id)
    ]


def _people(desk: Desk, branch: Org, kind: str, end: str, with_points: set[int]) -> dict[str, Subject]:
    """Answer who is in scope: members at the end of the span; of cadres those who hold the role or have points."""
    after = datetime.combine(parse_period(end).last + timedelta(days=1), time(), desk.house.zone)
    by_person: dict[int, list[Tenure]] = {}
    for tenure in _tenures(desk, branch):
        by_person.setdefault(tenure.person_id, []).append(tenure)
    cadres = {int(person) for person in people.holders(desk, branch).get("cadre", ())} if kind == "cadre" else set()
    found: dict[str, Subject] = {}
    for person_id in sorted({*by_person, *cadres}):
        tenures = by_person.get(person_id, [])
        stays = any(tenure.until is None or tenure.until >= min(after, desk.now) for tenure in tenures)
        came = any(tenure.since < after for tenure in tenures)
        if kind == "cadre":
            wanted = person_id in cadres or (stays and person_id in with_points)
        else:
            wanted = stays and (came or person_id in with_points)
        if wanted:
            person = persons.get(desk.tx, person_id)
            found[person.code] = (person_id, person.name, tenures)
    return found


def _branches(desk: Desk, branch: Org, end: str) -> dict[str, Subject]:
    """Answer the branches that a board of branches compares.

    Raises:
        Refusal: ``COMPARE_SCOPE``.
    """
    scope = rulebook.current(desk, branch).scheme.compare_scope
    if scope == "branch":
        raise compare_scope()
    after = datetime.combine(parse_period(end).last + timedelta(days=1), time(), desk.house.zone)
    return {
        org.code: (org.id, org.name, ())
        for org in orgs.branches(desk.tx)
        if org.scheme_code == branch.scheme_code
        and org.state == "active"
        and org.created_at < after
        and (not org.rehearsal or org.id == branch.id)
        and (scope == "all" or org.parent_id == branch.parent_id)
    }


# ---- in words --------------------------------------------------------------------------------------------------


def group_rows(desk: Desk, branch: Org, rows: Sequence[BoardRow]) -> tuple[list[BoardRow], int]:
    """Answer the rows that a group may see (2.3-8), and the number of others; none before enough have points."""
    scheme = rulebook.current(desk, branch).scheme
    nothing = scheme.base or Decimal(0)
    if sum(row.points > nothing for row in rows) < settings.participation_floor(branch):
        return [], len(rows)
    shown, _ = rows_for_group(rows, settings.public_rows(branch, scheme), base=scheme.base, top=scheme.top_n)
    named = [row for row in (_as_wished(desk, row) for row in shown) if row is not None]
    return named, len(rows) - len(named)


def _as_wished(desk: Desk, row: BoardRow) -> BoardRow | None:
    """Name somebody in a group as that person wishes; nobody with less than nothing, for that tells of a deduction."""
    if row.per_head is not None or not row.code.startswith("P"):
        return row
    how = persons.shy(desk.tx).get(int(row.code[1:]) if row.code[1:].isdecimal() else 0, "")
    if how == "hidden" or row.points < 0:
        return None
    return replace(row, name=public_name(row.name, how))


def group_text(desk: Desk, branch: Org, rows: Sequence[BoardRow], speech: Language, *, budget: int = BUDGET) -> Html:
    """Write what a group may see of a board, one line a row in at most `budget` characters, and how many others."""
    if not rows:
        return speech.say(NOBODY)
    shown, others = group_rows(desk, branch, rows)
    if not shown:
        return speech.count(FEW, others)
    lines = [*_heading(shown, speech)]
    length = 0
    for index, row in enumerate(shown):
        line = row_text(row if row.openly else replace(row, delta=None), speech)
        length += len(line) + 1
        if length > budget:
            others += len(shown) - index
            break
        lines.append(line)
    if others:
        lines.append(speech.count(OTHERS, others))
    return Html("\n".join(lines))


def full_pages(rows: Sequence[BoardRow], speech: Language, *, own: str = "", size: int = PAGE) -> list[Html]:
    """Write the whole board in pages; the row of `own` (a code) is set in bold. At least one page."""
    if not rows:
        return [speech.say(NOBODY)]
    return [
        Html(
            "\n".join(
                [*_heading(rows, speech), *(row_text(row, speech, own=own) for row in rows[start : start + size])]
            )
        )
        for start in range(0, len(rows), size)
    ]


def _heading(rows: Sequence[BoardRow], speech: Language) -> list[Html]:
    return [Html(f"<i>{speech.say(COLUMNS)}</i>")] if any(row.converted is not None for row in rows) else []


def row_text(row: BoardRow, speech: Language, *, own: str = "") -> Html:
    """Write a row: 🥇 王某 92.00 ↑2 - names without a mention, equal ranks with equal signs."""
    place = MEDALS.get(row.rank, f"{row.rank}.") if row.points > 0 else f"{row.rank}."
    points = html(f"{row.points:.2f}" if row.points >= 0 else f"\N{MINUS SIGN}{-row.points:.2f}")
    if row.converted is not None:
        points = Html(f"{points} | {row.converted:.2f}")
    arrow = arrow_text(row.delta)
    line = f"{place} {html(row.name)} {points}{' ' + arrow if arrow else ''}"
    if said := remarks(row, speech):
        line += f" <i>({' · '.join(said)})</i>"
    return Html(f"<b>{line}</b>" if own and row.code == own else line)


def remarks(row: BoardRow, speech: Language) -> list[str]:
    """Say what a branch has for each member, and what came from its people."""
    said = [speech.say(PER_HEAD, points=row.per_head)] if row.per_head else []
    return [*said, speech.say(LINKED, points=row.linked)] if row.linked else list(said)


def arrow_text(delta: int | None) -> str:
    """Write how far somebody moved: ↑2, ↓1, – for nowhere, nothing for a newcomer."""
    if delta is None:
        return ""
    if delta == 0:
        return "–"
    return f"↑{delta}" if delta > 0 else f"↓{-delta}"
