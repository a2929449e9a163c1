"""/groups: collaboration groups, drawn from a ranking; privately (H11)."""

from bot.domain.awards.joint import JointKind
from bot.domain.points.number import parse_points
from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services import committee
from bot.services.awards import joint_draw
from bot.services.awards.joint_draw import Unit
from handlers.access import official
from handlers.call import Call, Command, place
from handlers.doors import door
from handlers.pages import joint as page
from handlers.reply import Reply

DRAW = ("draw", "抽组", "抽組", "编组", "編組")
LEADS = ("lead", "组长", "組長")
USAGE = "/groups draw 6 2026"


def groups(call: Call) -> Reply | None:
    """List the collaboration groups, or draw them: how many, from which year's results or from rows of one's own."""
    if opened := door(call):
        return opened
    desk, me, words = call.desk, call.known_person, list(call.words)
    if not words:
        return page.listed(call, (JointKind.GROUP,))
    if words.pop(0).lower() not in DRAW:
        raise missing_argument(call.name, USAGE)
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
            raise missing_argument("groups", USAGE)
        code, score = words.pop(0), words.pop(0)
        rows.append(Unit(code.upper(), parse_points(score), leads=False))
    return rows


COMMAND = Command(
    name="groups",
    triggers=("协作组", "協作組"),
    help=N_("collaboration groups, drawn from a ranking"),
    usage="[draw [COUNT] [YEAR] [CODE SCORE [lead] …]]",
    who=official,
    run=groups,
    menu="staff",
)
