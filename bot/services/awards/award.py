"""Award: a round of some kind for some period - opened, entered, laid open, granted (J3, J4, L13, L14)."""

from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from bot.domain.awards.award_refusals import award_known, bad_award_period, round_is, unknown_award
from bot.domain.awards.entry import RoundState
from bot.domain.awards.rules import AwardRound
from bot.domain.calendar.periods import parse_period
from bot.domain.refusals import Refusal, stale_card
from bot.i18n import N_, Html, Language
from bot.schemes.loader import award_kinds
from bot.services import committee, people, words
from bot.services.desk import Desk
from storage import award_entries, award_rounds, orgs, persons
from storage.award_entries import Entry
from storage.award_rounds import AwardRoundRow
from storage.orgs import Org
from storage.persons import Person

ENTRY_WORKDAYS = 10
PERIODS = {"year": "2026", "half_year": "2026-H1", "quarter": "2026-Q2"}
"""Rhythm of an award to an example of its period."""

STATES = {
    "entries": N_("taking entries"),
    "judging": N_("being judged"),
    "publicity": N_("laid open"),
    "granted": N_("granted"),
    "cancelled": N_("cancelled"),
}
OPENED = N_("🏆 {title} {period}: entries until {due}. {who}")
WHO = {
    "member": N_("Members enter themselves or are entered by their secretary."),
    "branch": N_("A branch enters through its secretary."),
}
ENTER = N_("🏆 Enter")


class Round(NamedTuple):
    """A round with its rules and its organisation."""

    row: AwardRoundRow
    rules: AwardRound
    org: Org


@cache
def _rules() -> TypeAdapter[AwardRound]:
    return TypeAdapter(AwardRound)


def title(found: Round, speech: Language, entry: Entry | None = None) -> str:
    """Answer what an award is called; of several titles the one that an entry is for, else all."""
    titles = found.rules.titles if entry is None else found.rules.titles[entry.title : entry.title + 1]
    return " / ".join(words.named(one, speech) for one in titles)


def name_of(desk: Desk, entry: Entry) -> str:
    """Answer who is entered: a person, or a branch."""
    if entry.person_id is not None:
        return persons.get(desk.tx, entry.person_id).name
    return orgs.get(desk.tx, entry.branch_id).name


def known(desk: Desk, number: int) -> Round:
    """Answer a round. Raises ``STALE_CARD`` where there is none."""
    row = award_rounds.get(desk.tx, number)
    if row is None:
        raise stale_card()
    return of_row(desk, row)


def of_row(desk: Desk, row: AwardRoundRow) -> Round:
    """Answer a round with its rules as they were when it opened."""
    rules = desk.tx.memory.recall(("award rules", row.id), lambda: _rules().validate_python(row.rules))
    return Round(row, rules, orgs.get(desk.tx, row.org_id))


def entries(desk: Desk, found: Round, *states: str) -> list[Entry]:
    """Answer the entries of a round, those in some states."""
    rows = award_entries.of_round(desk.tx, found.row.id)
    return [row for row in rows if not states or row.state in states]


def open_round(desk: Desk, actor: Person, org: Org, kind: str, period: str) -> Round:
    """Open a round for all branches under an organisation; their groups are told once.

    Raises:
        Refusal: ``NO_RIGHT``, ``UNKNOWN_AWARD``, ``BAD_AWARD_PERIOD``, ``AWARD_KNOWN``.
    """
    committee.need_conductor(desk, actor, org)
    rules = award_kinds().get(kind)
    if rules is None:
        raise unknown_award(kind, award_kinds())
    key = _period(rules, period)
    if any(one.kind == kind and one.period == key for one in award_rounds.of_org(desk.tx, org.id)):
        raise award_known(rules.titles[0].get("zh_Hans", kind), key)
    number = award_rounds.add(
        desk.tx,
        org_id=org.id,
        kind=kind,
        period=key,
        rules=_rules().dump_python(rules, mode="json"),
        due_on=_due(desk, rules, key),
        opened_by=actor.id,
        opened_at=desk.now,
    )
    committee.note(desk, actor, "award", f"round {number}", f"opened {kind} {key}")
    found = known(desk, number)
    for branch in committee.under(desk, org):
        committee.announce(desk, branch, f"award:{number}:open", _invitation(found), keys=[(ENTER, f"aw:e:{number}")])
    return found


def _invitation(found: Round) -> committee.Said:
    def said(speech: Language) -> Html:
        facts: dict[str, object] = {"period": speech.period(found.row.period), "due": found.row.due_on}
        return speech.say(OPENED, title=title(found, speech), who=speech.word(WHO[found.rules.subject]), **facts)

    return said


def _period(rules: AwardRound, word: str) -> str:
    example = PERIODS[rules.freq]
    try:
        key = parse_period(word).key
    except Refusal:
        raise bad_award_period(example) from None
    if len(key) != len(example) or key[:-2][4:5] != example[:-2][4:5] or key[5:6] != example[5:6]:
        raise bad_award_period(example)
    return key


def _due(desk: Desk, rules: AwardRound, period: str) -> date:
    """Answer the last day for entries: the rulebook's window, else ten working days."""
    if rules.window is not None:
        last = date(int(period[:4]), *rules.window[1])
        if last >= desk.today:
            return last
    return desk.calendar().add_workdays(desk.today, ENTRY_WORKDAYS)


def begins_on(found: Round) -> date:
    """Answer from which day entries are taken: the window's first day, else at once."""
    window = found.rules.window
    return date(int(found.row.period[:4]), *window[0]) if window is not None else date.min + timedelta(days=1)


def need(found: Round, *states: RoundState) -> None:
    """Insist that a round stands so.

    Raises:
        Refusal: ``ROUND_IS``.
    """
    if found.row.state not in states:
        raise round_is(found.row.state)


def change(desk: Desk, found: Round, rev: int, **values: Any) -> Round:
    """Write to a round that nobody changed since its buttons were drawn.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    if not award_rounds.change(desk.tx, found.row.id, from_rev=rev, **values):
        raise stale_card()
    return known(desk, found.row.id)


def running_for(desk: Desk, branch: Org) -> list[Round]:
    """Answer the rounds that run for a branch: those of the organisations above it, and its own."""
    above = {org.id for org in people.ancestors(desk, branch)}
    return [of_row(desk, row) for row in award_rounds.running(desk.tx) if row.org_id in above]
