"""/camp: special branch camps and joint committees on temporary organisations; privately (H13)."""

from bot.domain.awards.joint import JointKind
from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services import committee
from bot.services.awards import joint, joint_course
from handlers.access import official
from handlers.call import Call, Command, place
from handlers.doors import door
from handlers.pages import joint as page
from handlers.reply import Reply

CAMPS = {
    "camp": JointKind.CAMP, "支部营": JointKind.CAMP, "支部營": JointKind.CAMP,
    "joint": JointKind.COMMITTEE, "联合党委": JointKind.COMMITTEE, "聯合黨委": JointKind.COMMITTEE,
}  # fmt: skip
USAGE = "/camp S001 camp B001 B002"


def camp(call: Call) -> Reply | None:
    """List camps and joint committees, or set one up on a temporary organisation, with its sides and its head."""
    if opened := door(call):
        return opened
    desk, me, words = call.desk, call.known_person, call.words
    if not words:
        return page.listed(call, (JointKind.CAMP, JointKind.COMMITTEE))
    if len(words) < 4 or words[1].lower() not in CAMPS:
        raise missing_argument(call.name, USAGE)
    owner = committee.committee_of(desk, me, place(call))
    named = [joint.side(desk, owner, word) for word in words[2:]]
    sides = [one._replace(part="lead") if one.person_id is not None else one for one in named]
    found = joint_course.set_up(desk, me, owner, CAMPS[words[1].lower()], code=words[0], sides=sides)
    return page.one(call, found)


COMMAND = Command(
    name="camp",
    triggers=("支部营", "支部營", "联合党委", "聯合黨委"),
    help=N_("special branch camps and joint committees"),
    usage="[CODE camp|joint SIDE SIDE …]",
    who=official,
    run=camp,
    menu="staff",
)
