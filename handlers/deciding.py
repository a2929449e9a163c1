"""How decisions are written: several numbers at once, or an answer to a card; each number answers a line."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.domain.points.number import parse_points
from bot.domain.refusals import Refusal, missing_argument, not_an_id
from bot.i18n import Html
from bot.services import claim_view, review
from handlers.call import Call
from handlers.errors import refusal_text
from handlers.reply import Reply
from storage import slots
from storage.claims import Claim

Numbers = list[tuple[int, Decimal | None]]
_ID = re.compile(r"#?([0-9]{1,19})(?:=(\S+))?")
_NUMBERED = re.compile(r"(?:^|\s)#?[0-9]{1,19}(?:=\S*)?(?:\s|$)")
_SEPARATORS = re.compile(r"[,，、;；]")


def ids_of(call: Call, *, several: bool = True) -> tuple[Numbers, str]:
    """Read the ids at the start (12, #12, 12=2.5, 12,13), or the card that is answered; the rest is the reason.

    Args:
        call: The command.
        several: Whether plain numbers after the first are ids too; before a reason they need a # or a comma.

    Raises:
        Refusal: ``BAD_ID``, ``BAD_NUMBER``, ``MISSING_ARGUMENT``.
    """
    words = call.words
    answered = card_answered(call)
    found: Numbers = []
    while words and (several or not found or words[0].startswith("#")):
        try:
            named = _ids_in(words[0])
        except Refusal:
            if not several or (not found and len(words) == 1):
                raise
            break
        if named is None or (answered is not None and not several and not words[0].startswith("#")):
            break
        found += named
        words = words[1:]
    if not found and answered is not None:
        found = [(answered, None)]
    if not found:
        if words:
            raise not_an_id(words[0][:20])
        raise missing_argument(call.name, f"/{call.name} 12" if several else f"/{call.name} 12 REASON")
    return list(dict.fromkeys(found)), " ".join(words)


def _ids_in(word: str) -> Numbers | None:
    """Answer the ids that a word names, None where it is no such word."""
    matches = [_ID.fullmatch(part) for part in _SEPARATORS.split(word) if part]
    if not matches or not all(matches):
        return None
    return [(int(match[1]), parse_points(match[2]) if match[2] else None) for match in matches if match]


def _sorted_out(found: Numbers, words: list[str]) -> tuple[Numbers, list[Refusal]]:
    """Answer all ids among words, and what is wrong with the words that are none."""
    faults: list[Refusal] = []
    for word in words:
        try:
            named = _ids_in(word)
        except Refusal as refusal:
            faults.append(refusal)
            continue
        if named is None:
            faults.append(not_an_id(word[:20]))
        else:
            found = [*found, *named]
    return list(dict.fromkeys(found)), faults


def card_answered(call: Call) -> int | None:
    """Answer the number of the card that the message answers, None where it answers none."""
    reply = call.incoming.reply
    if reply is None or reply.message_id is None:
        return None
    slot = slots.at(call.desk.tx, call.incoming.chat_id, reply.message_id)
    return int(slot.slot.split(":")[1]) if slot is not None and slot.slot.startswith("claim:") else None


def _numbered(number: int, text: Html) -> Html:
    """Let a line say which number it is about, once."""
    return text if re.search(rf"#{number}(?![0-9])", text) else Html(f"#{number}: {text}")


def each(call: Call, done: str, act: Callable[[Claim, Decimal | None, str], object], *, several: bool = True) -> Reply:
    """Do one thing to several claims; one that fails harms no other. What concerns one person is said privately."""
    wanted, reason = ids_of(call, several=several)
    lines: list[Html] = []
    private = False
    if several and _NUMBERED.search(reason):  # numbers after a slip of the pen: nothing of it is passed over
        wanted, faults = _sorted_out(wanted, reason.split())
        lines = [refusal_text(call.speech, fault) for fault in faults]
    review.hold(call.desk, [number for number, _ in wanted])
    for number, points in wanted:
        try:
            claim = review.find(call.desk, call.known_person, number)
            private = private or claim_view.look(call.desk, claim).hidden
            act(claim, points, reason)
        except Refusal as refusal:
            if len(wanted) == 1 and not lines:
                refusal.private = refusal.private or private
                raise
            lines.append(_numbered(number, refusal_text(call.speech, refusal)))
        else:
            lines.append(call.speech.say(done, id=number))
    return Reply(text=Html("\n".join(lines)), private=private)
