"""/vote: the branch's votes and one's own ballot papers; who runs the branch prepares one, in private."""

from bot.domain.awards.motion import read_motion
from bot.i18n import N_
from bot.services.awards import vote as service
from handlers.access import anyone, member
from handlers.call import Call, Command
from handlers.pages.ballot import paper
from handlers.pages.vote import developed, listed, prepared
from handlers.reply import Reply

DEVELOP = dict.fromkeys(("development", "发展", "發展"), "admission") | dict.fromkeys(
    ("conversion", "转正", "轉正"), "conversion"
)
"""Word to the stage of a member's development that is laid open and voted on."""


def vote(call: Call) -> Reply:
    """Show what can be voted on; with a title prepare a vote, which its opener then opens in private."""
    member(call)
    if not call.words:
        return listed(call)
    stage = DEVELOP.get(call.words[0].lower())
    if stage is not None:
        return developed(call, " ".join(call.words[1:]), stage)
    made = service.prepare(call.desk, call.known_person, call.branch, read_motion(call.rest))
    return prepared(call, made)


def from_link(call: Call) -> Reply:
    """Open the own paper of a vote, by the number in a deep link."""
    return paper(call, int(call.rest[:18]) if call.rest.isdecimal() else 0)


COMMAND = Command(
    name="vote",
    triggers=("投票", "表决", "表決"),
    help=N_("vote; prepare a vote (secretary)"),
    usage="[[KIND] TITLE]",
    who=anyone,
    run=vote,
)
