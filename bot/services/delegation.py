"""Delegation: who decides in somebody's place for a span of days."""

from collections.abc import Mapping

from bot.services.desk import Desk
from storage import delegations


def running(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """Answer who decides for whom today: ids as text, for so the rules of review know persons."""
    found: dict[str, tuple[str, ...]] = {}
    for one in delegations.not_over(desk.tx, desk.today):
        if one.since <= desk.today:
            person = str(one.person_id)
            found[person] = (*found.get(person, ()), str(one.delegate_id))
    return found


def stands_in_for(desk: Desk, person_id: int) -> set[int]:
    """Answer the ids of those in whose place a person may decide today."""
    delegate = str(person_id)
    return {int(other) for other, delegates in running(desk).items() if delegate in delegates}
