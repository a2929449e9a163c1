"""Tables of joint work: its sides with their shares, its activities, and the groups with what they were drawn from."""

from collections.abc import Iterator
from typing import Any

from bot.i18n import N_
from bot.services.awards import joint, joint_draw
from bot.services.awards.joint import Joint
from bot.services.desk import Desk
from storage import joint_works, orgs, persons
from storage.joint_works import Member
from storage.orgs import Org

Row = dict[str, Any]
JOINT = (
    *("id", "committee", "kind", "called", "state", "side", "name", "part", "share", "agreed_on", "points"),
    *("opened_on", "ends_on", "ended_on", "record"),
)
ACTIVITIES = ("id", "work", "kind", "called", "done_on", "words", "state", "entered_on", "answered_on")
HEADINGS = {
    "side": N_("Side"),
    "part": N_("Part"),
    "share": N_("Share"),
    "agreed_on": N_("Agreed on"),
    "opened_on": N_("Opened on"),
    "ends_on": N_("Ends on"),
    "ended_on": N_("Ended on"),
    "called": N_("Called"),
    "work": N_("Work"),
    "done_on": N_("Done on"),
    "words": N_("Words"),
    "entered_on": N_("Entered on"),
    "answered_on": N_("Answered on"),
    "draw": N_("Draw"),
    "drawn_on": N_("Drawn on"),
    "groups": N_("Number of groups"),
    "leads": N_("Leads"),
    "group": N_("Group"),
}
"""Column to what stands above it in a sheet."""
GROUPS = ("draw", "committee", "state", "drawn_on", "groups", "branch", "score", "leads", "group", "place")


def _found(desk: Desk, branch: Org | None) -> Iterator[Joint]:
    rows = joint_works.every(desk.tx) if branch is None else joint_works.of_org(desk.tx, branch.id)
    for row in rows:
        found = joint.look(desk, row)
        orgs_of = [orgs.get(desk.tx, one.org_id) for one in found.members if one.org_id is not None]
        real = not found.owner.rehearsal and not any(one.rehearsal for one in orgs_of)
        if real:
            yield found


def joint_rows(desk: Desk, branch: Org | None) -> Iterator[Row]:
    """Answer a row for each side of all joint work, the oldest first; a project's points are those of the side."""
    for found in _found(desk, branch):
        row, parts = found.row, joint_parts(found)
        for side, points in zip(found.members, parts, strict=True):
            yield {
                "id": row.id,
                "committee": found.owner.code,
                "kind": row.kind,
                "called": joint.name(desk, found),
                "state": row.state,
                "side": _code(desk, side),
                "name": joint.side_name(desk, side),
                "part": side.part,
                "share": side.share,
                "agreed_on": side.agreed_on,
                "points": points,
                "opened_on": row.opened_on,
                "ends_on": row.ends_on,
                "ended_on": row.ended_on,
                "record": row.record,
            }


def _code(desk: Desk, side: Member) -> str:
    if side.org_id is not None:
        return orgs.get(desk.tx, side.org_id).code
    return persons.get(desk.tx, side.person_id or 0).code


def joint_parts(found: Joint) -> list[Any]:
    """Answer what each side gets of a project's points, nothing for other kinds."""
    return list(joint.given(found)) if found.row.points is not None else [None] * len(found.members)


def activity_rows(desk: Desk, branch: Org | None) -> Iterator[Row]:
    """Answer the activities of all joint work, in its order, the latest first."""
    for found in _found(desk, branch):
        for act in found.acts:
            yield {
                "id": act.id,
                "work": act.work_id,
                "kind": found.row.kind,
                "called": joint.name(desk, found),
                "done_on": act.done_on,
                "words": act.words,
                "state": act.state,
                "entered_on": act.entered_on,
                "answered_on": act.answered_on,
            }


def group_rows(desk: Desk, branch: Org | None) -> Iterator[Row]:
    """Answer the draws, a row for each unit: what it was drawn by, and the group and place that follow from it."""
    for owner in orgs.every(desk.tx):
        for found in joint_works.draws(desk.tx, owner.id) if not owner.rehearsal else ():
            at = {
                code: (number, place)
                for number, codes in enumerate(joint_draw.groups(found), 1)
                for place, code in enumerate(codes, 1)
            }
            for one in joint_draw.units(found):
                if branch is None or branch.code == one.code:
                    number, place = at[one.code]
                    yield {
                        "draw": found.id,
                        "committee": owner.code,
                        "state": found.state,
                        "drawn_on": found.drawn_on,
                        "groups": found.groups,
                        "branch": one.code,
                        "score": one.score,
                        "leads": one.leads,
                        "group": number,
                        "place": place,
                    }
