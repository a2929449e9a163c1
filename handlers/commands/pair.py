"""/pair: pairs of branches or members; privately (J8, H12)."""

import re
from collections.abc import Sequence

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

_COMMAS = re.compile(r"[、,，;；]")
USAGE = "/pair B001 B002 2027-06-30"


def pair(call: Call) -> Reply | None:
    """List the pairs, or propose one: two branches or people, with the last day of its term."""
    if opened := door(call):
        return opened
    desk, me, words = call.desk, call.known_person, call.words
    if not words:
        return page.listed(call, (JointKind.PAIR,))
    until = parse_due(words[-1], desk.today)
    named = _named(words if until is None else words[:-1])
    if len(named) != 2:
        raise missing_argument(call.name, USAGE)
    owner = joint.owner_for(desk, me, place(call))
    sides = [joint.side(desk, owner, word) for word in named]
    return page.one(call, joint_course.propose(desk, me, owner, JointKind.PAIR, sides, ends_on=until))


def _named(words: Sequence[str]) -> list[str]:
    """Part the sides: by commas where there are any, for names in Latin letters have blanks; else by blanks."""
    text = " ".join(words)
    return [part.strip() for part in _COMMAS.split(text) if part.strip()] if _COMMAS.search(text) else list(words)


COMMAND = Command(
    name="pair",
    triggers=("结对", "結對"),
    help=N_("pairs of branches or members, privately"),
    usage="[SIDE SIDE [DATE]]",
    who=official,
    run=pair,
    menu="staff",
)
