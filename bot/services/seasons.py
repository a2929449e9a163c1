"""Seasons: when a cycle closes its boards are kept, and their champions are told for good; nobody's last place is."""

from collections.abc import Iterable
from decimal import Decimal

from bot.domain.points.board import public_name
from bot.domain.points.period import cycle_months
from bot.i18n import N_, Html, Language
from bot.services import board
from bot.services.desk import Desk
from storage import boards, orgs, persons
from storage.boards import Place, Season
from storage.orgs import Org
from storage.persons import Person

CHAMPIONS = 3
"""Ranks that are told for good; whoever has no more than everybody starts from is no champion."""
HEAD = N_("🏅 Champions of {branch}")
NONE = N_("No cycle has closed yet; its champions will stand here.")
LINE = N_("<b>{season}</b> · {kind}: {names}")
CHAMPION = N_("{medal} {name} {points}")
OWN = N_("you: place {place}")


def close(desk: Desk, branch: Org, month: str) -> None:
    """Keep the boards of what ends with a month that closed: its year, and the month where the cycle is one."""
    scheme = board.rules_of(desk, branch, month).scheme
    cycle, start_from = scheme.cycle, scheme.base or Decimal(0)
    spans = {cycle_months(cycle, month)} | ({cycle_months("year", month)} if month.endswith("-12") else set())
    for start, end in sorted(spans):
        if end != month:
            continue
        key = end if start == end else start[:4]
        for kind in board.kinds(desk, branch):
            found = board.standing(desk, branch, kind, start, end)
            places = [
                Place(
                    row.rank,
                    found.ids[row.code],
                    f"{row.points:.2f}",
                    row.rank <= CHAMPIONS and row.points > start_from,
                )
                for row in found.rows
            ]
            if found.on_board:
                boards.close_season(desk.tx, branch.id, key, kind, places, now=desk.now)


def line(desk: Desk, season: Season, speech: Language, *, own: Person | None) -> Html:
    """Write the champions of a season; for somebody alone with their own place, for a group as people wish to be named.

    Args:
        desk: Where it is read.
        season: Which.
        speech: The reader's language.
        own: Who reads it alone; None for a group.
    """
    names = list(_champions(desk, season, speech, openly=own is None))
    if own is not None and season.kind != "branch":
        names += [speech.plain(OWN, place=place.rank) for place in season.ranked() if place.subject_id == own.id]
    facts = {"kind": speech.word(board.KINDS[season.kind]), "season": speech.period(season.key)}
    return speech.say(LINE, names=speech.listing(names), **facts)


def _champions(desk: Desk, season: Season, speech: Language, *, openly: bool) -> Iterable[str]:
    shy = persons.shy(desk.tx) if openly and season.kind != "branch" else {}
    for rank, subject, points, champion in season.ranked():
        if not champion or shy.get(subject) == "hidden":
            continue
        owner = orgs.get(desk.tx, subject) if season.kind == "branch" else persons.get(desk.tx, subject)
        name = public_name(owner.name, shy.get(subject, ""))
        yield speech.plain(CHAMPION, medal=board.MEDALS[rank], name=name, points=points)
