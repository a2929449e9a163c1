"""The digest: once on a working day each reviewer is told all that waits, in one message instead of many.

It also says whose time is over, and tells those who answer for a branch what has waited for twice the time. Who steps
in beside a late reviewer gets the card with its evidence and buttons, as every reviewer does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.domain.calendar.rules import QuietHours, hold_until
from bot.domain.points.patience import Lateness
from bot.i18n import N_, Html, Language, nN_
from bot.services import card, card_text, claim_view, people, review, settings
from bot.services.claim_view import View
from bot.services.desk import Desk
from bot.services.letters import MASK, Key, Keyboard, Lane, PrivateLetter, post
from storage import claims, digests, orgs, persons
from storage.orgs import Org
from storage.persons import Person

HEAD = N_("🗂 <b>What waits for you</b>, {day}")
YOURS = nN_(
    "{branch}: {n} claim waits for your decision, since {day}.",
    "{branch}: {n} claims wait for your decision, the oldest since {day}.",
)
LAST_DAY = N_("⏳ Please decide today: {ids}.")
LATE = N_("⏰ The time for {ids} is over. Deputies may decide now, too.")
STEPS_IN = N_("{branch}: you may decide {ids} as well, because the time of {names} is over.")
TOO_LATE = N_(
    "⚠️ {branch}: twice the time is over for {ids}, which still wait for {names}. "
    "Please ask them, or see with /grant that somebody else can decide."
)
REVIEW = N_("🔎 Review")
AT = time(9)
IDS_ROOM = 200
NAMES_ROOM = 200
TOLD_WHEN_TOO_LATE = ("secretary", "committee_reviewer", "admin")
"""Who is told, the first of them in whom there is somebody neither concerned nor late."""


@dataclass(slots=True, kw_only=True)
class Queue:
    """What of one branch waits for one person.

    Attributes:
        branch: The branch.
        mine: Claims of the person's own level, or of one in whose place they decide.
        others: Claims that the person may decide because others are late.
        too_late: Claims of which the person is told because twice the time is over.
    """

    branch: Org
    mine: list[View] = field(default_factory=list)
    others: list[View] = field(default_factory=list)
    too_late: list[View] = field(default_factory=list)


def time_of(desk: Desk, day: date) -> datetime | None:
    """Answer when the digests of a day are due, held to the end of quiet hours; None on a day without work."""
    if not desk.calendar().is_workday(day):
        return None
    quiet = QuietHours(start=desk.house.quiet[0], end=desk.house.quiet[1]) if desk.house.quiet else None
    return hold_until(datetime.combine(day, AT, desk.house.zone), quiet, desk.house.zone)


def visit(desk: Desk, branch_id: int) -> set[int]:
    """Bring the cards to those who may decide by now; answer the ids of those who are to be told what waits."""
    told: set[int] = set()
    for view in _waiting(desk, orgs.get(desk.tx, branch_id)):
        card.complete(desk, view)
        if claim_view.waits_since(desk, view) < desk.today:
            told.update(view.reviewers)
        told.update(_answerable(desk, view))
    return told


def send(desk: Desk, person_id: int) -> bool:
    """Tell a person what waits, once a day; answer whether this was the time."""
    person = persons.get(desk.tx, person_id)
    if person.telegram_id is None or person.reachable is False:
        return False
    found = take(desk, person)
    if not found:
        return False
    speech = desk.speaks(person)
    post(
        desk,
        PrivateLetter(
            to=person.telegram_id,
            text=Html("\n".join([speech.say(HEAD, day=desk.today), *lines(desk, found, speech)])),
            keyboard=keys(found, speech),
            lane=Lane.BROADCAST,
            about=found[0].branch if len(found) == 1 else None,
            silent=not sounds(desk, found),
            due_at=max(hold_until(desk.now, settings.quiet_hours(desk, one.branch), desk.house.zone) for one in found),
        ),
    )
    return True


def take(desk: Desk, person: Person) -> list[Queue]:
    """Answer what a person is to be told today, nothing where that was done: by this digest or with a reminder."""
    found = queues(desk, person)
    return found if found and digests.take(desk.tx, person.id, desk.today, now=desk.now) else []


def queues(desk: Desk, person: Person) -> list[Queue]:
    """Answer what waits for a person, by branch."""
    found: dict[int, Queue] = {}

    def of(view: View) -> Queue:
        return found.setdefault(view.branch.id, Queue(branch=view.branch))

    for view in review.waiting_for(desk, person):
        queue = of(view)
        (queue.others if str(person.id) in view.levels[0].deputies else queue.mine).append(view)
    for branch_id in claims.branches_waiting(desk.tx):
        branch = orgs.get(desk.tx, branch_id)
        if people.roles_in(desk, person, branch) & set(TOLD_WHEN_TOO_LATE):
            for view in _waiting(desk, branch):
                if person.id in _answerable(desk, view):
                    of(view).too_late.append(view)
    return list(found.values())


def lines(desk: Desk, found: Sequence[Queue], speech: Language) -> list[Html]:
    """Word what waits."""
    told: list[Html] = []
    for queue in found:
        branch = f"{MASK} {queue.branch.name}" if queue.branch.rehearsal else queue.branch.name
        if queue.mine:
            day = min(claim_view.waits_since(desk, view) for view in queue.mine)
            told.append(speech.count(YOURS, len(queue.mine), branch=branch, day=day))
            today = [view for view in queue.mine if claim_view.how_late(desk, view) is Lateness.LAST_DAY]
            late = [view for view in queue.mine if claim_view.how_late(desk, view) >= Lateness.LATE]
            told += [speech.say(LAST_DAY, ids=_ids(today, speech))] if today else []
            told += [speech.say(LATE, ids=_ids(late, speech))] if late else []
        for sentence, views in ((STEPS_IN, queue.others), (TOO_LATE, queue.too_late)):
            if views:
                names = _holders(desk, views, speech)
                told.append(speech.say(sentence, branch=branch, ids=_ids(views, speech), names=names))
    return told


def keys(found: Sequence[Queue], speech: Language) -> Keyboard:
    """Answer the button that opens the queue, for whom there is one."""
    label = speech.plain(REVIEW)
    return [[Key(label=label, data="p:p:0")]] if any(queue.mine or queue.others for queue in found) else []


def sounds(desk: Desk, found: Sequence[Queue]) -> bool:
    """Tell whether a deadline is there: only that makes a sound."""
    mine = (view for queue in found for view in queue.mine)
    return any(claim_view.how_late(desk, view) >= Lateness.LAST_DAY for view in mine)


def _waiting(desk: Desk, branch: Org) -> Iterable[View]:
    """Answer the cards of a branch that somebody can decide."""
    if branch.state != "active":
        return
    for claim in claims.by_card(claims.waiting(desk.tx, branch.id)):
        view = claim_view.look(desk, claim)
        if view.levels:
            yield view


def _answerable(desk: Desk, view: View) -> set[int]:
    """Answer who is told that a claim has waited for twice its time."""
    if claim_view.how_late(desk, view) < Lateness.TOO_LATE:
        return set()
    holders, late = people.holders(desk, view.branch), {int(one) for one in view.levels[0].holders}
    for role in TOLD_WHEN_TOO_LATE:
        found = {int(one) for one in holders.get(role, ())} - late - view.owners
        if found:
            return found
    return set()


def _ids(views: Sequence[View], speech: Language) -> str:
    return speech.listing(card_text.fitting([f"#{view.id}" for view in views], IDS_ROOM))


def _holders(desk: Desk, views: Sequence[View], speech: Language) -> str:
    ids = dict.fromkeys(int(one) for view in views for one in view.levels[0].holders)
    return speech.listing(card_text.fitting([persons.get(desk.tx, one).name for one in ids], NAMES_ROOM))
