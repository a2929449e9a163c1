"""Year sheets: live while the year runs, frozen with it; what is frozen is recomputed from its text by its hash."""

import secrets
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.domain.points.year_sheet import Fact, canonical, combined, erased_whole, read, sheet_hash
from bot.services.desk import Desk
from bot.services.yearly import facts, year
from storage import year_sheets
from storage.orgs import Org
from storage.year_sheets import YearSheet

SALT_BYTES = 16


class Sheet(NamedTuple):
    """A sheet as it is shown; `row` is None for the running year's, which is provisional."""

    facts: Sequence[Fact]
    row: YearSheet | None


def freeze(desk: Desk, branch: Org, number: int) -> str:
    """Write the sheets of a year that is being closed; answer the digest of all of them, for the audit."""
    found = year.of(desk, branch, number)
    written = [("branch", branch.id, facts.of_branch(desk, found))]
    written += [
        ("member", one.person.person_id, facts.of_member(desk, found, one.person.person_id)) for one in found.members
    ]
    for kind, subject_id, told in written:
        text, salt = canonical(told), secrets.token_hex(SALT_BYTES)
        row = YearSheet(branch.id, number, kind, subject_id, text, salt, sheet_hash(salt, text), desk.now)
        year_sheets.add(desk.tx, row)
    return head(desk, branch, number)


def head(desk: Desk, branch: Org, number: int) -> str:
    """Answer the digest of a year's sheets, empty where none is frozen."""
    rows = [row for row in year_sheets.of_branch(desk.tx, branch.id) if row.year == number]
    return combined((row.subject_kind, str(row.subject_id), row.hash) for row in rows) if rows else ""


def frozen_years(desk: Desk, branch: Org) -> list[int]:
    """Answer the years of which a branch has frozen sheets, the newest first."""
    return sorted({row.year for row in year_sheets.of_branch(desk.tx, branch.id)}, reverse=True)


def of_member(desk: Desk, branch: Org, person_id: int, number: int) -> Sheet:
    """Answer a member's sheet: the frozen one, else as it stands now."""
    row = year_sheets.get(desk.tx, branch.id, number, "member", person_id)
    if row is not None:
        return Sheet(read(row.text) if row.text is not None else (), row)
    return Sheet(facts.of_member(desk, year.of(desk, branch, number), person_id), None)


def of_branch(desk: Desk, branch: Org, number: int) -> Sheet:
    """Answer the branch's sheet: the frozen one, else as it stands now."""
    row = year_sheets.get(desk.tx, branch.id, number, "branch", branch.id)
    if row is not None:
        return Sheet(read(row.text) if row.text is not None else (), row)
    return Sheet(facts.of_branch(desk, year.of(desk, branch, number)), None)


def faults(desk: Desk, branch: Org) -> Iterator[str]:
    """Recompute the hashes of a branch's sheets; an erased one has neither text nor salt, and only its hash."""
    for row in year_sheets.of_branch(desk.tx, branch.id):
        if erased_whole(row.text, row.salt):
            continue
        now = sheet_hash(row.salt or "", row.text or "")
        if now != row.hash:
            yield f"{row.subject_kind} {row.subject_id} in {row.year}: frozen as {row.hash}, now {now}"
