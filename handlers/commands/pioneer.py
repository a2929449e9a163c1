"""/pioneer: the pioneer index of members - one's own with its working; its standard, values and confirmation (J9)."""

from bot.domain.calendar.periods import parse_period
from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services import committee
from bot.services.awards import pioneer as service
from handlers.access import anyone
from handlers.call import Call, Command, place
from handlers.doors import door
from handlers.pages import pioneer as page
from handlers.reply import Reply

ENTERED = N_("✍️ Entered: {n}. Somebody who entered nothing confirms it.")
REVISED = N_("The standard of {year} is version {version} now. Runs that are open keep theirs.")


def pioneer(call: Call) -> Reply | None:
    """Show one's own; for the committee open a run, enter rows, set a year's standard."""
    if opened := door(call):
        return opened
    desk, me = call.desk, call.known_person
    first, *lines = call.rest.splitlines() or [""]
    match first.split():
        case []:
            return page.home(call)
        case ["open", period]:
            org = committee.committee_of(desk, me, place(call))
            return page.run(call, service.open_run(desk, me, org, period).row.id, 0)
        case ["standard", year] if year.isascii() and year.isdecimal() and len(year) == 4:
            return _standard(call, int(year), lines)
        case [period, *words]:
            return _entered(call, period, [" ".join(words), *lines])
        case _:
            raise missing_argument(call.name, page.USAGE)


def _standard(call: Call, year: int, lines: list[str]) -> Reply:
    """Show a year's standard, or write its next version from rows."""
    org = committee.committee_of(call.desk, call.known_person, place(call))
    rows = [line for line in lines if line.strip()]
    if not rows:
        return page.standard(call, org, year)
    version = service.revise(call.desk, call.known_person, org, year, rows)
    return Reply(text=call.speech.say(REVISED, year=str(year), version=version), private=True)


def _entered(call: Call, period: str, lines: list[str]) -> Reply:
    """Enter rows of a run."""
    key = parse_period(period).key
    rows = [one for one in lines if one.strip()]
    org = committee.committee_of(call.desk, call.known_person, place(call))
    if not rows:
        raise missing_argument(call.name, page.USAGE)
    found, n = service.enter(call.desk, call.known_person, org, key, rows)
    return page.run(call, found.row.id, 0, said=call.speech.say(ENTERED, n=n))


COMMAND = Command(
    name="pioneer",
    triggers=("先锋指数", "先鋒指數"),
    help=N_("pioneer index, privately: your own and how it came about"),
    usage="[open PERIOD | standard YEAR | PERIOD PERSON SCORES …]",
    who=anyone,
    run=pioneer,
)
