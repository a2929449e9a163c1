"""The half-month reminder: what is open, what waits, what comes - in numbers."""

from dataclasses import replace

from bot.domain.calendar.periods import parse_period
from bot.domain.refusals import Refusal
from bot.i18n import N_, Html, nN_
from bot.services import reminder
from bot.services.life import announcement, meeting, task_text
from bot.services.notice import KINDS, period_name
from handlers.notices import CLAIM, Section, View, joined, link, uncertain

FIRST = N_("⏰ <b>Reminder, first half of {month}</b> | {day}")
SECOND = N_("⏰ <b>Reminder, second half of {month}</b> | {day}")
OTHER = N_("⏰ <b>Reminder</b> | {day}")
MISSING = nN_(
    "① Claims for {month} until {day}: {n} has not filed yet.",
    "① Claims for {month} until {day}: {n} have not filed yet.",
)
ALL_FILED = N_("① Claims for {month} until {day}: everybody has filed.")
WAITING = nN_("② {n} claim waits for review, since {day}.", "② {n} claims wait for review, the oldest since {day}.")
NOTHING_WAITS = N_("② No claim waits for review.")
TASKS = N_("③ Tasks: {counts}")
AHEAD = N_("In this half month:")
LINE = N_("• {day}: {what}")
WHATS = {
    "claims": N_("claims for {month} close"),
    "reviews": N_("reviews for {month} close"),
    "flash": N_("flash board of {month}"),
    "notice": N_("notice and publicity of {month}"),
}
DUTY = N_("{kind}: to be held by then")
POST = N_("{kind} ({period})")
REVIEW = N_("🔎 Review")
LOOK = N_("🗒 Look at tasks")
NEAR = 3


def section(view: View) -> Section:
    """Word the reminder; it sounds only where claims close within days and somebody has not filed."""
    told = body(view)
    return replace(told, text=joined([_title(view), told.text]))


def body(view: View) -> Section:
    """Word what is open, what waits and what comes, without a title."""
    told = reminder.facts(view.desk, view.branch, view.post)
    speech, days = view.speech, told.deadlines
    month = speech.month(days.month)
    lines: list[Html] = []
    if told.missing:
        lines.append(speech.count(MISSING, len(told.missing), month=month, day=days.claims))
    else:
        lines.append(speech.say(ALL_FILED, month=month, day=days.claims))
    if told.oldest is not None:
        lines.append(speech.count(WAITING, len(told.waiting), day=told.oldest))
    else:
        lines.append(speech.say(NOTHING_WAITS))
    if told.work:
        lines.append(speech.say(TASKS, counts=task_text.counts(told.work, speech)))
    if told.ahead:
        lines.append(speech.say(AHEAD))
        lines += [speech.say(LINE, day=day, what=_what(view, what, period)) for day, what, period in told.ahead]
    last = max([days.claims, *(day for day, _, _ in told.ahead)])
    lines += uncertain(view, last, certain=told.certain)
    near = 0 <= (days.claims - view.day).days <= NEAR and bool(told.missing)
    keys = [[link(view, CLAIM, "claim"), link(view, REVIEW, "pending")]]
    if told.work:
        keys.append([link(view, LOOK, "task")])
    return Section(text=joined(lines), keys=keys, sounds=near)


def _title(view: View) -> Html:
    try:
        period = parse_period(view.post.period)
    except Refusal:  # a rhythm of one's own names its posts by their day
        return view.speech.say(OTHER, day=view.day)
    sentence = FIRST if view.post.period.endswith("A") else SECOND
    return view.speech.say(sentence, month=view.speech.month(period.months[0]), day=view.day)


def _what(view: View, what: str, period: str) -> str:
    if what == "meeting":
        return announcement.short(view.desk, meeting.known(view.desk, int(period)), view.speech)
    if what == "duty":
        return view.speech.plain(DUTY, kind=view.speech.word(announcement.KINDS[period]))
    if what in WHATS:
        return view.speech.plain(WHATS[what], month=view.speech.month(period))
    return view.speech.plain(POST, kind=view.speech.word(KINDS[_KINDS[what]]), period=period_name(period, view.speech))


_KINDS = {kind.value: kind for kind in KINDS}
