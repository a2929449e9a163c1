"""Compose: the posts of a chat that go out together become one message, or several where one would be too long."""

from collections.abc import Sequence

from bot.i18n import N_, Html, Language, nN_
from bot.services import rule_changes, words
from bot.services.letters import Key
from bot.services.notice import Conclusion
from bot.services.posting import Due, Message, Posting
from handlers.notices import Section, View, joined

LATE = N_("⏳ This should have been posted on {at}.")
CONCLUDED = N_("✅ The publicity of {period} is over, nobody objected; its points are confirmed and locked.")
CONCLUDED_AFTER = nN_(
    "✅ The publicity of {period} is over; {n} objection was handled ({upheld} upheld). "
    "Its points are confirmed and locked.",
    "✅ The publicity of {period} is over; {n} objections were handled ({upheld} upheld). "
    "Its points are confirmed and locked.",
)
UNDECIDED = nN_(
    "⏳ The publicity of {period} is over; {n} objection is still being handled, then its points are confirmed.",
    "⏳ The publicity of {period} is over; {n} objections are still being handled, then its points are confirmed.",
)
SPOT_DONE = nN_(
    "🎲 The spot check of {month} is done: {n} claim checked – true {true}, partly true {partly}, not true {false}.",
    "🎲 The spot check of {month} is done: {n} claims checked – true {true}, partly true {partly}, not true {false}.",
)
SPOT_OPENED = N_(
    "🎲 The spot check of {month} is fixed by a secret salt whose SHA-256 is <code>{hash}</code>; "
    "the salt is published with the draw, so that anybody can recheck it."
)
NEW_RULES = N_("📜 <b>Changed rules</b>: {scheme}, version {version}, for acts from {day} on")
MOST_RULES = 2
"""Versions that are told at once, the newest."""
MOST = 3900
"""Telegram takes 4096 characters; tags count for us, not for it, so this leaves room."""


def compose(posting: Posting) -> list[Message]:
    """Word the posts of a chat."""
    sections = [(due, _section(posting, due)) for due in posting.dues]
    head = _head(posting)
    foot = _foot(posting)
    messages: list[Message] = []
    held: list[tuple[Due, Section]] = []
    for due, section in sections:
        if held and len(_text(head, [*held, (due, section)], foot)) > MOST:
            messages.append(_message(head, held))
            held, head = [], []
        held.append((due, section))
    return [*messages, _message(head, held, foot)]


def _section(posting: Posting, due: Due) -> Section:
    from handlers import NOTICES  # noqa: PLC0415 - the tables name the command that previews through here

    speech = posting.desk.speaks_in(posting.chat)
    view = View(desk=posting.desk, branch=posting.branch, post=due.post, speech=speech)
    section = NOTICES[due.post.kind](view)
    if not due.late:
        return section
    late = speech.say(LATE, at=speech.moment(due.post.at, posting.desk.house.zone))
    return Section(text=joined([section.text, late]), keys=section.keys, sounds=section.sounds)


def _head(posting: Posting) -> list[Html]:
    """Write what stands above the first post: what ended since the last one (2.3-4)."""
    speech = posting.desk.speaks_in(posting.chat)
    done = [
        speech.count(
            SPOT_DONE,
            one.true + one.partly + one.false,
            month=speech.month(one.period),
            true=one.true,
            partly=one.partly,
            false=one.false,
        )
        for one in posting.spots.results
    ]
    return [*(conclusion(one, speech) for one in posting.over), *done]


def _foot(posting: Posting) -> list[Html]:
    """Write what stands below the last post: what has changed in the rules, what fixes the month's spot check."""
    speech, lines = posting.desk.speaks_in(posting.chat), list[Html]()
    for one in posting.rules[-MOST_RULES:]:
        name = words.scheme_name(one.after, speech)
        lines.append(speech.say(NEW_RULES, scheme=name, version=one.row.version, day=one.row.effective_from))
        lines += rule_changes.lines(one.before, one.after, speech)
    if (opened := posting.spots.opened) is not None:
        gap = [Html()] if lines else []
        lines += [*gap, speech.say(SPOT_OPENED, month=speech.month(opened.period), hash=opened.commitment)]
    return lines


def conclusion(told: Conclusion, speech: Language) -> Html:
    """Tell how a publicity ended, or that it has not: of objections only the number is known here (2.2-11)."""
    period, counted = speech.period(told.period), told.objections
    if counted.undecided:
        return speech.count(UNDECIDED, counted.undecided, period=period)
    if counted.filed:
        return speech.count(CONCLUDED_AFTER, counted.filed, period=period, upheld=counted.upheld)
    return speech.say(CONCLUDED, period=period)


def _text(head: Sequence[Html], held: Sequence[tuple[Due, Section]], foot: Sequence[Html] = ()) -> Html:
    parts = [joined(head), *(section.text for _, section in held), joined(foot)]
    return Html("\n\n".join(part for part in parts if part))


def _message(head: Sequence[Html], held: Sequence[tuple[Due, Section]], foot: Sequence[Html] = ()) -> Message:
    rows: dict[tuple[str, ...], Sequence[Key]] = {}
    for _, section in held:
        for row in section.keys:
            rows.setdefault(tuple(key.label for key in row), row)
    seen: set[str] = set()
    keyboard: list[list[Key]] = []
    for row in rows.values():
        fresh = [key for key in row if key.label not in seen]
        seen |= {key.label for key in fresh}
        if fresh:
            keyboard.append(fresh)
    return Message(
        dues=[due for due, _ in held],
        text=_text(head, held, foot),
        keyboard=keyboard,
        silent=not any(section.sounds for _, section in held),
    )
