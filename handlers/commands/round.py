"""/round: rounds of awards - what runs, entering, judging, laying open, granting; privately (J3-J5, L13, L14, F18)."""

from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services import committee
from bot.services.awards import award
from handlers.access import official
from handlers.call import Call, Command, place
from handlers.doors import door
from handlers.pages import round as page
from handlers.reply import Reply

USAGE = "/round open demo_post 2026"


def rounds(call: Call) -> Reply | None:
    """Show what runs; open a round; list the kinds, or the plans of past winners. In a group only open the chat."""
    if opened := door(call):
        return opened
    match call.words:
        case []:
            return page.home(call)
        case ["kinds"]:
            return page.kinds(call)
        case ["library"]:
            return page.library(call, 0)
        case ["open", kind, period]:
            org = committee.committee_of(call.desk, call.known_person, place(call))
            found = award.open_round(call.desk, call.known_person, org, kind.lower(), period)
            return page.overview(call, found.row.id)
        case _:
            raise missing_argument(call.name, USAGE)


COMMAND = Command(
    name="round",
    triggers=("评选", "評選"),
    help=N_("awards: enter, judge, results"),
    usage="[kinds | library | open KIND PERIOD]",
    who=official,
    run=rounds,
)
