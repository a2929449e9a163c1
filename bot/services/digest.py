"""The digest: once on a working day everybody is told all that waits for them, in one message instead of many.

It also says whose time is over, and tells those who answer for a branch what has waited for twice the time. Who steps
in beside a late reviewer gets the card with its evidence and buttons, as every reviewer does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.domain.calendar.rules import QuietHours, hold_until
from bot.domain.points.patience import Lateness
from bot.i18n import N_, Html, Language, nN_
from bot.services import card, card_text, claim_view, errands, people, review, settings
from bot.services.claim_view import View
from bot.services.desk import Desk
from bot.services.errands import Errand
from bot.services.letters import MASK, Key, Lane, PrivateLetter, post
from storage import claim_lists, digests, orgs, persons
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """All that waits for one person.

    Attributes:
        queues: Claims, by branch.
        errands: What waits beside claims.
    """

    queues: Sequence[Queue]
    errands: Sequence[Errand]

    @property
    def branches(self) -> list[Org]:
        """Whose matters these are."""
        found = [*(queue.branch for queue in self.queues), *(one.branch for one in self.errands)]
        return list({branch.id: branch for branch in found}.values())


def time_of(desk: Desk, day: date) -> datetime | None:
    """Answer when the digests of a day are due, held to the end of quiet hours; None on a day without work."""
    if not desk.calendar().is_workday(day):
        return None
    quiet = QuietHours(start=desk.house.quiet[0], end=desk.house.quiet[1]) if desk.house.quiet else None
    return hold_until(datetime.combine(day, AT, desk.house.zone), quiet, desk.house.zone)


def branches(desk: Desk) -> list[int]:
    """Answer the ids of the branches that are to be visited: where a claim waits, or anything else."""
    return sorted(errands.branches(desk).union(claim_lists.branches_waiting(desk.tx)))


def visit(desk: Desk, branch_id: int) -> set[int]:
    """Bring the cards to those who may decide by now; answer the ids of those who are to be told what waits."""
    branch = orgs.get(desk.tx, branch_id)
    told = errands.receivers(desk, branch)
    for view in _waiting(desk, branch):
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
    if found is None:
        return False
    speech, about = desk.speaks(person), found.branches
    post(
        desk,
        PrivateLetter(
            to=person.telegram_id,
            text=Html("\n".join([speech.say(HEAD, day=desk.today), *lines(desk, found, speech)])),
            keyboard=keys(found, speech),
            lane=Lane.BROADCAST,
            about=about[0] if len(about) == 1 else None,
            silent=not sounds(desk, found),
            due_at=max(hold_until(desk.now, settings.quiet_hours(desk, one), desk.house.zone) for one in about),
        ),
    )
    return True


def take(desk: Desk, person: Person) -> Waiting | None:
    """Answer what a person is to be told today, None where that was done: by this digest or with a reminder."""
    found = Waiting(queues=queues(desk, person), errands=errands.of_person(desk, person))
    if not found.branches or not digests.take(desk.tx, person.id, desk.today, now=desk.now):
        return None
    return found


def queues(desk: Desk, person: Person) -> list[Queue]:
    """Answer which claims wait for a person, by branch."""
    found: dict[int, Queue] = {}

    def of(view: View) -> Queue:
        return found.setdefault(view.branch.id, Queue(branch=view.branch))

    for view in review.waiting_for(desk, person):
        queue = of(view)
        (queue.others if str(person.id) in view.levels[0].deputies else queue.mine).append(view)
    for branch_id in claim_lists.branches_waiting(desk.tx):
        branch = orgs.get(desk.tx, branch_id)
        if people.roles_in(desk, person, branch) & set(TOLD_WHEN_TOO_LATE):
            for view in _waiting(desk, branch):
                if person.id in _answerable(desk, view):
                    of(view).too_late.append(view)
    return list(found.values())


def lines(desk: Desk, found: Waiting, speech: Language) -> list[Html]:
    """Word what waits."""
    told: list[Html] = []
    for queue in found.queues:
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
    return [*told, *errands.lines(desk, found.errands, speech)]


def keys(found: Waiting, speech: Language) -> list[list[Key]]:
    """Answer the buttons that open what waits, each in a message of its own."""
    queued = any(queue.mine or queue.others for queue in found.queues)
    review_key = [[Key(label=speech.plain(REVIEW), data="w:p")]] if queued else []
    return [*review_key, *errands.keys(found.errands, speech)]


def sounds(desk: Desk, found: Waiting) -> bool:
    """Tell whether a deadline is there: only that makes a sound."""
    mine = (view for queue in found.queues for view in queue.mine)
    late = any(claim_view.how_late(desk, view) >= Lateness.LAST_DAY for view in mine)
    return late or errands.sounds(desk, found.errands)


def _waiting(desk: Desk, branch: Org) -> Iterable[View]:
    """Answer the cards of a branch that somebody can decide."""
    if branch.state != "active":
        return
    for claim in claim_lists.by_card(claim_lists.waiting(desk.tx, branch.id)):
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
