"""Tables of appraisals and rectifications: every result with what it can be recomputed from."""

from collections.abc import Iterator
from typing import Any

from bot.services.desk import Desk
from bot.services.ratings import composite, rectify
from storage import orgs, rectifications
from storage.orgs import Org

Row = dict[str, Any]

APPRAISALS = (
    *("committee", "branch", "name", "period", "party", "business", "k_business", "k_party", "mutual"),
    *("joint_building", "satisfaction", "composite", "year_end", "observation", "rank"),
)
RECTIFICATIONS = (
    *("id", "committee", "branch", "name", "kind", "state", "reason", "helpers", "problems", "solved"),
    *("rank_before", "rank_after", "moved", "record"),
)


def _committees(desk: Desk, branch: Org | None) -> list[Org]:
    """Answer the organisations that have units below them, or the one above a branch."""
    found = {one.parent_id for one in orgs.every(desk.tx) if one.parent_id is not None and not one.rehearsal}
    wanted = found if branch is None else found & {branch.parent_id}
    return sorted((orgs.get(desk.tx, one) for one in wanted if one is not None), key=lambda one: one.code)


def appraisal_rows(desk: Desk, branch: Org | None, period: str) -> Iterator[Row]:
    """Answer the results of a period, by committee and unit."""
    for owner in _committees(desk, branch):
        found = composite.sheet(desk, owner, period, composite.rules_of(owner))
        for one in found.results:
            if one.unit.rehearsal or (branch is not None and one.unit.id != branch.id):
                continue
            worked = one.working
            yield {
                "committee": owner.code,
                "branch": one.unit.code,
                "name": one.unit.name,
                "period": period,
                "party": one.scores.get("party"),
                "business": one.scores.get("business"),
                "k_business": f"{worked.k_business:.4f}" if worked else None,
                "k_party": f"{worked.k_party:.4f}" if worked else None,
                "mutual": worked.final if worked else None,
                "joint_building": one.scores.get("joint_building"),
                "satisfaction": one.scores.get("satisfaction"),
                "composite": one.composite.total,
                "year_end": one.year_end.total,
                "observation": one.observation,
                "rank": one.place,
            }


def rectification_rows(desk: Desk, branch: Org | None) -> Iterator[Row]:
    """Answer the rectifications, by committee, the newest first."""
    for owner in _committees(desk, branch):
        for row in rectifications.under(desk.tx, owner.id):
            unit = orgs.get(desk.tx, row.org_id)
            if unit.rehearsal or (branch is not None and unit.id != branch.id):
                continue
            problems = rectifications.problems(desk.tx, row.id)
            yield {
                "id": row.id,
                "committee": owner.code,
                "branch": unit.code,
                "name": unit.name,
                "kind": row.kind,
                "state": row.state,
                "reason": row.reason,
                "helpers": row.helpers,
                "problems": len(problems),
                "solved": sum(one.solved_on is not None for one in problems),
                "rank_before": row.rank_before,
                "rank_after": row.rank_after,
                "moved": rectify.moved(row),
                "record": row.record,
            }
