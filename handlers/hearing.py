"""Hearing: messages that are no command - parts of albums, photos in private, and words that nobody understands."""

import re

from bot.domain.points.text import normalise_text
from bot.domain.refusals import Refusal
from bot.i18n import N_
from bot.services import activity, claim_view, declare, own_claim, review
from bot.services.life import checkin, task
from handlers.buttons.activity import ADDED as ADDED_TO_ACTIVITY
from handlers.buttons.claim import ADDED
from handlers.buttons.task import reported
from handlers.call import Call
from handlers.commands.checkin import placed, said
from handlers.guided import WHICH_ITEM, check_files, picker
from handlers.reply import Reply
from storage import claims, slots

NOT_UNDERSTOOD = N_("I did not understand that. /help shows what I can do; /claim starts a claim.")

_DIGITS = re.compile(r"[0-9]{6}")
"""What somebody sends who looks at a meeting's screen."""
_NUMBER = re.compile(r"#([0-9]{1,18})")
_TASK = re.compile(r"№([0-9]{1,15})")


def hear(call: Call) -> Reply | None:
    """Hear a message that is no command. In groups only albums and answers to cards matter; nothing else is kept."""
    incoming = call.incoming
    if incoming.kind != "message" or incoming.service or (incoming.forwarded and not incoming.pieces):
        return None
    if incoming.pieces and incoming.in_group and (card_id := _card_answered(call)):
        return _shown(call, *card_id)
    if incoming.media_group is not None and incoming.pieces and not incoming.text:
        return None if _album_part(call) or not incoming.private else picker(call, WHICH_ITEM)
    if not incoming.private:
        return None
    if (number := _task_answered(call)) is not None:
        return reported(call, number)
    if incoming.pieces and (number := _letter_answered(call)):
        return _shown(call, "claim", number)
    if incoming.pieces:
        return picker(call, WHICH_ITEM)
    return _words(call)


def _words(call: Call) -> Reply:
    """Take six digits for those of a meeting's screen, a place for whether one is near; nothing else is understood."""
    if call.person is not None and call.incoming.location is not None and (reply := placed(call)) is not None:
        return reply
    if call.person is not None and _DIGITS.fullmatch(normalise_text(call.incoming.text).strip()):
        return said(call, checkin.by_code(call.desk, call.person, call.incoming.text))
    return Reply(text=call.speech.say(NOT_UNDERSTOOD))


def _album_part(call: Call) -> bool:
    """Take a part of an album to what its caption asked for; answer whether that was known already."""
    piece = call.incoming.pieces[0]
    if declare.album_part(call.desk, call.person, piece):
        return True
    return own_claim.album_part(call.desk, call.person, piece) is not None


def _card_answered(call: Call) -> tuple[str, int] | None:
    """Answer which card of ours a message answers: of a claim or of an activity, and its number."""
    reply = call.incoming.reply
    if reply is None or reply.message_id is None or reply.sender is None or not reply.sender.is_bot:
        return None
    slot = slots.at(call.desk.tx, call.incoming.chat_id, reply.message_id)
    noun, _, rest = slot.slot.partition(":") if slot is not None else ("", "", "")
    return (noun, int(rest.split(":")[0])) if noun in {"claim", "act"} else None


def _letter_answered(call: Call) -> int | None:
    """Answer which own claim a private letter of ours that is answered speaks of, None for none."""
    reply = call.incoming.reply
    if reply is None or reply.sender is None or not reply.sender.is_bot or call.person is None:
        return None
    named = _NUMBER.search(reply.text)
    if named is None:
        return None
    try:
        claim = review.find(call.desk, call.person, int(named[1]))
    except Refusal:
        return None
    return claim.id if call.person.id in claim_view.look(call.desk, claim).owners else None


def _task_answered(call: Call) -> int | None:
    """Answer which task a private letter of ours that is answered speaks of first, if the asker does it; else None."""
    reply = call.incoming.reply
    named = _TASK.search(reply.text) if reply is not None and reply.sender is not None and reply.sender.is_bot else None
    if named is None or call.person is None:
        return None
    try:
        return task.for_doer(call.desk, call.person, int(named[1])).task.id
    except Refusal:
        return None


def _shown(call: Call, noun: str, number: int) -> Reply | None:
    """Take a photo that answers a card as its evidence; one for somebody else's claim is just talk."""
    incoming, person = call.incoming, call.person
    if person is None:
        return None
    check_files(call)
    if noun == "act":
        title = activity.add_evidence(call.desk, number, person, incoming.pieces).activity.title
        said = call.speech.say(ADDED_TO_ACTIVITY, title=title)
    else:
        claim = claims.known(call.desk.tx, number)
        if person.id not in claim_view.look(call.desk, claim).owners:
            return None
        own_claim.add_evidence(call.desk, person, claim, incoming.pieces, note=incoming.text)
        said = call.speech.say(ADDED, id=number)
    return Reply(text=said) if incoming.media_group is None else None
