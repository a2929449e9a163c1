"""The rulebook in force: which version of which scheme counts for an act on a day."""

from datetime import date, timedelta
from typing import NamedTuple

from rapidfuzz import process

from bot.domain.points.item import Item
from bot.domain.points.period import month_ends
from bot.domain.points.scheme import Scheme
from bot.domain.refusals import no_branch_bound, outside_scheme, unknown_item
from bot.schemes.loader import load_preset
from bot.schemes.stored import scheme_from_json, scheme_to_json
from bot.services.desk import Desk
from storage import periods, schemes
from storage.orgs import Org
from storage.schemes import SchemeRow


class Rules(NamedTuple):
    """A version of a scheme with its number in the database."""

    id: int
    scheme: Scheme

    @property
    def label(self) -> str:
        """The version as the ledger names it: lanshan/1."""
        return f"{self.scheme.code}/{self.scheme.version}"


def adopt_preset(desk: Desk, code: str) -> Rules:
    """Make sure that a preset's points scheme is stored, valid from the first day of the running year (2.3-12)."""
    rows = schemes.common(desk.tx, code)
    if not rows:
        scheme = load_preset(code).points
        if scheme is None:
            raise LookupError(f"preset {code} has no points section")
        start = date(desk.today.year, 1, 1)
        schemes.add(desk.tx, code=code, version=1, effective_from=start, body=scheme_to_json(scheme), now=desk.now)
        rows = schemes.common(desk.tx, code)
    return by_id(desk, rows[0].id)


def by_id(desk: Desk, scheme_id: int) -> Rules:
    """Answer a stored version."""

    def read() -> Rules:
        row = schemes.get(desk.tx, scheme_id)
        return Rules(id=row.id, scheme=scheme_from_json({**row.body, "version": row.version}))

    return desk.tx.memory.recall(("rules", scheme_id), read)


def versions_of(desk: Desk, branch: Org) -> list[SchemeRow]:
    """Answer the versions that count in a branch, its own ones (S4) among them, the one in force last first."""
    rows = schemes.versions(desk.tx, branch.scheme_code or "")
    return [row for row in rows if row.owner_id in {None, branch.id}]


def in_turn(desk: Desk, branch: Org) -> list[SchemeRow]:
    """Answer the versions that come into force in a branch, the last first: of one day's only the one that counts."""
    by_day: dict[date, SchemeRow] = {}
    for row in versions_of(desk, branch):
        by_day.setdefault(row.effective_from, row)
    return list(by_day.values())


def first_open_day(desk: Desk, branch: Org) -> date | None:
    """Answer the first day behind a branch's closed months, where new rules may begin; None where none is closed."""
    frozen = periods.frozen(desk.tx, branch.id)
    return month_ends(frozen[-1].key) + timedelta(days=1) if frozen else None


def in_force(desk: Desk, branch: Org, on: date) -> Rules:
    """Answer the version in force in a branch on a day.

    Raises:
        Refusal: ``NO_BRANCH`` where the organisation has no scheme, ``OUTSIDE_SCHEME`` before its first day.
    """

    def find() -> Rules:
        if branch.scheme_code is None:
            raise no_branch_bound()
        rows = versions_of(desk, branch)
        for row in rows:
            if row.effective_from <= on:
                return by_id(desk, row.id)
        raise outside_scheme(on, rows[-1].effective_from)

    return desk.tx.memory.recall(("in force", branch.id, on), find)


def current(desk: Desk, branch: Org) -> Rules:
    """Answer the version in force today."""
    return in_force(desk, branch, desk.today)


def find_item(rules: Rules, code: str) -> Item:
    """Answer an item by its code.

    Raises:
        Refusal: ``UNKNOWN_ITEM`` with the nearest codes.
    """
    wanted = code.strip().upper()
    item = rules.scheme.items.get(wanted)
    if item is None:
        nearest = [match[0] for match in process.extract(wanted, list(rules.scheme.items), limit=3, score_cutoff=45)]
        raise unknown_item(code, nearest)
    return item
