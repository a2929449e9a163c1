"""A scheme from a file: the next version, from which day on, and what differs from the one before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.domain.points.scheme import Scheme
from bot.i18n import N_
from bot.schemes.stored import Change, scheme_changes, scheme_from_json, scheme_to_json
from bot.services import own_rules
from bot.services.desk import Desk
from bot.services.sheets import FaultySheet, RowFault
from storage import audit, orgs, schemes
from storage.orgs import Org
from storage.persons import Person
from storage.schemes import SchemeRow

OLDER = N_("Version {version} is in force from {since} on; the new one cannot begin before.")


class NewVersion(NamedTuple):
    """What the import made; without changes `version` is the one that is there already."""

    code: str
    version: int
    effective_from: date
    changes: tuple[Change, ...]
    new: bool
    moved: tuple[str, ...]
    """Codes of the branches that were put under the scheme."""


def import_scheme(
    desk: Desk,
    scheme: Scheme,
    *,
    filename: str,
    effective_from: date | None = None,
    branches: Sequence[Org] = (),
    actor: Person | None = None,
) -> NewVersion:
    """Store a scheme as the next version of its code, unless it says what is in force already.

    Args:
        desk: Where it is decided.
        scheme: What bot.schemes read; its own version number does not count.
        filename: Name of the file, for the audit log.
        effective_from: First day; by default today, for the first version the first day of the year (2.3-12).
        branches: Branches that shall be under this scheme from now on.
        actor: Who imports, None at the command line.

    Raises:
        FaultySheet: The day lies in a month that a branch has closed, or before the version there is.

    Source: domain 2.1 (a version in use is immutable), 2.2-4.
    """
    rows = schemes.common(desk.tx, scheme.code)
    latest = max(rows, key=lambda row: row.version) if rows else None
    start = effective_from or (desk.today if latest else date(desk.today.year, 1, 1))
    changes: tuple[Change, ...] = ()
    if latest is not None:
        before = scheme_from_json({**latest.body, "version": latest.version})
        changes = tuple(scheme_changes(before, scheme))
    new = latest is None or bool(changes)
    version = own_rules.next_version(desk, scheme.code) if new or latest is None else latest.version
    if new:
        _check_day(desk, start, [*users(desk, scheme.code), *branches], latest)
        scheme_id = schemes.add(
            desk.tx,
            code=scheme.code,
            version=version,
            effective_from=start,
            body=scheme_to_json(replace(scheme, version=version)),
            now=desk.now,
        )
        for owner in own_rules.owners(desk, scheme.code):
            own_rules.follow(desk, owner, schemes.get(desk.tx, scheme_id))
    moved = _move(desk, scheme.code, branches)
    if new or moved:
        audit.add(
            desk.tx,
            now=desk.now,
            actor_id=actor.id if actor else None,
            action="import_scheme",
            what=f"scheme {scheme.code}/{version}",
            before=f"{scheme.code}/{latest.version}" if latest else None,
            after=f"{filename}, from {start}, {len(changes)} changes; branches: {', '.join(moved)}",
        )
    return NewVersion(
        scheme.code, version, start if new or latest is None else latest.effective_from, changes, new, moved
    )


def users(desk: Desk, code: str) -> list[Org]:
    """Answer the branches under a scheme that work."""
    return [org for org in orgs.branches(desk.tx) if org.scheme_code == code and org.state == "active"]


def _check_day(desk: Desk, start: date, branches: Sequence[Org], latest: SchemeRow | None) -> None:
    faults: list[RowFault] = []
    if latest is not None:
        if start < latest.effective_from:
            facts: dict[str, object] = {"version": latest.version, "since": latest.effective_from.isoformat()}
            faults.append(RowFault(row=0, text=OLDER, facts=facts))
        faults += own_rules.closed_faults(desk, start, branches)
    if faults:
        raise FaultySheet(tuple(faults))


def _move(desk: Desk, code: str, branches: Sequence[Org]) -> tuple[str, ...]:
    moving = [branch for branch in branches if branch.scheme_code != code]
    for branch in moving:
        orgs.set_scheme(desk.tx, branch.id, code)
    return tuple(branch.code for branch in moving)
