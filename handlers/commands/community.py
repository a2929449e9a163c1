"""/community: the four ones of a member in the community, the post there, links for the community (J6, J7). Private."""

from bot.domain.refusals import missing_argument
from bot.i18n import N_
from handlers.access import member
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages import community as page
from handlers.reply import Reply


def community(call: Call) -> Reply | None:
    """Show the own year, for the office also the branch's in numbers; in a group only open the private chat."""
    if opened := door(call):
        return opened
    word = "".join(call.words) or str(call.desk.today.year)
    if not (word.isascii() and word.isdecimal() and len(word) == 4):
        raise missing_argument(call.name, "/community 2026")
    return page.own(call, int(word))


COMMAND = Command(
    name="community",
    triggers=("社区报到", "社區報到"),
    help=N_("your year in the community: four ones"),
    usage="[YEAR]",
    who=member,
    run=community,
)
