"""Schemes as JSON, as a version is stored, and what differs between two versions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from bot.domain.points.item import Item
from bot.domain.points.scheme import Category, Scheme
from bot.domain.ratings.sheet import RatingSheet

FORMAT = 1
"""Number of the JSON's shape; a reader refuses what it does not know."""


@cache
def _adapter() -> TypeAdapter[Scheme]:
    return TypeAdapter(Scheme)


def scheme_to_json(scheme: Scheme) -> dict[str, Any]:
    """Give a scheme as JSON values: points as strings, sets sorted, everything in a stable order."""
    values: dict[str, Any] = _adapter().dump_python(scheme, mode="json")
    for item in values["items"].values():
        item["who"] = sorted(item["who"])
    return {"format": FORMAT, **values}


def scheme_from_json(stored: Mapping[str, Any]) -> Scheme:
    """Give back the scheme that ``scheme_to_json`` wrote.

    Raises:
        ValueError: the JSON is of another format or damaged; it was not written by this program.
    """
    if stored.get("format") != FORMAT:
        raise ValueError(f"scheme of format {stored.get('format')!r}, not {FORMAT}")
    values = {key: value for key, value in stored.items() if key != "format"}
    if isinstance(about := values.get("about"), str):  # as it was before the wording had languages
        values["about"] = {"zh_Hans": about} if about else {}
    return _adapter().validate_python(values)


@cache
def _sheets() -> TypeAdapter[RatingSheet]:
    return TypeAdapter(RatingSheet)


def sheet_to_json(sheet: RatingSheet) -> dict[str, Any]:
    """Give a rating sheet as JSON values: what a round keeps of the rules under which it was opened."""
    values: dict[str, Any] = _sheets().dump_python(sheet, mode="json")
    return {"format": FORMAT, **values}


def sheet_from_json(stored: Mapping[str, Any]) -> RatingSheet:
    """Give back the sheet that ``sheet_to_json`` wrote.

    Raises:
        ValueError: the JSON is of another format or damaged; it was not written by this program.
    """
    if stored.get("format") != FORMAT:
        raise ValueError(f"rating sheet of format {stored.get('format')!r}, not {FORMAT}")
    return _sheets().validate_python({key: value for key, value in stored.items() if key != "format"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two versions.

    Attributes:
        what: ``setting``, ``category`` or ``item``.
        code: Name of the setting, or code of the category or item.
        how: ``added``, ``removed`` or ``changed``.
        part: Name of the field that changed; empty for what was added or removed as a whole.
        before: Its old value as text; empty for what was added.
        after: Its new value as text; empty for what was removed.
    """

    what: Literal["setting", "category", "item"]
    code: str
    how: Literal["added", "removed", "changed"]
    part: str = ""
    before: str = ""
    after: str = ""


_TABLES = ("categories", "items")


def scheme_changes(old: Scheme, new: Scheme) -> list[Change]:
    """List what changed from one version to the next: settings, then categories, then items, in their order.

    Code and version are not changes: they say which versions are compared.
    """
    changes: list[Change] = []
    for spec in fields(Scheme):
        before, after = getattr(old, spec.name), getattr(new, spec.name)
        if spec.name not in {"code", "version", *_TABLES} and before != after:
            changes.append(
                Change(what="setting", code=spec.name, how="changed", before=_text(before), after=_text(after))
            )
    changes += _table_changes("category", old.categories, new.categories)
    changes += _table_changes("item", old.items, new.items)
    return changes


def _table_changes(
    what: Literal["category", "item"],
    old: Mapping[str, Category] | Mapping[str, Item],
    new: Mapping[str, Category] | Mapping[str, Item],
) -> list[Change]:
    changes: list[Change] = []
    for code, entry in old.items():
        if code not in new:
            changes.append(Change(what=what, code=code, how="removed", before=entry.names.get("zh_Hans", code)))
    for code, entry in new.items():
        if code not in old:
            changes.append(Change(what=what, code=code, how="added", after=entry.names.get("zh_Hans", code)))
            continue
        for spec in fields(entry):
            before, after = getattr(old[code], spec.name), getattr(entry, spec.name)
            if before != after:
                changes.append(
                    Change(
                        what=what, code=code, how="changed", part=spec.name, before=_text(before), after=_text(after)
                    )
                )
    return changes


def _text(value: object) -> str:
    """Give a value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, str | int | Decimal):
        return str(value)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    plain = TypeAdapter(type(value)).dump_python(value, mode="json")
    if isinstance(plain, dict) and "zh_Hans" in plain:
        return str(plain["zh_Hans"])
    return json.dumps(plain, ensure_ascii=False)
