"""/approve /reject /return /withdraw /undo: the same as the buttons; several ids at once answer one line each."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.domain.points.number import parse_points
from bot.domain.refusals import Refusal, missing_argument, not_an_id
from bot.i18n import N_, Html
from bot.services import claim as claims_service
from bot.services import review
from bot.services.letters import Lane
from bot.services.letters import call as telegram
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.errors import refusal_text
from handlers.reply import Reply
from storage import letters
from storage.claims import Claim

DONE = {
    "approve": N_("#{id}: approved."),
    "reject": N_("#{id}: not approved. The claimant was told why, privately."),
    "return": N_("#{id}: returned. The claimant was told what is missing, privately."),
    "withdraw": N_("#{id}: withdrawn, nothing booked."),
    "undo": N_("#{id}: the decision was undone."),
}
HABIT = N_(
    "Your decision stands. One thing: reasons are private, so please use the buttons or write them to me here. "
    "I removed your message from the group if I may."
)
_ID = re.compile(r"#?([0-9]{1,18})(?:=(.+))?")


def ids_of(call: Call) -> tuple[list[tuple[int, Decimal | None]], str]:
    """Read the ids at the start (12, #12, 12=2.5), or the card that is answered; the rest is the reason."""
    found: list[tuple[int, Decimal | None]] = []
    words = call.words
    while words and (match := _ID.fullmatch(words[0].strip(",，、"))):
        found.append((int(match[1]), parse_points(match[2]) if match[2] else None))
        words = words[1:]
    reply = call.incoming.reply
    if not found and reply is not None and reply.message_id is not None:
        slot = letters.slot_at(call.desk.tx, call.incoming.chat_id, reply.message_id)
        if slot is not None and slot.slot.startswith("claim:"):
            found.append((int(slot.slot.split(":")[1]), None))
    if not found:
        if words:
            raise not_an_id(words[0][:20])
        raise missing_argument(call.name, f"/{call.name} 12")
    return found, " ".join(words)


def each(call: Call, verdict: str, act: Callable[[Claim, Decimal | None, str], object]) -> Reply:
    """Do one thing to several claims; each answers a line of its own, and one that fails harms no other."""
    wanted, reason = ids_of(call)
    lines: list[Html] = []
    for number, points in wanted:
        try:
            act(review.find(call.desk, call.known_person, number), points, reason)
        except Refusal as refusal:
            if len(wanted) == 1:
                raise
            lines.append(Html(f"#{number}: {refusal_text(call.speech, refusal)}"))
        else:
            lines.append(call.speech.say(DONE[verdict], id=number))
    return Reply(text=Html("\n".join(lines)))


def approve(call: Call) -> Reply:
    """Approve claims."""
    return each(
        call,
        "approve",
        lambda claim, points, _: review.decide(call.desk, call.known_person, claim, "approve", points=points),
    )


def refuse(call: Call) -> Reply:
    """Reject or return claims with a reason; one typed in a group is obeyed, and taken out of it."""
    verdict = call.name
    reply = each(
        call,
        verdict,
        lambda claim, _, reason: review.decide(call.desk, call.known_person, claim, verdict, reason=reason),
    )
    if not call.incoming.in_group:
        return reply
    if call.chat is not None and (call.chat.rights or {}).get("can_delete_messages"):
        body = {"chat_id": call.chat.id, "message_id": call.incoming.message_id}
        telegram(call.desk, method="deleteMessage", chat_id=call.chat.id, body=body, lane=Lane.ANSWER)
    return Reply(text=Html(f"{reply.text}\n{call.speech.say(HABIT)}"), private=True)


def withdraw(call: Call) -> Reply:
    """Withdraw own claims."""
    return each(call, "withdraw", lambda claim, _, __: claims_service.withdraw(call.desk, call.known_person, claim))


def undo(call: Call) -> Reply:
    """Undo own decisions."""
    return each(call, "undo", lambda claim, _, __: review.undo(call.desk, call.known_person, claim))


APPROVE = Command(name="approve", help=N_("approve claims"), usage="ID…", who=anyone, run=approve, menu="staff")
REJECT = Command(name="reject", help=N_("turn claims down"), usage="ID REASON", who=anyone, run=refuse, menu="staff")
RETURN = Command(name="return", help=N_("ask for more"), usage="ID REASON", who=anyone, run=refuse, menu="staff")
WITHDRAW = Command(
    name="withdraw", triggers=("撤回",), help=N_("take a claim back"), usage="ID", who=anyone, run=withdraw
)
UNDO = Command(name="undo", help=N_("undo an own decision"), usage="ID", who=anyone, run=undo, menu="staff")
