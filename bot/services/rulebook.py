"""The rulebook in force: which version of which scheme counts for an act on a day."""

from datetime import date
from typing import NamedTuple

from rapidfuzz import process

from bot.domain.points.item import Item
from bot.domain.points.scheme import Scheme
from bot.domain.refusals import no_branch_bound, outside_scheme, unknown_item
from bot.schemes.loader import load_preset
from bot.schemes.stored import scheme_from_json, scheme_to_json
from bot.services.desk import Desk
from storage import schemes
from storage.orgs import Org


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
    rows = schemes.versions(desk.tx, code)
    if not rows:
        scheme = load_preset(code).points
        if scheme is None:
            raise LookupError(f"preset {code} has no points section")
        start = date(desk.today.year, 1, 1)
        schemes.add(desk.tx, code=code, version=1, effective_from=start, body=scheme_to_json(scheme), now=desk.now)
        rows = schemes.versions(desk.tx, code)
    return by_id(desk, rows[0].id)


def by_id(desk: Desk, scheme_id: int) -> Rules:
    """Answer a stored version."""

    def read() -> Rules:
        row = schemes.get(desk.tx, scheme_id)
        return Rules(id=row.id, scheme=scheme_from_json({**row.body, "version": row.version}))

    return desk.tx.memory.recall(("rules", scheme_id), read)


def in_force(desk: Desk, branch: Org, on: date) -> Rules:
    """Answer the version in force in a branch on a day.

    Raises:
        Refusal: ``NO_BRANCH`` where the organisation has no scheme, ``OUTSIDE_SCHEME`` before its first day.
    """
    if branch.scheme_code is None:
        raise no_branch_bound()
    rows = schemes.versions(desk.tx, branch.scheme_code)
    for row in rows:
        if row.effective_from <= on:
            return by_id(desk, row.id)
    raise outside_scheme(on, rows[-1].effective_from)


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
