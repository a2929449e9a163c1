"""/pair, /groups, /camp, /project, /instructor: joint work, privately; each lists its own and proposes with words."""

from bot.domain.awards.joint import JointKind
from bot.domain.points.day import parse_due
from bot.domain.points.number import HUNDRED, parse_points
from bot.domain.refusals import missing_argument, unknown_branch
from bot.i18n import N_
from bot.services import committee
from bot.services.awards import joint, joint_course, joint_draw
from bot.services.awards.joint import Side
from bot.services.awards.joint_draw import Unit
from handlers.access import official
from handlers.call import Call, Command, place
from handlers.doors import door
from handlers.pages import joint as page
from handlers.reply import Reply

CAMPS = {
    "camp": JointKind.CAMP, "支部营": JointKind.CAMP, "支部營": JointKind.CAMP,
    "joint": JointKind.COMMITTEE, "联合党委": JointKind.COMMITTEE, "聯合黨委": JointKind.COMMITTEE,
}  # fmt: skip
DRAW = ("draw", "抽组", "抽組", "编组", "編組")
LEADS = ("lead", "组长", "組長")
USAGE = {
    "pair": "/pair B001 B002 2027-06-30",
    "groups": "/groups draw 6 2026",
    "camp": "/camp S001 camp B001 B002",
    "project": "/project B001:60 B002:40 TITLE",
    "instructor": "/instructor NAME B001 2027-06-30",
}


def pair(call: Call) -> Reply | None:
    """List the pairs, or propose one: two branches or people, with the last day of its term."""
    if opened := door(call):
        return opened
    words = call.words
    if not words:
        return page.listed(call, (JointKind.PAIR,))
    if len(words) not in {2, 3}:
        raise missing_argument(call.name, USAGE["pair"])
    desk, me = call.desk, call.known_person
    owner = joint.owner_for(desk, me, place(call))
    sides = [joint.side(desk, owner, word) for word in words[:2]]
    until = parse_due(words[2], desk.today) if words[2:] else None
    if words[2:] and until is None:
        raise missing_argument(call.name, USAGE["pair"])
    return page.one(call, joint_course.propose(desk, me, owner, JointKind.PAIR, sides, ends_on=until))


def groups(call: Call) -> Reply | None:
    """List the collaboration groups, or draw them: how many, from which year's results or from rows of one's own."""
    if opened := door(call):
        return opened
    desk, me, words = call.desk, call.known_person, list(call.words)
    if not words:
        return page.listed(call, (JointKind.GROUP,))
    if words.pop(0).lower() not in DRAW:
        raise missing_argument(call.name, USAGE["groups"])
    owner = committee.committee_of(desk, me, place(call))
    count, year = joint_draw.count(), str(desk.today.year)
    while words and words[0].isascii() and words[0].isdecimal() and len(words[0]) in {1, 2, 4}:
        word = words.pop(0)
        if len(word) == 4:
            year = word
        else:
            count = int(word)
    return page.drawn(call, joint_draw.draw(desk, me, owner, count, year=year, rows=_rows(words)))


def _rows(words: list[str]) -> list[Unit]:
    """Read rows of code and score, each perhaps marked as a leader."""
    rows: list[Unit] = []
    while words:
        if words[0].lower() in LEADS and rows:
            rows[-1] = rows[-1]._replace(leads=True)
            words.pop(0)
            continue
        if len(words) == 1:
            raise missing_argument("groups", USAGE["groups"])
        code, score = words.pop(0), words.pop(0)
        rows.append(Unit(code.upper(), parse_points(score), leads=False))
    return rows


def camp(call: Call) -> Reply | None:
    """List camps and joint committees, or set one up on a temporary organisation, with its sides and its head."""
    if opened := door(call):
        return opened
    desk, me, words = call.desk, call.known_person, call.words
    if not words:
        return page.listed(call, (JointKind.CAMP, JointKind.COMMITTEE))
    if len(words) < 4 or words[1].lower() not in CAMPS:
        raise missing_argument(call.name, USAGE["camp"])
    owner = committee.committee_of(desk, me, place(call))
    named = [joint.side(desk, owner, word) for word in words[2:]]
    sides = [one._replace(part="lead") if one.person_id is not None else one for one in named]
    found = joint_course.set_up(desk, me, owner, CAMPS[words[1].lower()], code=words[0], sides=sides)
    return page.one(call, found)


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
        raise missing_argument(call.name, USAGE["project"])
    return page.one(call, joint_course.propose(desk, me, owner, JointKind.PROJECT, sides, title=" ".join(words)))


def instructor(call: Call) -> Reply | None:
    """List the instructors, or appoint one for a branch, with the last day of the term."""
    if opened := door(call):
        return opened
    desk, me, words = call.desk, call.known_person, call.words
    if not words:
        return page.listed(call, (JointKind.INSTRUCTOR,))
    if len(words) not in {2, 3}:
        raise missing_argument(call.name, USAGE["instructor"])
    owner = committee.committee_of(desk, me, place(call))
    guide, branch = joint.side(desk, owner, words[0])._replace(part="guide"), joint.side(desk, owner, words[1])
    until = parse_due(words[2], desk.today) if words[2:] else None
    if guide.person_id is None or branch.org_id is None or (words[2:] and until is None):
        raise missing_argument(call.name, USAGE["instructor"])
    found = joint_course.propose(desk, me, owner, JointKind.INSTRUCTOR, [guide, branch], ends_on=until)
    return page.one(call, found)


PAIR = Command(
    name="pair",
    triggers=("结对", "結對"),
    help=N_("pairs of branches or members, privately"),
    usage="[SIDE SIDE [DATE]]",
    who=official,
    run=pair,
    menu="staff",
)
GROUPS = Command(
    name="groups",
    triggers=("协作组", "協作組"),
    help=N_("collaboration groups, drawn from a ranking"),
    usage="[draw [COUNT] [YEAR] [CODE SCORE [lead] …]]",
    who=official,
    run=groups,
    menu="staff",
)
CAMP = Command(
    name="camp",
    triggers=("支部营", "支部營", "联合党委", "聯合黨委"),
    help=N_("special branch camps and joint committees"),
    usage="[CODE camp|joint SIDE SIDE …]",
    who=official,
    run=camp,
    menu="staff",
)
PROJECT = Command(
    name="project",
    triggers=("创新项目", "創新專案"),
    help=N_("innovation projects of several owners"),
    usage="[CODE:SHARE … TITLE]",
    who=official,
    run=project,
    menu="staff",
)
INSTRUCTOR = Command(
    name="instructor",
    triggers=("指导员", "指導員"),
    help=N_("instructors of branches and their visits"),
    usage="[NAME CODE [DATE]]",
    who=official,
    run=instructor,
    menu="staff",
)
