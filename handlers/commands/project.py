"""/project: innovation projects of several owners; privately (H9)."""

from bot.domain.awards.joint import JointKind
from bot.domain.points.number import HUNDRED, parse_points
from bot.domain.refusals import missing_argument, unknown_branch
from bot.i18n import N_
from bot.services.awards import joint, joint_course
from bot.services.awards.joint import Side
from handlers.access import official
from handlers.call import Call, Command, place
from handlers.doors import door
from handlers.pages import joint as page
from handlers.reply import Reply

USAGE = "/project B001:60 B002:40 TITLE"


def project(call: Call) -> Reply | None:
    """List the projects, or propose one: its owners with their shares, and its title."""
    if opened := door(call):
        return opened
    desk, me, words = call.desk, call.known_person, list(call.words)
    if not words:
        return page.listed(call, (JointKind.PROJECT,))
    owner = joint.owner_for(desk, me, place(call))
    sides: list[Side] = []
    while words and ":" in words[0].replace("：", ":"):
        code, _, share = words.pop(0).replace("：", ":").partition(":")
        sides.append(joint.side(desk, owner, code)._replace(share=parse_points(share)))
        if sides[-1].org_id is None:
            raise unknown_branch(code)
    if not sides and len(words) > 1:
        sides.append(joint.side(desk, owner, words.pop(0))._replace(share=HUNDRED))
    if not sides or not words or sides[0].org_id is None:
        raise missing_argument(call.name, USAGE)
    return page.one(call, joint_course.propose(desk, me, owner, JointKind.PROJECT, sides, title=" ".join(words)))


COMMAND = Command(
    name="project",
    triggers=("创新项目", "創新專案"),
    help=N_("innovation projects of several owners"),
    usage="[CODE:SHARE … TITLE]",
    who=official,
    run=project,
    menu="staff",
)
