"""How a new task is written: whom it is for, by when, what it is."""

from datetime import date

from bot.domain.points.day import parse_due
from bot.domain.points.text import clean_text
from bot.domain.refusals import missing_argument
from bot.services.desk import Desk
from bot.services.life import units
from bot.services.life.units import Owner
from storage.orgs import Org

USAGE = "/task new NAME 06-10 WHAT"
TITLE_LIMIT = 200


def read_new(desk: Desk, branch: Org, text: str) -> tuple[Owner, date, str]:
    """Read whom a task is for, by when, and what it is: ``王五 06-10 交材料``.

    Raises:
        Refusal: ``MISSING_ARGUMENT``, ``UNKNOWN_OWNER``, ``SEVERAL_PERSONS``, ``BAD_DATE``, ``DUE_IS_PAST``.
    """
    words = text.split()
    for at, word in enumerate(words[:6]):
        due = parse_due(word, desk.today) if at else None
        if due is not None:
            title = clean_title(" ".join(words[at + 1 :]))
            if not title:
                break
            return units.find(desk, branch, " ".join(words[:at])), due, title
    raise missing_argument("task", USAGE)


def read_due(desk: Desk, text: str) -> tuple[date, str]:
    """Read by when something is to be done, and what it is: ``06-10 交材料``.

    Raises:
        Refusal: ``MISSING_ARGUMENT``, ``BAD_DATE``, ``DUE_IS_PAST``, ``TEXT_TOO_LONG``.
    """
    word, _, rest = text.strip().partition(" ")
    due, title = parse_due(word, desk.today), clean_title(rest)
    if due is None or not title:
        raise missing_argument("task", "06-10 WHAT")
    return due, title


def clean_title(text: str) -> str:
    """Answer what a task is called, as it is stored. Raises ``TEXT_TOO_LONG``."""
    return clean_text(text, TITLE_LIMIT)
