"""Update → Call → Reply. Small on purpose: it must not become a framework."""

import re
from datetime import datetime
from typing import Any

import structlog

from bot.domain.points.text import normalise_text
from bot.domain.refusals import Refusal, edited_message, stale_card, unknown_command
from bot.nearness import nearest
from bot.services.desk import Desk, House
from handlers import ANSWERS, BUTTONS, COMMANDS, TRIGGERS
from handlers.access import Pace
from handlers.call import MOST_TOAST, Call, Command, obey, say
from handlers.chat_changes import changed, meet
from handlers.errors import BROKEN, new_incident, refusal_text, refusal_toast
from handlers.hearing import hear
from handlers.incoming import is_offered, unwrap
from handlers.reply import Reply, Toast
from handlers.sender import check_sender, person_behind, speech_with
from storage import drafts
from storage.transaction import Tx

log = structlog.get_logger("jifenbot")

_WRITTEN = re.compile(r"\s*[/\uff0f](?P<name>[^\s@\uff20]+)(?:[@\uff20](?P<addressed>\S*))?")
"""A command: also in full-width letters, and before any blank that a Chinese keyboard writes."""
_MENTION = re.compile(r"\s*[@\uff20](?P<name>\w+)[\s,\uff0c:\uff1a]*", re.ASCII)
"""A name at the head of a text: how a group whose bot hears no plain words speaks to it."""


def handle(tx: Tx, update: dict[str, Any], *, now: datetime, house: House, pace: Pace) -> Toast | None:
    """Handle one update inside the open transaction; answer the toast to show after the commit."""
    incoming = unwrap(update)
    desk = Desk(tx=tx, now=now, house=house, source=f"u{incoming.update_id}")
    chat = meet(desk, incoming)
    if changed(desk, incoming, chat) or incoming.kind not in {"message", "edited", "button"}:
        return None
    person = person_behind(desk, incoming)
    call = Call(
        desk=desk, incoming=incoming, person=person, chat=chat, speech=speech_with(desk, incoming, person, chat)
    )
    try:
        return say(call, _run(call, pace))
    except Refusal as refusal:
        return say(call, _refused(call, refusal))


def broken(tx: Tx, error: Exception, update: dict[str, Any], *, now: datetime, house: House) -> Toast | None:
    """Tell of a code error: the person gets the number that the log holds too, and the bot goes on."""
    made_up = "callback_query" in update and not is_offered(update)
    incident = "" if made_up else new_incident(error, update_id=update.get("update_id"))
    incoming = unwrap(update)
    desk = Desk(tx=tx, now=now, house=house, source=f"u{incoming.update_id}!")
    chat = meet(desk, incoming)
    if incoming.sender is None or incoming.kind not in {"message", "button"}:
        return None
    call = Call(desk=desk, incoming=incoming, person=None, chat=chat, speech=desk.speaks_in(chat))
    if made_up:  # no error of ours: no button of that message asks for it
        log.warning("no such button", data=incoming.data, sender=incoming.sender.id, error=repr(error))
        return say(call, _refused(call, stale_card()))
    if incoming.kind == "button":
        toast = call.speech.plain(BROKEN, incident=incident)
        return say(call, Reply(toast=toast if len(toast) <= MOST_TOAST else f"⚠️ {incident}", alert=True))
    return say(call, Reply(text=call.speech.say(BROKEN, incident=incident)))


def _run(call: Call, pace: Pace) -> Reply | None:
    incoming = call.incoming
    if incoming.kind == "button":
        noun, *call.data = incoming.data.split(":")
        button = BUTTONS.get(noun)
        if button is None:
            raise stale_card()
        return button(call)
    command, call.name, call.rest = _command(call)
    if command is None and not _speaks_to_us(call):
        hear(call)
        return None
    check_sender(incoming, anonymous=command is not None and command.anonymous)
    if (command is not None or incoming.private) and not pace.take(
        call.account, call.desk.now, album=incoming.media_group
    ):
        return None
    if incoming.kind == "edited":
        raise edited_message()
    draft = drafts.get(call.desk.tx, incoming.chat_id, call.account)
    if command is not None:
        if draft is not None:  # a command ends what was asked before; /join still needs the invitation
            call.facts = draft.facts if draft.kind == command.name else {}
            drafts.drop(call.desk.tx, incoming.chat_id, call.account)
        return obey(call, command)
    if draft is not None:
        call.facts = draft.facts
        return ANSWERS[draft.kind](call)
    return hear(call)


def _command(call: Call) -> tuple[Command | None, str, str]:
    """Find the command of a text: /name, /name@us, or a word that stands for it."""
    text = call.incoming.text
    mention = _MENTION.match(text)
    if mention is not None and mention["name"].lower() == call.desk.house.username.lower():
        text = text[mention.end() :]
    if written := _WRITTEN.match(text):
        name, addressed = normalise_text(written["name"]).lower(), normalise_text(written["addressed"] or "").lower()
        ours = call.desk.house.username.lower()
        if addressed and ours and addressed != ours:
            return None, "", ""
        command = COMMANDS.get(name)
        if command is None and (call.incoming.private or addressed) and call.incoming.kind == "message":
            raise unknown_command(name[:32], nearest(name[:32], COMMANDS, least=75))
        return command, name, normalise_text(text[written.end() :]).strip()
    head = next(iter(normalise_text(text[:80]).split()), "")
    for trigger, command in TRIGGERS.items():
        glued = head.removeprefix(trigger)
        if head == trigger or (head.startswith(trigger) and command.glued and glued.isascii()):
            return command, command.name, normalise_text(text).strip().removeprefix(trigger).lstrip(" \n:,")
    return None, "", ""


def _speaks_to_us(call: Call) -> bool:
    """Tell whether a text that is no command is for the bot: in private, or as an answer to its question."""
    incoming = call.incoming
    if incoming.private:
        return incoming.kind == "message"
    asked = incoming.reply is not None and incoming.reply.sender is not None and incoming.reply.sender.is_bot
    return asked and incoming.kind == "message" and drafts.get(call.desk.tx, incoming.chat_id, call.account) is not None


def _refused(call: Call, refusal: Refusal) -> Reply:
    if call.incoming.kind == "button":
        toast = refusal_toast(call.speech, refusal)
        return Reply(toast=toast, alert=len(toast) > 60)
    return Reply(text=refusal_text(call.speech, refusal), private=refusal.private)
