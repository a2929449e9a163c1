"""The buttons of a digest: each opens what waits in a message of its own, so that the others stay at hand."""

from dataclasses import replace

from bot.domain.awards.joint import JointKind
from bot.domain.points.spot import CHECKERS
from bot.domain.refusals import stale_card
from bot.services import followup, people
from handlers.call import Call
from handlers.pages import appeal, meeting, pending, spot, standing, star, task, training, warn
from handlers.pages import followup as followup_pages
from handlers.pages import joint as joint_pages
from handlers.pages import round as awards
from handlers.reply import Reply
from storage import orgs


def press(call: Call) -> Reply:
    """w:<p claims, a objections, r ratings, w awards, j joint work, g training, t tasks>, w:<c s f u m n>:<branch>."""
    match call.data:
        case ["p"]:
            return replace(pending.queue(call, 0), edit=False)
        case ["a"]:
            return appeal.page(call, people.home(call.desk, call.known_person), None)
        case ["t"]:
            return replace(task.mine(call), edit=False)
        case ["r"]:
            return replace(star.home(call), edit=False)
        case ["j"]:
            return replace(joint_pages.listed(call, tuple(JointKind)), edit=False)
        case ["g"]:
            return replace(training.own(call, call.desk.today.year), edit=False)
        case ["w"]:
            return replace(awards.home(call), edit=False)
        case [kind, branch_id]:
            return replace(_of_branch(call, kind, int(branch_id)), edit=False)
        case _:
            raise stale_card()


def _of_branch(call: Call, kind: str, branch_id: int) -> Reply:
    desk, me, branch = call.desk, call.known_person, orgs.get(call.desk.tx, branch_id)
    match kind:
        case "c":
            return standing.office(call, branch, desk.today.year)
        case "s":
            people.need_role(desk, me, branch, *CHECKERS)
            return spot.page(call, branch, "")
        case "m":
            return meeting.overview(call, branch)
        case "f":
            followup.may_read(desk, me, branch)
            return followup_pages.listed(call, branch)
        case "n":
            return warn.listed(call, branch)
        case "u":
            return task.waiting(call, branch)
        case _:
            raise stale_card()
