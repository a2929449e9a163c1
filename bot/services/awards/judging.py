"""Judging: marks of judges, results of heats, the figure that ranks; who is chosen by them, what people decide."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.awards.award_refusals import bad_results, choice_needs_reason, figures_missing, marks_missing, own_entry
from bot.domain.awards.entry import Choice, EntryState, RoundState, Way, choose_by_figure, choose_by_marks, way
from bot.domain.points.number import CENT, parse_points
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.ratings.refusals import bad_score, too_many_chosen
from bot.domain.refusals import no_right, stale_card, words_needed
from bot.services import committee, people
from bot.services.awards import award
from bot.services.awards import entry as entries
from bot.services.awards.award import Round
from bot.services.desk import Desk
from storage import award_entries, award_rounds, orgs, persons
from storage.award_entries import Entry
from storage.persons import Person

JUDGE = "judge"
MOST_MARK = Decimal(100)
_BETWEEN = " \t:,，："
"""What stands between a name and its result."""


class Result(NamedTuple):
    """What a round comes to as it stands.

    Attributes:
        choice: By the figures alone; of members of several branches each branch's together.
        chosen: Entries that win: by figures, and by what the committee chose among the rest.
        open_seats: Places that people still decide about.
        to_choose: Entries among which they choose.
        places: How many win in all, None for no limit.
    """

    choice: Choice
    chosen: Sequence[int]
    open_seats: int
    to_choose: Sequence[int]
    places: int | None


def begin(desk: Desk, actor: Person, found: Round, *, rev: int) -> Round:
    """End the taking of entries: judges mark, results come in, or the committee chooses.

    Raises:
        Refusal: ``NO_RIGHT``, ``ROUND_IS``, ``STALE_CARD``.
    """
    committee.need_conductor(desk, actor, found.org)
    award.need(found, RoundState.ENTRIES)
    committee.note(desk, actor, "award", f"round {found.row.id}", "judging")
    return award.change(desk, found, rev, state=RoundState.JUDGING)


# ---- judges --------------------------------------------------------------------------------------------------------
def judges(desk: Desk, found: Round) -> list[Person]:
    """Answer who marks: whoever holds the role judge for the organisation."""
    return [persons.get(desk.tx, int(one)) for one in people.holders(desk, found.org).get(JUDGE, ())]


def may_judge(desk: Desk, person: Person, found: Round, entry: Entry) -> bool:
    """Tell whether a judge marks an entry: not an own one, nor one of the own branch."""
    if person.id in {entry.person_id, entry.entered_by} or all(one.id != person.id for one in judges(desk, found)):
        return False
    return not people.is_member(desk, person, orgs.get(desk.tx, entry.branch_id))


def to_mark(desk: Desk, person: Person, found: Round) -> list[Entry]:
    """Answer the entries that a judge has not marked wholly yet."""
    if found.row.state != RoundState.JUDGING or way(found.rules) is not Way.JUDGES:
        return []
    done: dict[int, int] = defaultdict(int)
    for mark in award_entries.marks(desk.tx, found.row.id):
        done[mark.entry_id] += mark.judge_id == person.id
    standing = award.entries(desk, found, EntryState.ENTERED)
    need = len(found.rules.criteria)
    return [one for one in standing if done[one.id] < need and may_judge(desk, person, found, one)]


def mark(desk: Desk, actor: Person, number: int, criterion: int, word: str) -> Entry:
    """Mark a criterion of an entry, 0 to 100; a mark may be changed while the judging runs.

    Raises:
        Refusal: ``STALE_CARD``, ``ROUND_IS``, ``NO_RIGHT``, ``OWN_ENTRY``, ``BAD_SCORE``.
    """
    entry = entries.known(desk, number)
    found = award.known(desk, entry.round_id)
    award.need(found, RoundState.JUDGING)
    if all(one.id != actor.id for one in judges(desk, found)):
        raise no_right((JUDGE,))
    if not may_judge(desk, actor, found, entry):
        raise own_entry()
    if not 0 <= criterion < len(found.rules.criteria) or entry.state != EntryState.ENTERED:
        raise stale_card()
    award_entries.mark(desk.tx, entry_id=number, judge_id=actor.id, criterion=criterion, value=_figure(word))
    return entry


def _figure(word: str) -> Decimal:
    value = parse_points(word)
    if not 0 <= value <= MOST_MARK or value != value.quantize(CENT):
        raise bad_score(word)
    return value.quantize(CENT)


# ---- results that are entered ----------------------------------------------------------------------------------------
def enter_results(desk: Desk, actor: Person, found: Round, text: str) -> int:
    """Take results, one entry a line: `Wang Fang 87.5`; answer how many. All lines are good, or none is taken.

    Raises:
        Refusal: ``NO_RIGHT``, ``ROUND_IS``, ``BAD_RESULTS``, ``BAD_SCORE``.
    """
    committee.need_conductor(desk, actor, found.org)
    award.need(found, RoundState.JUDGING)
    standing = award.entries(desk, found, EntryState.ENTERED)
    names: dict[str, list[Entry]] = defaultdict(list)
    for one in standing:
        names[award.name_of(desk, one)].append(one)
        names[f"{one.id}"].append(one)
    read = [_line(line, names) for line in text.splitlines() if line.strip()]
    if not read:
        raise bad_results(text.strip() or "–")
    for entry, figure in read:
        fresh = entries.known(desk, entry.id)
        entries.change(desk, fresh, fresh.rev, figure=figure)
    committee.note(desk, actor, "award", f"round {found.row.id}", f"results {len(read)}")
    return len(read)


def _line(line: str, names: Mapping[str, Sequence[Entry]]) -> tuple[Entry, Decimal]:
    written = line.strip()
    name = written.rstrip("0123456789.")
    found = names.get(name.strip(_BETWEEN).lstrip("#"), ())
    if not name or name[-1] not in _BETWEEN or name == written or len(found) != 1:
        raise bad_results(written)
    return found[0], _figure(written[len(name) :])


def next_heat(desk: Desk, actor: Person, found: Round, *, rev: int, keep: int) -> Round:
    """Let the best of a heat go on to the next; who is tied with the last of them goes on, too.

    Raises:
        Refusal: ``NO_RIGHT``, ``ROUND_IS``, ``STALE_CARD``, ``FIGURES_MISSING``.
    """
    committee.need_conductor(desk, actor, found.org)
    award.need(found, RoundState.JUDGING)
    if found.row.heat + 1 >= len(found.rules.stages):
        raise stale_card()
    standing = award.entries(desk, found, EntryState.ENTERED)
    figures = _figures(standing)
    order = sorted(figures.values(), reverse=True)
    bound = order[min(keep, len(order)) - 1] if order and keep > 0 else Decimal(0)
    for one in standing:
        on = figures[one.id] >= bound
        entries.change(
            desk, one, one.rev, figure=None if on else one.figure, state=EntryState.ENTERED if on else EntryState.OUT
        )
    committee.note(desk, actor, "award", f"round {found.row.id}", f"heat {found.row.heat + 1}")
    return award.change(desk, found, rev, heat=found.row.heat + 1)


def _figures(standing: Sequence[Entry]) -> dict[int, Decimal]:
    missing = [one for one in standing if one.figure is None]
    if missing:
        raise figures_missing(len(missing))
    return {one.id: one.figure for one in standing if one.figure is not None}


# ---- who is chosen ---------------------------------------------------------------------------------------------------
def result(desk: Desk, found: Round) -> Result:
    """Work out who is chosen as things stand.

    Raises:
        Refusal: ``MARKS_MISSING``, ``FIGURES_MISSING``.
    """
    standing = award.entries(desk, found, EntryState.ENTERED, EntryState.CANDIDATE, EntryState.GRANTED)
    groups: dict[int, list[Entry]] = defaultdict(list)
    for one in standing:  # a share of a branch's members is given branch by branch
        groups[one.branch_id if found.rules.quota_pct is not None else 0].append(one)
    parts = [_of_group(desk, found, members, branch_id) for branch_id, members in groups.items()]
    scores = {entry: score for part in parts for entry, score in part.choice.scores.items()}
    limits = [part.places for part in parts]
    return Result(
        choice=Choice(
            scores,
            [one for part in parts for one in part.choice.selected],
            [one for part in parts for one in part.choice.tied],
            sum(part.choice.seats for part in parts),
        ),
        chosen=[one for part in parts for one in part.chosen],
        open_seats=sum(part.open_seats for part in parts),
        to_choose=[one for part in parts for one in part.to_choose],
        places=sum(one for one in limits if one is not None) if None not in limits else None,
    )


def _of_group(desk: Desk, found: Round, members: Sequence[Entry], branch_id: int) -> Result:
    branch = orgs.get(desk.tx, branch_id) if branch_id else None
    limit = entries.places(desk, found, branch)
    most = len(members) if limit is None else limit
    match way(found.rules):
        case Way.JUDGES:
            choice = choose_by_marks(found.rules, _marks(desk, found, members), most)
        case Way.FIGURE:
            choice = choose_by_figure(_figures(members), most)
        case Way.COMMITTEE if limit is not None and len(members) <= limit:
            choice = Choice({}, [], [one.id for one in members], len(members))
        case _:
            choice = Choice({}, [], [one.id for one in members], min(most, len(members)))
    picked = [one.id for one in members if one.chosen and one.id in set(choice.tied)]
    return Result(choice, [*choice.selected, *picked], choice.seats, choice.tied, limit)


def _marks(desk: Desk, found: Round, members: Sequence[Entry]) -> dict[int, dict[int, list[Decimal]]]:
    """Answer the marks by entry and criterion; too few judges are a refusal, for a mean of one is nobody's judgment."""
    marks: dict[int, dict[int, list[Decimal]]] = {one.id: defaultdict(list) for one in members}
    for mark in award_entries.marks(desk.tx, found.row.id):
        if mark.entry_id in marks:
            marks[mark.entry_id][mark.criterion].append(mark.mark)
    least = found.rules.judges_min
    criteria = range(len(found.rules.criteria))
    short = [number for number, given in marks.items() if any(len(given[one]) < least for one in criteria)]
    if short:
        raise marks_missing(len(short), least)
    return marks


def choose(desk: Desk, actor: Person, number: int, *, rev: int) -> Entry:
    """Choose an entry for one of the places that figures leave open, or take that back; a reason settles it later.

    Raises:
        Refusal: ``NO_RIGHT``, ``ROUND_IS``, ``STALE_CARD``, ``TOO_MANY_CHOSEN``.
    """
    entry = entries.known(desk, number)
    found = award.known(desk, entry.round_id)
    committee.need_conductor(desk, actor, found.org)
    award.need(found, RoundState.JUDGING)
    outcome = _of_own_group(desk, found, entry)
    if number not in outcome.to_choose:
        raise stale_card()
    picked = len(outcome.chosen) - len(outcome.choice.selected)
    if not entry.chosen and picked >= outcome.open_seats:
        raise too_many_chosen(outcome.open_seats)
    entry = entries.change(desk, entry, rev, chosen=not entry.chosen)
    award_rounds.change(desk.tx, found.row.id, from_rev=found.row.rev, reason=None, decided_by=None)
    return entry


def _of_own_group(desk: Desk, found: Round, entry: Entry) -> Result:
    standing = award.entries(desk, found, EntryState.ENTERED)
    if found.rules.quota_pct is None:
        return _of_group(desk, found, standing, 0)
    own = [one for one in standing if one.branch_id == entry.branch_id]
    return _of_group(desk, found, own, entry.branch_id)


def settle(desk: Desk, actor: Person, found: Round, *, rev: int, text: str) -> Round:
    """Give the reason for what the committee chose; without one nothing that people decide is laid open.

    Raises:
        Refusal: ``NO_RIGHT``, ``ROUND_IS``, ``STALE_CARD``, ``WORDS_NEEDED``.
    """
    committee.need_conductor(desk, actor, found.org)
    award.need(found, RoundState.JUDGING)
    reason = clean_text(text, REASON_LIMIT)
    if not reason:
        raise words_needed()
    committee.note(desk, actor, "award", f"round {found.row.id}", "decided")
    return award.change(desk, found, rev, reason=reason, decided_by=actor.id)


def need_reason(found: Round, outcome: Result) -> None:
    """Insist that what people decide was decided with a reason.

    Raises:
        Refusal: ``CHOICE_NEEDS_REASON``.
    """
    if outcome.to_choose and outcome.open_seats and found.row.reason is None:
        raise choice_needs_reason()
