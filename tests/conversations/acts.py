"""Acts that several conversations begin with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.stage import Stage, a_branch


async def book(branch: Stage, name: str, claim: str, *, reviewers: tuple[str, ...] = ("Li",)) -> None:
    """File a claim with a photo in the group and let its reviewers approve it."""
    await branch.people[name].photo(branch.chat, f"/claim {claim}")
    await branch.settled()
    for reviewer in reviewers:
        await branch.people[reviewer].press(branch.chat, "✅")
        await branch.settled()


def write(branch: Stage, sql: str, **values: object) -> None:
    """Write to the database from outside, as another process would."""
    branch.write(sql, **values)


@asynccontextmanager
async def english_branch(tmp_path: Path, **how: Any) -> AsyncIterator[Stage]:
    """Open a branch whose group and people all speak English."""
    async with a_branch(tmp_path, locale="en", **how) as branch:
        write(branch, "UPDATE persons SET lang = 'en'")
        yield branch


def appoint(branch: Stage, **roles: str) -> None:
    """Give people roles in the branch: section_chief="Sun"."""
    for role, name in roles.items():
        write(
            branch,
            "INSERT INTO grants (person_id, org_id, role, granted_at) SELECT p.id, m.org_id, :role, m.since "
            "FROM persons p JOIN memberships m ON m.person_id = p.id WHERE p.name = :name",
            role=role,
            name=name,
        )


LANSHAN_CHAIN = {"section_chief": "Sun", "deputy_leader": "Zhou", "main_leader": "Li"}
"""Who reviews on the three levels of lanshan."""
