"""/star: star rating of branches, findings, subsidies; privately, each reader what the own roles show (F1-F17)."""

from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services import committee
from bot.services.ratings import finding
from bot.services.ratings import round as rounds
from handlers.access import official
from handlers.call import Call, Command, place
from handlers.doors import door
from handlers.pages import star as page
from handlers.pages import subsidy as list_page
from handlers.reply import Reply

USAGE = "/star open 2026"
ENTERED = N_("{finding}\nIt counts for nothing yet: a second person has to confirm it. Asked: {names}")


def star(call: Call) -> Reply | None:
    """Show the rating, open one, enter a finding, list a month's subsidies; in a group only open the private chat."""
    if opened := door(call):
        return opened
    match call.words:
        case []:
            return page.home(call)
        case ["open", year] if year.isascii() and year.isdecimal() and len(year) == 4:
            org = committee.committee_of(call.desk, call.known_person, place(call))
            return page.overview(call, rounds.open_round(call.desk, call.known_person, org, int(year)).id, 0)
        case [verb, *words] if verb in finding.KINDS:
            return enter(call, verb, words)
        case ["subsidies", month]:
            return list_page.show(call, committee.committee_of(call.desk, call.known_person, place(call)), month)
        case _:
            raise missing_argument(call.name, USAGE)


def enter(call: Call, verb: str, words: list[str]) -> Reply:
    """Enter a finding about a branch."""
    org = committee.committee_of(call.desk, call.known_person, place(call))
    fact = finding.propose(call.desk, call.known_person, finding.read(call.desk, org, verb, words))
    names = call.speech.listing(person.name for person in finding.seconds(call.desk, fact))
    text = call.speech.say(ENTERED, finding=finding.text(call.desk, fact, call.speech), names=names or "–")
    return Reply(text=text, private=True)


COMMAND = Command(
    name="star",
    triggers=("评星", "評星"),
    help=N_("star rating of the branch, privately"),
    usage="[open YEAR | veto … | negative … | demote … | subsidies MONTH]",
    who=official,
    run=star,
)
