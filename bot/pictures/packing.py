"""Packing: a picture's facts as JSON holds them, and back."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

import orjson


def packed(facts: object) -> Any:
    """Answer a dataclass as JSON holds it."""
    return orjson.loads(orjson.dumps(facts))


def unpacked(into: Any, value: Any) -> Any:
    """Answer the dataclass that was packed: tuples and dataclasses inside it are what they were."""
    hints = _hints(into)
    return into(**{field.name: _read(hints[field.name], value[field.name]) for field in fields(into)})


def _read(hint: Any, value: Any) -> Any:
    if isinstance(value, list):
        inner = get_args(hint)
        kinds = [inner[0]] * len(value) if inner[-1] is ... else inner
        return tuple(_read(kind, part) for kind, part in zip(kinds, value, strict=True))
    return unpacked(hint, value) if is_dataclass(hint) else value


@cache
def _hints(into: Any) -> dict[str, Any]:
    return get_type_hints(into)
