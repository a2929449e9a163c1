"""The flash board: how the month stands on its last working day, and until when it can still be claimed."""

from bot.i18n import N_
from bot.services import notice, reminder
from handlers.notices import CLAIM, Section, View, board_lines, full_board, joined, link, uncertain

TITLE = N_("⚡ <b>Flash board, {month}</b>\n{branch}, as of {day}")
DEADLINE = N_("Acts of {month} can be claimed until {claims}; reviews close on {reviews}.")
NOTICE = N_("The notice comes on {day}.")
MINE = N_("👤 My points")


def section(view: View) -> Section:
    """Word the present standing of the month."""
    speech, desk, month = view.speech, view.desk, view.post.period
    days = reminder.deadlines_of(desk, view.branch, month)
    lines = [speech.say(TITLE, month=speech.month(month), branch=view.branch.name, day=view.day)]
    lines += board_lines(view, notice.boards(desk, view.branch, month, month))
    lines.append(speech.say(DEADLINE, month=speech.month(month), claims=days.claims, reviews=days.reviews))
    if days.notice is not None:
        lines.append(speech.say(NOTICE, day=days.notice))
    lines += uncertain(view, days.notice or days.reviews, certain=days.certain)
    return Section(
        text=joined(lines), keys=[[link(view, CLAIM, "claim"), link(view, MINE, "my")], [full_board(view, month)]]
    )
