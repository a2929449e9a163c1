"""The branch's month in figures, for the secretary's own eyes: the analysis that comes with the notice (S7, F20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from bot.domain.calendar.periods import parse_period
from bot.domain.points.board import BoardRow
from bot.domain.points.claim import ClaimState
from bot.domain.points.declaration import SIGNED, FormState
from bot.domain.points.number import ZERO
from bot.domain.points.scheme import Scheme
from bot.domain.points.standing import band
from bot.domain.points.tier import Tier, tier, tiers
from bot.i18n import N_, Html, Language, points_text
from bot.services import board, card_text, followup, form_text, notice, people, reconcile
from bot.services.desk import Desk
from bot.services.letters import Key
from bot.services.life import duties
from storage import claim_lists, sessions
from storage.claims import Claim
from storage.declarations import Declaration
from storage.orgs import Org
from storage.persons import Person

HEAD = N_("📊 <b>Analysis of {month}</b> · {branch}\nFor your eyes only; nothing of it is posted.")
AVERAGE = N_("Average {average} over {count} in scope")
CHANGE = N_("{change} against the month before")
NOBODY = N_("Nobody is in scope.")
BANDS = N_("Grades: {bands}")
BAND = N_("{name} {count}")
TIERS = N_("Advanced {advanced}, middle {middle}, behind {behind}")
BEHIND = N_("Behind: {names}")
OF_BRANCHES = N_("The branch is {tier}: place {place} of {count}")
TIER_WORDS = {
    Tier.ADVANCED: N_("in the advanced third"),
    Tier.MIDDLE: N_("in the middle"),
    Tier.BEHIND: N_("in the last third"),
}
FORMS = N_("Forms: {signed} of {count} signed, {confirmed} confirmed")
UNSIGNED = N_("Not signed: {names}")
DISPUTED = N_("Result disputed: {names}")
CLAIMS = N_("Claims: {filed} filed, {approved} approved, {refused} not approved, {waiting} waiting")
AREAS = N_("Areas: {areas}")
AREA = N_("{name} {points} ({count})")
IDLE = N_("Nothing yet in: {areas}")
OFFICE = N_(
    "Entered by the office: {count}, of these {confirmed} confirmed, {silent} silent, {told} told without a question, "
    "{open} open or disputed"
)
SESSIONS = N_("Review sessions: {count}, {walked} cards")
RECONCILE = N_("📑 Reconciliation list")
FOLLOW = N_("🤝 Follow-ups")
HEALTH = N_("🩺 Health report")
NAMES_ROOM = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the secretary is told of a month.

    Attributes:
        month: Its key.
        rows: The members' board, best first.
        average: Mean of the scores, None without rows.
        before: The month before's, None where nothing was booked then.
        bands: Grade's name by language to how many reach it, highest first; empty for a scheme without grades.
        tiers: The members' rows by tier.
        place: The branch's place among those compared, how many they are and how many share the place; None where
            nothing is compared.
        forms: The members in scope, each with the own form or without.
        claims: Claims for acts of the month.
        areas: Category to the number of its approved claims and their points, in the scheme's order.
        entered: The office's entries.
        sessions: Review sessions of the month, and how many cards they came to.
        scheme: The rulebook of the month.
    """

    month: str
    rows: Sequence[BoardRow]
    average: Decimal | None
    before: Decimal | None
    bands: Sequence[tuple[Mapping[str, str], int]]
    tiers: Mapping[Tier, Sequence[BoardRow]]
    place: tuple[int, int, int] | None
    forms: Sequence[tuple[Person, Declaration | None]]
    claims: Sequence[Claim]
    areas: Mapping[str, tuple[int, Decimal]]
    entered: Sequence[reconcile.Entered]
    sessions: tuple[int, int]
    scheme: Scheme


def may_read(desk: Desk, person: Person, branch: Org) -> None:
    """Insist on who reads a branch's analysis: its secretaries, and those above.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    people.need_role(desk, person, branch, "secretary", "deputy_secretary")


def facts(desk: Desk, branch: Org, month: str) -> Report:
    """Answer what a month's analysis tells, as of now."""
    scheme = board.rules_of(desk, branch, month).scheme
    kind = board.default_kind(desk, branch)
    standing = board.standing(desk, branch, kind, month, month)
    last = board.standing(desk, branch, kind, *board.span_before(month, month))
    period = parse_period(month)
    filed = claim_lists.of_branch(desk.tx, branch.id, period.first, period.last)
    return Report(
        month=month,
        rows=standing.rows,
        average=standing.average,
        before=last.average if any(last.totals.values()) else None,
        bands=_bands(scheme, standing.rows),
        tiers=tiers(standing.rows, scheme.pass_line),
        place=_place(desk, branch, month),
        forms=reconcile.forms(desk, branch, month),
        claims=filed,
        areas=_areas(scheme, filed),
        entered=reconcile.entered(desk, branch, month),
        sessions=_sessions(desk, branch, month),
        scheme=scheme,
    )


def _bands(scheme: Scheme, rows: Sequence[BoardRow]) -> list[tuple[Mapping[str, str], int]]:
    bounds = [(one.at_least, index) for index, one in enumerate(scheme.bands)]
    reached = [band(row.points, bounds) for row in rows]
    return [(one.names, reached.count(index)) for index, one in enumerate(scheme.bands)]


def _place(desk: Desk, branch: Org, month: str) -> tuple[int, int, int] | None:
    """Answer the branch's place, where the scheme compares branches at all (trap 2)."""
    if "branch" not in board.kinds(desk, branch):
        return None
    rows = board.board_rows(desk, branch, "branch", month, month)
    own = next((row for row in rows if row.code == branch.code), None)
    return (own.rank, len(rows), sum(row.rank == own.rank for row in rows)) if own is not None else None


def _areas(scheme: Scheme, filed: Sequence[Claim]) -> dict[str, tuple[int, Decimal]]:
    found = dict.fromkeys(scheme.categories, (0, ZERO))
    for claim in filed:
        item = scheme.items.get(claim.item)
        if item is not None and claim.state == ClaimState.APPROVED and not item.negative:
            count, points = found.get(item.category, (0, ZERO))
            found[item.category] = (count + 1, points + (claim.credited or ZERO))
    return found


def _sessions(desk: Desk, branch: Org, month: str) -> tuple[int, int]:
    period = parse_period(month)
    first = datetime.combine(period.first, time(), desk.house.zone)
    after = datetime.combine(period.last + timedelta(days=1), time(), desk.house.zone)
    held = sessions.closed_between(desk.tx, branch.id, first, after)
    return len(held), sum(len(sessions.walked(desk.tx, one.id)) for one in held)


# ---- in words --------------------------------------------------------------------------------------------------


def text(desk: Desk, branch: Org, report: Report, speech: Language) -> Html:
    """Write the analysis."""
    told = [speech.say(HEAD, month=speech.month(report.month), branch=branch.name), Html()]
    told += _standing_text(report, speech)
    told += _forms_text(report, speech)
    told += _claims_text(report, speech)
    held, walked = report.sessions
    if held:
        told.append(speech.say(SESSIONS, count=held, walked=walked))
    told += followup.summary(desk, branch, speech)
    told += duties.lines(desk, branch, speech)
    told += duties.statistics(desk, branch, int(report.month[:4]), speech)
    return Html("\n".join(told))


def _standing_text(report: Report, speech: Language) -> list[Html]:
    if report.average is None:
        return [speech.say(NOBODY)]
    average = speech.say(AVERAGE, average=report.average, count=len(report.rows))
    if report.before is not None:
        change = speech.say(CHANGE, change=points_text(report.average - report.before, sign=True))
        average = Html(f"{average} · {change}")
    told = [average]
    if report.bands:
        parts = [speech.plain(BAND, name=_named(names, speech), count=count) for names, count in report.bands]
        told.append(speech.say(BANDS, bands=speech.listing(parts)))
    told.append(speech.say(TIERS, **{one.value: len(rows) for one, rows in report.tiers.items()}))
    if report.tiers[Tier.BEHIND]:
        told.append(speech.say(BEHIND, names=_names([row.name for row in report.tiers[Tier.BEHIND]], speech)))
    place, count, tied = report.place or (0, 0, 0)
    if (label := tier(place, count, tied=tied)) is not None:
        told.append(speech.say(OF_BRANCHES, tier=speech.word(TIER_WORDS[label]), place=place, count=count))
    return told


def _forms_text(report: Report, speech: Language) -> list[Html]:
    """Tell of the forms, where the branch uses them at all."""
    states = {person.name: form.state if form else "" for person, form in report.forms}
    if not any(states.values()):
        return []
    listed = list(states.values())
    signed, confirmed = sum(one in SIGNED for one in listed), listed.count(FormState.CONFIRMED)
    told = [speech.say(FORMS, signed=signed, count=len(states), confirmed=confirmed)]
    for sentence, wanted in ((UNSIGNED, {"", FormState.OPEN}), (DISPUTED, {FormState.DISPUTED})):
        names = [name for name, state in states.items() if state in wanted]
        if names:
            told.append(speech.say(sentence, names=_names(names, speech)))
    return told


def _claims_text(report: Report, speech: Language) -> list[Html]:
    states = [claim.state for claim in report.claims]
    told = [
        speech.say(
            CLAIMS,
            filed=len(states),
            approved=states.count(ClaimState.APPROVED),
            refused=states.count(ClaimState.REJECTED),
            waiting=sum(ClaimState(state) in form_text.OPEN_CLAIMS for state in states),
        )
    ]
    names = {code: _named(one.names, speech) for code, one in report.scheme.categories.items()}
    busy = [
        speech.plain(AREA, name=names[code], points=points_text(points, sign=True), count=count)
        for code, (count, points) in report.areas.items()
        if count
    ]
    idle = [names[code] for code, (count, _) in report.areas.items() if not count]
    if busy:
        told.append(speech.say(AREAS, areas=speech.listing(busy)))
    if idle:
        told.append(speech.say(IDLE, areas=speech.listing(idle)))
    if report.entered:
        answers = [one.answer for one in report.entered]
        confirmed, silent = answers.count("confirmed") + answers.count("in_person"), answers.count("silence")
        opened = answers.count("waiting") + answers.count("disputed")
        told_only = answers.count("told") + answers.count("unasked")
        facts = {"confirmed": confirmed, "silent": silent, "told": told_only, "open": opened}
        told.append(speech.say(OFFICE, count=len(answers), **facts))
    return told


def _named(names: Mapping[str, str], speech: Language) -> str:
    return names.get(speech.code) or names.get("zh_Hans") or ""


def _names(names: Sequence[str], speech: Language) -> str:
    return speech.listing(card_text.fitting(list(names), NAMES_ROOM))


def keys(branch: Org, month: str, speech: Language) -> list[list[Key]]:
    """Answer the buttons below an analysis: the lists behind its figures."""
    return [
        [
            Key(label=speech.plain(RECONCILE), data=f"rp:{branch.id}:{month}:0"),
            Key(label=speech.plain(FOLLOW), data=f"fu:l:{branch.id}"),
        ],
        [Key(label=speech.plain(HEALTH), data=f"wn:h:{branch.id}")],
    ]


def tell_office(desk: Desk, seen: Desk, branch: Org, month: str) -> None:
    """Send the office the analysis of a month whose notice is posted, once for each month and person.

    Args:
        desk: Where it is written.
        seen: As of when it is worded.
        branch: Whose month.
        month: Its key.
    """
    found = facts(seen, branch, month)
    for person in notice.office(desk, branch):
        speech = desk.speaks(person)
        said = text(seen, branch, found, speech)
        notice.tell(desk, person, branch, said, key=f"report:{branch.id}:{month}", keyboard=keys(branch, month, speech))
