"""The table of awards: who was entered where, by which figures chosen, what became of it; the archive of years."""

from collections.abc import Iterator
from typing import Any

from bot.domain.awards.entry import EntryState
from bot.services.awards import award, granting
from bot.services.desk import Desk
from storage import award_entries, award_rounds, orgs
from storage.orgs import Org

Row = dict[str, Any]

AWARDS = (
    *("kind", "title", "period", "branch", "name", "state", "figure", "score", "place", "next_level"),
    *("certificate", "reason", "marks"),
)


def award_rows(desk: Desk, branch: Org | None, year: str | None) -> Iterator[Row]:
    """Answer all entries of rounds that are laid open or granted, by round and number."""
    for row in award_rounds.every(desk.tx):
        if (year is not None and row.period[:4] != year) or row.state in {"entries", "judging", "cancelled"}:
            continue
        found = award.of_row(desk, row)
        marks: dict[int, list[str]] = {}
        for mark in award_entries.marks(desk.tx, row.id):
            marks.setdefault(mark.entry_id, []).append(f"{mark.criterion + 1}: {mark.mark}")
        for entry in award.entries(desk, found):
            org = orgs.get(desk.tx, entry.branch_id)
            if org.rehearsal or (branch is not None and org.id != branch.id) or entry.state == EntryState.WITHDRAWN:
                continue
            yield {
                "kind": row.kind,
                "title": found.rules.titles[entry.title].get("zh_Hans", row.kind),
                "period": row.period,
                "branch": org.code,
                "name": award.name_of(desk, entry),
                "state": entry.state,
                "figure": entry.figure,
                "score": entry.score,
                "place": entry.place,
                "next_level": entry.next_level,
                "certificate": granting.certificate_sign(found, entry) if entry.state == EntryState.GRANTED else None,
                "reason": row.reason if entry.chosen else None,
                "marks": marks.get(entry.id, []),
            }
