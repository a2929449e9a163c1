"""/approve /reject /return /withdraw /undo: the same as the buttons; several ids at once answer one line each."""

from bot.i18n import N_, Html
from bot.services import own_claim, review
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.deciding import each
from handlers.doors import take_out
from handlers.reply import Reply

APPROVED = N_("#{id}: approved.")
REFUSED = {
    "reject": N_("#{id}: not approved. The claimant was told why, privately."),
    "return": N_("#{id}: returned. The claimant was told what is missing, privately."),
}
WITHDRAWN = N_("#{id}: withdrawn, nothing booked.")
UNDONE = N_("#{id}: the decision was undone.")
HABIT = N_(
    "Your decision stands. One thing: reasons are private, so please use the buttons or write them to me here. "
    "I removed your message from the group if I may."
)


def approve(call: Call) -> Reply:
    """Approve claims."""
    me = call.known_person
    return each(call, APPROVED, lambda claim, points, _: review.decide(call.desk, me, claim, "approve", points=points))


def refuse(call: Call) -> Reply:
    """Reject or return claims with a reason; one typed in a group is obeyed, and taken out of it."""
    me, verdict = call.known_person, call.name
    if len(call.words) > 1:
        take_out(call)  # whatever becomes of it, a reason is not for the group
    reply = each(
        call,
        REFUSED[verdict],
        lambda claim, _, reason: review.decide(call.desk, me, claim, verdict, reason=reason),
        several=False,
    )
    if not call.incoming.in_group:
        return reply
    return Reply(text=Html(f"{reply.text}\n{call.speech.say(HABIT)}"), private=True)


def withdraw(call: Call) -> Reply:
    """Withdraw own claims."""
    return each(call, WITHDRAWN, lambda claim, _, __: own_claim.withdraw(call.desk, call.known_person, claim))


def undo(call: Call) -> Reply:
    """Undo own decisions."""
    return each(call, UNDONE, lambda claim, _, __: review.undo(call.desk, call.known_person, claim))


APPROVE = Command(name="approve", help=N_("approve claims"), usage="ID…", who=anyone, run=approve, menu="staff")
REJECT = Command(name="reject", help=N_("turn claims down"), usage="ID REASON", who=anyone, run=refuse, menu="staff")
RETURN = Command(name="return", help=N_("ask for more"), usage="ID REASON", who=anyone, run=refuse, menu="staff")
WITHDRAW = Command(
    name="withdraw", triggers=("撤回",), help=N_("take a claim back"), usage="ID", who=anyone, run=withdraw
)
UNDO = Command(name="undo", help=N_("undo an own decision"), usage="ID", who=anyone, run=undo, menu="staff")
