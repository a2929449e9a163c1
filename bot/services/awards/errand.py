"""What of a round of awards waits for somebody, as the one digest a day counts it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bot.domain.awards.entry import EntryState, RoundState
from bot.services.awards import award, granting, judging
from bot.services.desk import Desk
from storage import award_rounds
from storage.orgs import Org


class Waits(NamedTuple):
    """One thing that waits: for whom, since which day."""

    people: frozenset[int]
    since: date


def waiting(desk: Desk, branch: Org) -> Iterator[Waits]:
    """Answer what of the running rounds waits at a branch: its entries for judges, objections at who conducts them."""
    for row in award_rounds.running(desk.tx):
        found = award.of_row(desk, row)
        if row.state == RoundState.JUDGING:
            for entry in award.entries(desk, found, EntryState.ENTERED):
                if entry.branch_id == branch.id:
                    able = [one for one in judging.judges(desk, found) if entry in judging.to_mark(desk, one, found)]
                    since = entry.entered_at.astimezone(desk.house.zone).date()
                    yield Waits(frozenset(person.id for person in able), since)
        elif row.state == RoundState.PUBLICITY and branch.id == _first(desk, found):
            for said in granting.waiting(desk, found):
                able = granting.handlers(desk, found, said.person_id)
                yield Waits(frozenset(person.id for person in able), said.at.astimezone(desk.house.zone).date())


def _first(desk: Desk, found: award.Round) -> int:
    """Answer the branch at which what concerns a whole round is counted, so that it is counted once."""
    return min((one.branch_id for one in award.entries(desk, found)), default=0)


def branches_waiting(desk: Desk) -> set[int]:
    """Answer the ids of the branches with entries in rounds that run."""
    return {
        entry.branch_id
        for row in award_rounds.running(desk.tx)
        if row.state in {RoundState.JUDGING, RoundState.PUBLICITY}
        for entry in award.entries(desk, award.of_row(desk, row))
    }
