"""What the posts over longer spans share: the board so far, and what is not final in it."""

from datetime import timedelta

from bot.domain.calendar.periods import parse_period
from bot.domain.points.period import month_key
from bot.i18n import N_, Html
from bot.services import notice, reminder, rulebook
from handlers.notices import View, board_lines, uncertain
from storage import periods

AVERAGES = N_("Average of the monthly scores, {span}:")
SUMS = N_("Points, {span}:")
NOT_FINAL = N_("{month} is not final yet: its notice comes on {day}.")
SPAN = N_("{first} – {last}")


def standing(view: View) -> list[Html]:
    """Write the board over the period of a post, up to the running month."""
    desk, branch, speech = view.desk, view.branch, view.speech
    months = parse_period(view.post.period).months
    last = min(months[-1], month_key(desk.today))
    based = rulebook.current(desk, branch).scheme.base is not None
    span = speech.plain(SPAN, first=speech.month(months[0]), last=speech.month(last))
    if months[0] == last:
        span = speech.month(last)
    lines = [speech.say(AVERAGES if based else SUMS, span=span)]
    lines += board_lines(view, notice.boards(desk, branch, months[0], last))
    return [*lines, *_not_final(view, months[0], last)]


def _not_final(view: View, first: str, last: str) -> list[Html]:
    """Say of the last two months that count whether their notice is still to come."""
    desk, branch = view.desk, view.branch
    before = month_key(parse_period(last).first - timedelta(days=1))
    lines: list[Html] = []
    for month in (before, last):
        if month < first or periods.get(desk.tx, branch.id, month) is not None:
            continue
        days = reminder.deadlines_of(desk, branch, month)
        if days.notice is not None and days.notice >= desk.today:
            lines.append(view.speech.say(NOT_FINAL, month=view.speech.month(month), day=days.notice))
            lines += uncertain(view, days.notice, certain=days.certain)
    return list(dict.fromkeys(lines))
