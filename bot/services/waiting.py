"""Claims that wait, when the people change: reviewers are resolved from the roles held now (2.3-6)."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.services import appeal_handler, card, claim_view, delegation, left_out, people, review
from bot.services.claim_view import View
from bot.services.desk import Desk
from storage import claim_lists, claims, orgs, persons
from storage.orgs import Org
from storage.persons import Person

Reviewers = dict[int, tuple[int, ...]]
"""Number of a card to the ids of who may decide on it now."""


def _views(desk: Desk, org: Org) -> list[View]:
    """Answer the cards in review of an organisation and of all below it, for roles are inherited downwards."""
    found: list[View] = []
    for branch in orgs.branches(desk.tx):
        if branch.state == "active" and any(above.id == org.id for above in people.ancestors(desk, branch)):
            found += [
                claim_view.look(desk, claim) for claim in claim_lists.by_card(claim_lists.waiting(desk.tx, branch.id))
            ]
    return found


def reviewers(desk: Desk, org: Org) -> Reviewers:
    """Answer who may decide on what waits, before roles change."""
    return {view.id: view.reviewers for view in _views(desk, org)}


def refresh(desk: Desk, org: Org, before: Reviewers) -> int:
    """Write the cards anew whose reviewers have changed, with a private copy for each new one; answer how many.

    Objections whose handler lost the office, or that waited for one, are given to whoever holds it now.
    """
    changed = [view for view in _views(desk, org) if before.get(view.id) != view.reviewers]
    for view in changed:
        card.publish(desk, view.claim)
    appeal_handler.reassign(desk)
    return len(changed)


@contextmanager
def following(desk: Desk, person: Person) -> Iterator[None]:
    """Let the cards follow when it changes who decides in a person's place, or in whose place that person does."""
    before = {view.id: view.reviewers for view in _of_those(desk, person)}
    yield
    for view in {view.id: view for view in (*_of_those(desk, person), *_again(desk, before))}.values():
        if before.get(view.id) != view.reviewers:
            card.publish(desk, view.claim)


def _of_those(desk: Desk, person: Person) -> list[View]:
    """Answer what waits for a person, and for those whom the person stands in for."""
    found = review.waiting_for(desk, person)
    for other in sorted(delegation.stands_in_for(desk, person.id)):
        found += review.waiting_for(desk, persons.get(desk.tx, other))
    return found


def _again(desk: Desk, before: Reviewers) -> list[View]:
    return [claim_view.look(desk, claims.known(desk.tx, number)) for number in before]


def reached(desk: Desk, person: Person) -> int:
    """Somebody's private chat is open: what could not be delivered comes now; answer how many cards."""
    if person.reachable is True:
        return 0
    persons.change(desk.tx, person.id, reachable=True)
    if person.reachable is None:
        return 0
    left_out.tell_returned(desk, person)
    views = review.waiting_for(desk, person)
    for view in views:
        card.bring(desk, view, person)
    return len(views)
