"""/delegate: somebody decides in my place while I am away."""

from datetime import date

from bot.domain.points.day import parse_due
from bot.domain.refusals import bad_date, missing_argument
from bot.i18n import N_
from bot.services import delegation
from bot.services import roles as service
from bot.services.delegation import Span
from bot.services.letters import Key
from handlers.access import anyone
from handlers.buttons.delegate import act, show
from handlers.buttons.grant import labelled
from handlers.call import Call, Command
from handlers.reply import Reply

WHICH = N_("Several people are called {name}. Whom do you mean?")
USAGE = "/delegate NAME 06-01 06-12"


def delegate(call: Call) -> Reply:
    """Show what is delegated; with NAME FROM TO, let somebody decide in the asker's place."""
    if not call.words:
        return show(call)
    *named, first, last = call.words if len(call.words) > 2 else ("", "", "")
    name = " ".join(named)
    if not name:
        raise missing_argument("delegate", USAGE)
    span = Span(_day(call, first), _day(call, last))
    delegation.check_span(span)
    found = service.candidates(call.desk, call.known_person, call.branch, name)
    if len(found) == 1:
        return act(call, call.branch, found[0], span)
    place = f"{span.since}:{span.until}"
    rows = [
        [Key(label=labelled(call, person), data=f"dg:n:{call.branch.id}:{person.id}:{place}")] for person in found[:10]
    ]
    return Reply(text=call.speech.say(WHICH, name=name), keyboard=rows)


def _day(call: Call, word: str) -> date:
    day = parse_due(word, call.desk.today)
    if day is None:
        raise bad_date(word)
    return day


COMMAND = Command(
    name="delegate",
    triggers=("委托", "委託"),
    help=N_("let somebody decide in my place"),
    usage="[NAME FROM TO]",
    who=anyone,
    run=delegate,
    menu="staff",
)
