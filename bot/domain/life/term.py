"""Terms of committees: reminders before an election (H3)."""

from collections.abc import Sequence
from datetime import date

from bot.domain.calendar.periods import add_months
from bot.domain.calendar.workdays import Workdays

REMIND_MONTHS = (6, 3, 1)


def term_reminders(term_end: date, workdays: Workdays, months: Sequence[int] = REMIND_MONTHS) -> list[date]:
    """Give the days of the reminders before a term ends, each moved back to a working day.

    Args:
        term_end: Last day of the term.
        workdays: Calendar.
        months: Months before; a day that a month lacks becomes its last.

    Source: domain 3.24.
    """
    return [workdays.previous_workday(add_months(term_end, -count)) for count in months]
