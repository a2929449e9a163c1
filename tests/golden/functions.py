"""The golden functions under the names of ``golden.json``: JSON in, JSON out, each a line around the domain's own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.awards import contest as contests
from bot.domain.awards.pioneer import pioneer_index
from bot.domain.awards.quota import Candidate, exclude_bottom, quota, select_quota
from bot.domain.awards.satisfaction import satisfaction
from bot.domain.calendar.late import catch_up
from bot.domain.calendar.periods import Period, half_month_dates, period_of
from bot.domain.calendar.publicity import appeal_calendar, publicity
from bot.domain.calendar.timetable import monthly_calendar
from bot.domain.calendar.workdays import Workdays
from bot.domain.life import checkin
from bot.domain.life.dues import dues, dues_arrears
from bot.domain.life.health import health, org_life
from bot.domain.life.ryg import Task, planned_progress, ryg, ryg_unit
from bot.domain.life.term import term_reminders
from bot.domain.life.vote import election_quorum, vote
from bot.domain.organisation.groups import snake_groups
from bot.domain.organisation.pairing import four_ones, pair
from bot.domain.points import ledger, linkage, ranking, standing
from bot.domain.points.chain import resolve_chain
from bot.domain.points.claim import parse_claim
from bot.domain.points.item import Item, ItemKind, item_points
from bot.domain.points.ladder import ladder as steps_of
from bot.domain.points.number import ZERO, round2
from bot.domain.points.period import book
from bot.domain.points.review import Event, Flow, claim_flow
from bot.domain.points.spot import spot_check
from bot.domain.ratings.assessment import target_assessment
from bot.domain.ratings.coefficient import Unit, mutual_coeff
from bot.domain.ratings.indicator import Rated, indicator_score
from bot.domain.ratings.star import BANDS, RatedBranch, star_of, star_round, star_total
from bot.domain.ratings.subsidy import subsidy
from bot.domain.refusals import Refusal

ZONE = ZoneInfo("Asia/Shanghai")
GRACE_HOURS = 24
FUNCTIONS: dict[str, Callable[..., object]] = {}


def js(value: Any) -> Any:
    """Turn a result into JSON: decimals as plain strings, dates as ISO, dataclasses as objects."""
    match value:
        case Decimal():
            return f"{value:f}"
        case datetime() | date():
            return value.isoformat()
        case Period():
            return [js(value.first), js(value.last)]
        case Mapping():
            return {str(key): js(entry) for key, entry in value.items()}
        case list() | tuple():
            return [js(entry) for entry in value]
        case _ if is_dataclass(value):
            return {field.name: js(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def golden(function: Callable[..., object]) -> Callable[..., object]:
    """Enter a function into the table; a refusal becomes its code."""

    @wraps(function)
    def run(**arguments: Any) -> object:
        try:
            return js(function(**arguments))
        except Refusal as refusal:
            return {"error": refusal.code}

    FUNCTIONS[function.__name__.rstrip("_")] = run
    return run


def num(number: Any) -> Decimal:
    return Decimal(str(number))


def by_key(numbers: Mapping[str, Any]) -> dict[str, Decimal]:
    return {key: num(number) for key, number in numbers.items()}


def each(numbers: Sequence[Any]) -> list[Decimal]:
    return [num(number) for number in numbers]


def maybe(number: Any) -> Decimal | None:
    return None if number is None else num(number)


def day(text: str) -> date:
    return date.fromisoformat(text)


def calendar(overrides: Mapping[str, str] | None) -> Workdays:
    return Workdays({day(key): value in {"work", True} for key, value in (overrides or {}).items()})


def as_item(raw: Mapping[str, Any]) -> Item:
    return Item(
        code="X1",
        category="X",
        names={},
        kind=ItemKind(raw["kind"]),
        points=maybe(raw.get("points")),
        tiers=by_key(raw.get("tiers") or {}),
        minimum=maybe(raw.get("min")),
        maximum=maybe(raw.get("max")),
    )


@golden
def round2_(x: Any) -> object:
    return round2(num(x))


@golden
def item_points_(item: Any, qty: Any = "1", level: str | None = None, claimed: Any = None) -> object:
    return {"points": item_points(as_item(item), quantity=num(qty), level=level, claimed=maybe(claimed))}


@golden
def credit_with_cap(requested: Any, already: Any, cap: Any = None) -> object:
    return ledger.credit_with_cap(num(requested), num(already), maybe(cap))


@golden
def normalize(raw: Any, full: Any = "100") -> object:
    return ranking.normalize(by_key(raw), num(full))


@golden
def linkage_(points: Any, mode: Any = "per_person", step: Any = "10", unit: Any = "1") -> object:
    return linkage.linkage(by_key(points), mode, step=num(step), unit=num(unit))


@golden
def linkage_postings(entries: Any, mode: Any = "per_person", step: Any = "10", unit: Any = "1") -> object:
    pairs = [(person, num(points)) for person, points in entries]
    postings, total = linkage.linkage_postings(pairs, mode, step=num(step), unit=num(unit))
    return {"postings": postings, "total": total}


@golden
def ytd_board(entries: Any, upto: str, since: str | None = None) -> object:
    return ranking.ytd_board([(who, month, num(points)) for who, month, points in entries], upto, since)


@golden
def rollup(sections: Any, own_dept: Any = "0", mode: Any = "mean") -> object:
    rows = [ranking.Section(id=s["id"], own=num(s.get("own", "0")), persons=each(s["persons"])) for s in sections]
    scores, dept = ranking.rollup(rows, num(own_dept), mode)
    return {"sections": scores, "dept": dept}


@golden
def month_score(base: Any, adds: Any = (), deducts: Any = (), zeroed: bool = False, floor: Any = "0") -> object:
    return standing.month_score(num(base), each(adds), each(deducts), zeroed=zeroed, floor=maybe(floor))


@golden
def year_average(months: Any) -> object:
    count, average = standing.year_average({key: maybe(score) for key, score in months.items()})
    return {"months": count, "average": average}


@golden
def band(score: Any, bands: Any) -> object:
    return standing.band(num(score), [(num(bound), grade) for bound, grade in bands])


@golden
def branch_restriction(averages: Any, pass_line: Any = 60, pct: int = 30) -> object:
    return standing.branch_restriction([maybe(average) for average in averages], num(pass_line), int(pct))


@golden
def ladder(months: Any, pass_line: Any = 60) -> object:
    return steps_of([(month, maybe(score)) for month, score in months], num(pass_line))


@golden
def zero_month_duties(rows: Any) -> object:
    return standing.zero_month_duties([standing.MonthRow(**{**row, "score": num(row["score"])}) for row in rows])


@golden
def rank(scores: Any) -> object:
    return ranking.rank(by_key(scores))


@golden
def rank_delta(prev: Any, cur: Any) -> object:
    return ranking.rank_delta(by_key(prev), by_key(cur))


@golden
def top_n(scores: Any, n: int = 3, pass_line: Any = None) -> object:
    return ranking.top_n(by_key(scores), n, maybe(pass_line))


@golden
def quota_(n: int, pct: Any = "10", rounding: Any = "half_up") -> object:
    return quota(n, Fraction(pct) if "/" in str(pct) else num(pct), rounding)


@golden
def select_quota_(cands: Any, k: int) -> object:
    return select_quota([Candidate(id=c["id"], keys=tuple(each(c["keys"]))) for c in cands], k)


@golden
def exclude_bottom_(party: Any, business: Any, pct: Any = "10") -> object:
    return exclude_bottom(by_key(party), by_key(business), num(pct))


@golden
def trimmed_mean(xs: Any) -> object:
    return round2(contests.trimmed_mean(each(xs)))


@golden
def contest(entries: Any, weights: Any, k: int) -> object:
    marks = {entry: {name: each(xs) for name, xs in criteria.items()} for entry, criteria in entries.items()}
    result = contests.contest(marks, by_key(weights), k)
    return {"scores": result.scores, "ranks": result.ranks, **js(result.selection)}


@golden
def observation_score(site: Any, stage: Any) -> object:
    return contests.observation_score(each(site), each(stage))


@golden
def indicator_score_(ind: Any) -> object:
    return indicator_score([Rated(weight=num(i["w"]), rate=num(i["rate"]), role=bool(i["role"])) for i in ind])


@golden
def star_total_(base: Any, deduct: Any = "0", review: Any = "0") -> object:
    return star_total(num(base), num(deduct), num(review))


@golden
def star_of_(total: Any, caps: Any = (), bands: Any = None) -> object:
    return star_of(num(total), caps, BANDS if bands is None else [(num(bound), int(star)) for bound, star in bands])


@golden
def star_round_(branches: Any, pct: Any = "30") -> object:
    rated = [
        RatedBranch(
            id=b["id"],
            total=num(b["total"]),
            role=num(b.get("role", "0")),
            review=num(b.get("review", "0")),
            caps=tuple(b.get("caps", ())),
        )
        for b in branches
    ]
    allowed, stars = star_round(rated, num(pct))
    return {"quota": allowed, "result": stars}


@golden
def subsidy_(domain: str, stars_by_month: Any, five_star_fund: bool = False) -> object:
    return subsidy(domain, stars_by_month, five_star_fund=five_star_fund)


@golden
def mutual_coeff_(units: Any) -> object:
    return mutual_coeff([Unit(id=u["id"], party=num(u["party"]), business=num(u["business"])) for u in units])


@golden
def satisfaction_(counts: Any, invited: int) -> object:
    return satisfaction(counts, invited)


@golden
def planned_progress_(start: str, due: str, today: str) -> object:
    return planned_progress(day(start), day(due), day(today))


@golden
def ryg_(task: Any, today: str, overrides: Any = None) -> object:
    done_on = task.get("done_on")
    parsed = Task(
        start=day(task["start"]),
        due=day(task["due"]),
        progress=num(task.get("progress", "0")),
        done_on=day(done_on) if done_on else None,
    )
    color = js(ryg(parsed, day(today), calendar(overrides)))
    return {key: value for key, value in color.items() if value is not None}


@golden
def ryg_unit_(colors: Any) -> object:
    return ryg_unit(colors)


@golden
def period_of_(utc: str) -> object:
    return period_of(datetime.fromisoformat(utc), ZONE)


@golden
def half_month_dates_(y: int, m: int, overrides: Any = None) -> object:
    return half_month_dates(y, m, calendar(overrides))


@golden
def last_workday(y: int, m: int, overrides: Any = None) -> object:
    return calendar(overrides).last_workday(y, m)


@golden
def nth_workday(y: int, m: int, n: int, overrides: Any = None) -> object:
    return calendar(overrides).nth_workday(y, m, n)


@golden
def add_workdays(start: str, n: int, overrides: Any = None) -> object:
    return calendar(overrides).add_workdays(day(start), n)


@golden
def monthly_calendar_(y: int, m: int, publicity_days: int = 5, overrides: Any = None) -> object:
    return monthly_calendar(y, m, calendar(overrides), publicity_days)


@golden
def publicity_(published: str, days: int = 5, mode: Any = "workdays", overrides: Any = None) -> object:
    return publicity(day(published), calendar(overrides), days, mode)


@golden
def appeal_calendar_(published: str, days: int = 5, overrides: Any = None) -> object:
    found = appeal_calendar(day(published), calendar(overrides), days)
    return {"appeal_until": found.appeal_until, "decision_by_if_filed_last_day": found.decision_by}


@golden
def term_reminders_(term_end: str, months: Any = (6, 3, 1), overrides: Any = None) -> object:
    return term_reminders(day(term_end), calendar(overrides), months)


@golden
def book_(occurred_on: str, today: str, closed: Any = ()) -> object:
    return book(day(occurred_on), day(today), closed)


@golden
def ledger_totals(entries: Any) -> object:
    postings = [
        ledger.Posting(
            id=e["id"],
            subject=e["subject"],
            period=e["period"],
            points=num(e["points"]),
            kind=ledger.EntryKind(e["kind"]),
            reverses=e.get("reverses"),
        )
        for e in entries
    ]
    totals, faults = ledger.ledger_totals(postings)
    sums = {who: {**periods, "sum": round2(sum(periods.values(), ZERO))} for who, periods in totals.items()}
    return {"totals": sums, "errors": faults}


@golden
def vote_(eligible: int, present: int, yes: int, no: int = 0, abstain: int = 0) -> object:
    return vote(eligible, present, yes)


@golden
def election_quorum_(eligible: int, present: int) -> object:
    return election_quorum(eligible, present)


@golden
def health_(red: int = 0, yellow: int = 0, overdue: int = 0) -> object:
    return health(red, yellow, overdue)


@golden
def org_life_(freq: Any, dates: Any, today: str, need: int = 1) -> object:
    return org_life(freq, need, [day(text) for text in dates], day(today))


@golden
def dues_arrears_(unpaid_months: int) -> object:
    return dues_arrears(unpaid_months)


@golden
def dues_(income: Any, kind: Any = "employed") -> object:
    return dues(num(income), kind)


@golden
def pioneer_index_(dims: Any, pos: Any = (), neg: Any = (), prev: Any = None, zeroed: bool = False) -> object:
    return pioneer_index(
        [(num(d["w"]), num(d["score"])) for d in dims], each(pos), each(neg), maybe(prev), zeroed=zeroed
    )


@golden
def target_assessment_(self_score: Any, year_end: Any, spots: Any = ()) -> object:
    return target_assessment(num(self_score), each(spots), num(year_end))


@golden
def snake_groups_(leaders: Any, members: Any, g: int) -> object:
    scored = [[(code, num(score)) for code, score in side] for side in (leaders, members)]
    return snake_groups(scored[0], scored[1], g)


@golden
def pair_(depts: Any, villages: Any) -> object:
    return pair([(code, kind) for code, kind in depts], [(code, kind) for code, kind in villages])


@golden
def four_ones_(done: Any) -> object:
    return four_ones(done)


@golden
def spot_check_(ids: Any, seed: str, pct: int = 10) -> object:
    return spot_check(ids, seed, percent=int(pct))


@golden
def checkin_code(secret: str, ts: int) -> object:
    return checkin.checkin_code(secret, ts)


@golden
def checkin_verify(secret: str, code: str, ts: int) -> object:
    return "OK" if checkin.checkin_verify(secret, code, ts) else "BAD_CODE"


@golden
def geofence(lat1: Any, lon1: Any, lat2: Any, lon2: Any, radius: int = 200) -> object:
    return checkin.geofence(float(lat1), float(lon1), float(lat2), float(lon2), radius=int(radius))


@golden
def resolve_chain_(chain: Any, claimant: str, holders: Any, fallback: Any = (), submitter: str | None = None) -> object:
    levels = resolve_chain(chain, holders, fallback, excluded=[claimant, *([submitter] if submitter else [])])
    return {"chain": [level.role for level in levels]}


@golden
def claim_flow_(chain: Any, claimant: str, events: Any, submitter: str | None = None) -> object:
    start = Flow(chain=tuple(chain), claimant=claimant, submitter=submitter or claimant)
    flow, refused = claim_flow(start, [_event(raw) for raw in events])
    return {
        "state": flow.state.value,
        "level": flow.level,
        "errors": [(index, refusal.code) for index, refusal in refused],
    }


def _event(raw: Mapping[str, Any]) -> Event:
    return Event(by=raw["by"], do=raw["do"], roles=tuple(raw.get("roles", ())), reason=raw.get("reason") or "")


@golden
def parse_claim_(text: str, today: str) -> object:
    found = parse_claim(text, today=day(today))
    parts = {"code": found.code, "qty": found.quantity, "level": found.level}
    return {**parts, "date": found.occurred_on, "note": found.note}


@golden
def catch_up_(planned: Any, now: str, sent: Any = (), grace_hours: Any = GRACE_HOURS) -> object:
    texts = {datetime.fromisoformat(text): text for text in planned}
    done = {datetime.fromisoformat(text) for text in sent}
    send, skip = catch_up(list(texts), done, datetime.fromisoformat(now), timedelta(hours=float(grace_hours)))
    return {"send": [texts[at] for at in send], "skip": [texts[at] for at in skip]}
