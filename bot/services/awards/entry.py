"""Entry: somebody is entered in a round, alone or by who answers for them, and may withdraw while entries run."""

from collections.abc import Sequence

from bot.domain.awards.award_refusals import entered_before, entries_end, entries_full, entry_lacks, not_eligible
from bot.domain.awards.entry import EntryState, RoundState
from bot.domain.awards.quota import quota
from bot.domain.points.text import NOTE_LIMIT, clean_text
from bot.domain.refusals import no_right, stale_card
from bot.services import committee, people
from bot.services.awards import award, eligibility
from bot.services.awards.award import Round
from bot.services.desk import Desk
from bot.services.evidence import Piece
from storage import award_entries, orgs, rosters
from storage.award_entries import Entry
from storage.orgs import Org
from storage.persons import Person

MOST_FILES = 10
PHOTOS_OF_A_PLAN = 2
"""Photos that an entry with a plan needs at least (J4, R29)."""


def known(desk: Desk, number: int) -> Entry:
    """Answer an entry. Raises ``STALE_CARD`` where there is none."""
    found = award_entries.get(desk.tx, number)
    if found is None:
        raise stale_card()
    return found


def check(desk: Desk, actor: Person, found: Round, branch: Org, person: Person | None) -> None:
    """Insist that somebody may be entered now, by this person.

    Raises:
        Refusal: ``ROUND_IS``, ``ENTRIES_END``, ``NO_RIGHT``, ``ENTERED_BEFORE``, ``ENTRIES_FULL``, ``NOT_ELIGIBLE``.
    """
    award.need(found, RoundState.ENTRIES)
    if not award.begins_on(found) <= desk.today <= found.row.due_on:
        raise entries_end(found.row.due_on)
    office = people.roles_in(desk, actor, branch) & set(committee.OFFICE)
    by_committee = committee.conducts(desk, actor, found.org)
    if (person is None or person.id != actor.id) and not office and not by_committee:
        raise no_right(committee.OFFICE)
    if person is not None:
        people.need_member(desk, person, branch)
    name = person.name if person is not None else branch.name
    standing = [one for one in award.entries(desk, found) if one.state != EntryState.WITHDRAWN]
    same = (branch.id, person.id if person is not None else None)
    if any((one.branch_id, one.person_id) == same for one in standing):
        raise entered_before(name)
    most = places(desk, found, branch)
    if most is not None and found.rules.base and sum(one.branch_id == branch.id for one in standing) >= most:
        raise entries_full(most)
    _cap(desk, found, len(standing))
    against = eligibility.barriers(desk, found.rules, branch, same[1], int(found.row.period[:4]))
    if against:
        raise not_eligible(name, against)


def _cap(desk: Desk, found: Round, count: int) -> None:
    """Insist on the share of branches that may enter (R29: ten percent of them)."""
    percent = found.rules.entry_cap_pct
    if percent is not None:
        most = max(1, quota(len(committee.under(desk, found.org)), percent, rounding="floor"))
        most = max(most, found.rules.quota or 0)
        if count >= most:
            raise entries_full(most)


def places(desk: Desk, found: Round, branch: Org | None = None) -> int | None:
    """Answer how many can win: of a branch's members where the share counts them, else in all; None for no limit."""
    rules = found.rules
    if rules.quota_pct is None:
        return rules.quota
    if branch is None:
        return None
    roster = rosters.roster(desk.tx, branch.id)
    serving = [one for one in roster if one.status not in eligibility.AWAY]
    return quota(len(serving), rules.quota_pct, rounding="half_up" if rules.rounding == "half_up" else "floor")


def enter(
    desk: Desk, actor: Person, found: Round, branch: Org, *, person: Person | None, text: str, pieces: Sequence[Piece],
    title: int = 0,
) -> Entry:  # fmt: skip
    """Enter somebody, with words and photos where the rules ask for them.

    Raises:
        Refusal: as `check`; ``ENTRY_LACKS``.
    """
    check(desk, actor, found, branch, person)
    words = clean_text(text, NOTE_LIMIT)
    files = [[piece.kind, piece.file_id] for piece in pieces if piece.file_id][:MOST_FILES]
    if found.rules.entry and (not words or len(files) < PHOTOS_OF_A_PLAN):
        raise entry_lacks(PHOTOS_OF_A_PLAN)
    number = award_entries.add(
        desk.tx,
        round_id=found.row.id,
        branch_id=branch.id,
        person_id=person.id if person is not None else None,
        title=title if title < len(found.rules.titles) else 0,
        text=words,
        files=files,
        entered_by=actor.id,
        entered_at=desk.now,
    )
    committee.note(desk, actor, "award", f"entry {number}", f"entered in round {found.row.id}")
    return known(desk, number)


def withdraw(desk: Desk, actor: Person, number: int, *, rev: int) -> Entry:
    """Take an entry back while entries run: who is entered, who entered it, or the office.

    Raises:
        Refusal: ``STALE_CARD``, ``ROUND_IS``, ``NO_RIGHT``.
    """
    entry = known(desk, number)
    found = award.known(desk, entry.round_id)
    award.need(found, RoundState.ENTRIES)
    branch = orgs.get(desk.tx, entry.branch_id)
    office = people.roles_in(desk, actor, branch) & set(committee.OFFICE)
    if actor.id not in {entry.person_id, entry.entered_by} and not office:
        raise no_right(committee.OFFICE)
    if entry.state != EntryState.ENTERED:
        raise stale_card()
    return change(desk, entry, rev, state=EntryState.WITHDRAWN)


def change(desk: Desk, entry: Entry, rev: int, **values: object) -> Entry:
    """Write to an entry that nobody changed since its buttons were drawn.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    if not award_entries.change(desk.tx, entry.id, from_rev=rev, **values):
        raise stale_card()
    return known(desk, entry.id)
