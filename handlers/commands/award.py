"""/award: the ledger keeper enters points for somebody; reviewed like a claim."""

from bot.domain.points.claim import ClaimState
from bot.domain.refusals import missing_argument
from bot.i18n import N_, Html
from bot.services import office
from bot.services.booking import subject_of
from handlers.access import member
from handlers.call import Call, Command
from handlers.guided import proceed, request_of
from handlers.reply import Reply
from handlers.verbs import VERBS, Verb
from storage.claims import Claim

ENTERED = N_("#{id} {name}: entered, it goes to its reviewers. Whoever enters decides on none of it.")
ASKED = N_(
    "#{id} {name}: entered. Whoever it concerns is asked privately whether it is right, until {day}; "
    "then it is reviewed."
)


def award(call: Call) -> Reply | None:
    """Enter what the message asks for, or ask for what it lacks."""
    if not call.rest.strip():
        raise missing_argument(call.name, office.USAGE[call.name])
    return proceed(call, request_of(call, call.rest, verb=call.name))


def entered(call: Call, outcome: list[Claim]) -> Reply | None:
    """Tell who enters the numbers, privately; what the group may know stands on the cards."""
    lines = [_line(call, claim) for claim in outcome]
    return Reply(text=Html("\n".join(lines)), private=True)


def _line(call: Call, claim: Claim) -> Html:
    name = subject_of(call.desk, claim.subject_kind, claim.subject_id).name
    if claim.state == ClaimState.AWAITING_MEMBER:
        return call.speech.say(ASKED, id=claim.id, name=name, day=claim.confirm_until)
    return call.speech.say(ENTERED, id=claim.id, name=name)


VERBS["award"] = Verb(office.attempt, entered)
COMMAND = Command(
    name="award",
    help=N_("enter points for somebody (ledger keeper)"),
    usage="NAME CODE [xN] [LEVEL] [DATE] NOTE",
    who=member,
    run=award,
    menu="staff",
)
