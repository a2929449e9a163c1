"""The status board (红黄绿挂牌) of a group as a picture: its units by name and colour, persons as numbers only."""

from collections.abc import Mapping, Sequence

from bot.i18n import N_, Language
from bot.pictures.status import Signal, Status, StatusLine
from bot.services.pictures import theme_of
from storage.orgs import Org

SUBTITLE = N_("Work list · {day}")
WORDS: Mapping[Signal, str] = {"red": N_("Red"), "yellow": N_("Yellow"), "green": N_("Green")}
COUNTS = N_("red {red} · yellow {yellow} · green {green}")
PERSONS = N_("Persons, together: {counts}")
NOTHING = N_("No task is open.")


def of_work(
    branch: Org,
    units: Sequence[tuple[str, Signal, Mapping[str, int]]],
    persons: Mapping[str, int],
    speech: Language,
    *,
    day: object,
) -> Status | None:
    """Answer the picture of a branch's work list; None where it wants no pictures.

    Args:
        branch: Whose.
        units: Name, worst colour and counts by colour of each section and department.
        persons: Counts by colour of all persons together.
        speech: The group's language.
        day: As of when.
    """
    theme = theme_of(branch)
    if theme is None:
        return None
    return Status(
        lang=speech.code,
        theme=theme,
        title=branch.name,
        subtitle=speech.plain(SUBTITLE, day=day),
        notes=(speech.plain(PERSONS, counts=_counts(persons, speech)),) if persons else (),
        rows=tuple(
            StatusLine(name=name, signal=signal, word=speech.word(WORDS[signal]), reason=_counts(counts, speech))
            for name, signal, counts in units
        ),
        empty=speech.word(NOTHING),
    )


def _counts(counts: Mapping[str, int], speech: Language) -> str:
    return speech.plain(COUNTS, **{color: counts.get(color, 0) for color in ("red", "yellow", "green")})
