"""The one boundary: refusals become sentences, code errors become an incident with a number."""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

import structlog

from bot.domain.refusals import Refusal
from bot.i18n import N_, Html, Language
from bot.services.awards.award import STATES as AWARD_STATES
from bot.services.awards.eligibility import WORDS as NEEDS
from bot.services.awards.joint import STATES as JOINT_STATES
from bot.services.awards.vote_text import STATES as VOTE_STATES
from bot.services.publicity import STATES as PUBLICITY_STATES
from bot.services.ratings.outcome import STATES as RATING_STATES
from bot.services.ratings.rectify import PLACES
from bot.services.ratings.rectify import STATES as RECTIFY_STATES
from bot.services.words import APPEAL_STATES, CADENCES, FORM_STATES, LEVELS, STATES, TASK_STATES, role_name
from handlers.usage import spelled

log = structlog.get_logger("jifenbot")

BROKEN = N_(
    "Something went wrong on our side, not on yours. Nothing of this message was recorded. "
    "Please try again later; if it stays so, tell your administrator the number {incident}."
)
EVIDENCE = {
    "text": N_("a text"),
    "link": N_("a link or a screenshot"),
    "photo": N_("a photo"),
    "document": N_("a photo or a document"),
    "minutes": N_("the minutes, as a photo or a document"),
}
WHO = {
    "member": N_("members"),
    "cadre": N_("party-affairs cadres"),
    "branch": N_("the branch, through its secretary"),
    "leader": N_("leaders"),
}
CONTENT = {
    "sticker": N_("a sticker"),
    "voice": N_("a voice message"),
    "audio": N_("an audio file"),
    "video_note": N_("a video message"),
    "contact": N_("a contact"),
    "location": N_("a location"),
    "venue": N_("a location"),
    "poll": N_("a poll"),
    "dice": N_("a dice"),
    "game": N_("a game"),
    "story": N_("a story"),
}

MOST_REPEATED = 300
"""Characters of somebody's own words that a refusal repeats."""


def refusal_text(speech: Language, refusal: Refusal) -> Html:
    """Word a refusal in a language."""
    return speech.say(refusal.text, **_worded(speech, refusal))


def refusal_toast(speech: Language, refusal: Refusal) -> str:
    """Word a refusal as plain text of at most 200 characters."""
    text = speech.plain(refusal.text, **_worded(speech, refusal))
    return text if len(text) <= 200 else text[:199] + "…"


def _worded(speech: Language, refusal: Refusal) -> dict[str, object]:
    return {name: _word(speech, name, _short(value)) for name, value in refusal.facts.items()}


def _short(value: object) -> object:
    """Cut what somebody wrote where it is only repeated to them: a message with all of it would be too long."""
    return value[: MOST_REPEATED - 1] + "…" if isinstance(value, str) and len(value) > MOST_REPEATED else value


def _word(speech: Language, name: str, value: object) -> object:
    words: dict[str, Callable[[str], str]] = {
        "roles": lambda code: role_name(code, speech),
        "role": lambda code: role_name(code, speech),
        "known": lambda code: role_name(code, speech),
        "usage": lambda usage: spelled(speech, usage),
        "state": lambda code: speech.word(STATES.get(code, code)),
        "form_state": lambda code: speech.word(FORM_STATES.get(code, code)),
        "level": lambda code: speech.word(LEVELS.get(code, "")) or code,
        "levels": lambda code: speech.word(LEVELS.get(code, "")) or code,
        "evidence": lambda code: speech.word(EVIDENCE.get(code, "")) or code,
        "who": lambda code: speech.word(WHO.get(code, "")) or code,
        "kind": lambda code: speech.word(CONTENT.get(code, "")) or code,
        "month": speech.month,
        "period": speech.period,
        "appeal_state": lambda code: speech.word(APPEAL_STATES.get(code, code)),
        "rectify_state": lambda code: speech.word(RECTIFY_STATES.get(code, code)),
        "joint_state": lambda code: speech.word(JOINT_STATES.get(code, code)),
        "helpers": lambda code: speech.word(PLACES.get(code, "")) or code,
        "task_state": lambda code: speech.word(TASK_STATES.get(code, code)),
        "cadence": lambda code: speech.word(CADENCES.get(code, code)),
        "vote_state": lambda code: speech.word(VOTE_STATES.get(code, code)),
        "award_state": lambda code: speech.word(AWARD_STATES.get(code, code)),
        "needs": lambda code: speech.word(NEEDS.get(code, code)),
        "rating": lambda code: speech.word(RATING_STATES.get(code, code)),
        "publicity": lambda code: speech.word(PUBLICITY_STATES.get(code, code)),
    }
    if isinstance(value, date):  # a wrong date is told with its year: that may be what is wrong
        return value.isoformat() if name == "earlier" else speech.day(value, year=True)
    translate = words.get(name, str)
    if isinstance(value, tuple | list):  # all lists are offers or alternatives, but for whom an item is
        join = speech.listing if name in {"who", "needs"} else speech.choice
        return join(translate(str(part)) for part in value)
    return translate(value) if isinstance(value, str) else value


def new_incident(error: Exception, **facts: Any) -> str:
    """Log an error under a number that the person is told as well; answer the number."""
    incident = secrets.token_hex(4)
    log.error("incident", incident=incident, exc_info=error, **facts)
    return incident
