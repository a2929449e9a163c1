"""/pair: pairs of branches or members; privately (J8, H12)."""

from bot.domain.awards.joint import JointKind
from bot.domain.points.day import parse_due
from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services.awards import joint, joint_course
from handlers.access import official
from handlers.call import Call, Command, place
from handlers.doors import door
from handlers.pages import joint as page
from handlers.reply import Reply

USAGE = "/pair B001 B002 2027-06-30"


def pair(call: Call) -> Reply | None:
    """List the pairs, or propose one: two branches or people, with the last day of its term."""
    if opened := door(call):
        return opened
    words = call.words
    if not words:
        return page.listed(call, (JointKind.PAIR,))
    if len(words) not in {2, 3}:
        raise missing_argument(call.name, USAGE)
    desk, me = call.desk, call.known_person
    owner = joint.owner_for(desk, me, place(call))
    sides = [joint.side(desk, owner, word) for word in words[:2]]
    until = parse_due(words[2], desk.today) if words[2:] else None
    if words[2:] and until is None:
        raise missing_argument(call.name, USAGE)
    return page.one(call, joint_course.propose(desk, me, owner, JointKind.PAIR, sides, ends_on=until))


COMMAND = Command(
    name="pair",
    triggers=("结对", "結對"),
    help=N_("pairs of branches or members, privately"),
    usage="[SIDE SIDE [DATE]]",
    who=official,
    run=pair,
    menu="staff",
)
