"""/instructor: instructors of branches; privately (H12)."""

from bot.domain.awards.joint import JointKind
from bot.domain.points.day import parse_due
from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services import committee
from bot.services.awards import joint, joint_course
from handlers.access import official
from handlers.call import Call, Command, place
from handlers.doors import door
from handlers.pages import joint as page
from handlers.reply import Reply

USAGE = "/instructor NAME B001 2027-06-30"


def instructor(call: Call) -> Reply | None:
    """List the instructors, or appoint one for a branch, with the last day of the term."""
    if opened := door(call):
        return opened
    desk, me, words = call.desk, call.known_person, call.words
    if not words:
        return page.listed(call, (JointKind.INSTRUCTOR,))
    if len(words) not in {2, 3}:
        raise missing_argument(call.name, USAGE)
    owner = committee.committee_of(desk, me, place(call))
    guide, branch = joint.side(desk, owner, words[0])._replace(part="guide"), joint.side(desk, owner, words[1])
    until = parse_due(words[2], desk.today) if words[2:] else None
    if guide.person_id is None or branch.org_id is None or (words[2:] and until is None):
        raise missing_argument(call.name, USAGE)
    found = joint_course.propose(desk, me, owner, JointKind.INSTRUCTOR, [guide, branch], ends_on=until)
    return page.one(call, found)


COMMAND = Command(
    name="instructor",
    triggers=("指导员", "指導員"),
    help=N_("instructors of branches and their visits"),
    usage="[NAME CODE [DATE]]",
    who=official,
    run=instructor,
    menu="staff",
)
