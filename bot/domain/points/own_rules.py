"""Rules of a branch's own: other items under the committee's settings (S4)."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TypeVar

from bot.domain.points.scheme import Scheme

Row = TypeVar("Row")

THE_BRANCHS = frozenset({"categories", "items"})
"""What a branch may set for itself."""
NAMES = frozenset({"code", "version", "title", "about"})
"""What says which rulebook it is, not what it rules."""


def foreign_settings(own: Scheme, common: Scheme) -> list[str]:
    """Name the settings in which a branch's rules differ from the committee's, in the scheme's order."""
    return [
        spec.name
        for spec in fields(Scheme)
        if spec.name not in THE_BRANCHS | NAMES and getattr(own, spec.name) != getattr(common, spec.name)
    ]


def under(common: Scheme, own: Scheme) -> Scheme:
    """Give the committee's scheme with a branch's own categories and items."""
    return replace(common, categories=own.categories, items=own.items)


def rebased(own: Scheme, before: Scheme, after: Scheme) -> Scheme:
    """Carry what a branch has set for itself over to a new version of the committee's.

    Args:
        own: The branch's rules.
        before: The version on which they were made.
        after: The new version.

    Returns:
        The new version; what the branch added, changed or left out of the old one stays so.
    """
    return replace(
        after,
        categories=_carried(own.categories, before.categories, after.categories),
        items=_carried(own.items, before.items, after.items),
    )


def _carried(own: Mapping[str, Row], before: Mapping[str, Row], after: Mapping[str, Row]) -> dict[str, Row]:
    kept = {code: row for code, row in after.items() if code in own or code not in before}
    return kept | {code: row for code, row in own.items() if before.get(code) != row}
