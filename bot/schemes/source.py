"""A file while it is read: its values, its lines, and the faults found so far."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.i18n import N_
from bot.marked_yaml import Path, Plain, UnreadableYaml, read_marked
from bot.schemes.errors import InvalidScheme, SchemeError, invalid
from bot.schemes.values import shown

MISSING = N_("“{key}” is missing.")
UNKNOWN_KEY = N_("“{key}” is not known here.")
UNKNOWN_KEY_NEAR = N_("“{key}” is not known here; did you mean “{near}”?")
NOT_LIST = N_("“{key}” must be a list, not {value}.")
NOT_MAPPING = N_("“{key}” must be a mapping of names to values, not {value}.")
NOT_CHOICE = N_("“{key}” must be one of {choices}, not {value}.")
ROW_SHORT = N_("A row of “{key}” has too few values.")
ROW_LONG = N_("A row of “{key}” has too many values.")
WRONG = N_("“{key}” cannot be {value}: {problem}.")
EMPTY_FILE = N_("The file is empty.")
NO_MAPPING = N_("The file must be a mapping that begins with “preset: NAME”.")
NO_COLUMNS = N_("The rows are lists, so “columns” must say what each place means.")
ROW_LENGTH = N_("The row of {row} has {found} values, “columns” names {expected}.")
COLUMN_TWICE = N_("The column “{key}” stands in “columns” twice.")
BAD_ROW = N_("A row must be a list of values or a mapping, not {value}.")

_WORDINGS = {
    "missing": MISSING,
    "too_long": ROW_LONG,
    "list_type": NOT_LIST,
    "tuple_type": NOT_LIST,
    "dict_type": NOT_MAPPING,
    "model_type": NOT_MAPPING,
    "model_attributes_type": NOT_MAPPING,
}
"""Our words for pydantic's kinds of faults."""

AnyModel = TypeVar("AnyModel", bound=BaseModel)


@dataclass(slots=True, kw_only=True)
class Source:
    """A file being read.

    Attributes:
        file: Its name, as the faults give it.
        values: The top-level mapping.
        lines: Where each value stands; gains the places of cells as rows become mappings.
        faults: What was found wrong so far.
        broken: Top-level keys that could not be read, so that nothing is blamed for what follows from them.
    """

    file: str
    values: dict[str, Plain]
    lines: dict[Path, int]
    faults: list[SchemeError] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    @classmethod
    def of_yaml(cls, text: str, file: str) -> "Source":
        """Read a YAML file.

        Raises:
            InvalidScheme: it is no YAML, empty, or no mapping.
        """
        try:
            marked = read_marked(text)
        except UnreadableYaml as fault:
            error = SchemeError(file=file, line=fault.line, text=fault.text, facts=fault.facts)
            raise InvalidScheme((error,)) from None
        if not isinstance(marked.value, dict):
            wording = EMPTY_FILE if marked.value is None else NO_MAPPING
            raise InvalidScheme((SchemeError(file=file, line=1, text=wording),))
        return cls(file=file, values=marked.value, lines=dict(marked.lines))

    def line(self, path: Path) -> int:
        """Give the line of ``path``, or of the nearest thing above it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path, text: str, **facts: object) -> None:
        """Remember a fault at ``path``."""
        self.faults.append(SchemeError(file=self.file, line=self.line(path), text=text, facts=facts))

    def finish(self) -> None:
        """Raise ``InvalidScheme`` if any fault was found."""
        if self.faults:
            raise invalid(self.faults)

    def shape(self, model: type[AnyModel], values: object, path: Path, name: str = "") -> AnyModel | None:
        """Read one mapping; its faults are remembered and ``None`` returned."""
        try:
            return model.model_validate(values)
        except ValidationError as fault:
            for error in fault.errors(include_url=False):
                self._remember(error, path, name, model)
        return None

    def row(self, model: type[AnyModel], values: Mapping[str, Plain], path: Path, name: str) -> AnyModel | None:
        """Read one row; a faulty cell that a row can do without is remembered and left out, so that the rest is read.

        ``None`` if what is left is no row.
        """
        try:
            return model.model_validate(values)
        except ValidationError as fault:
            errors = fault.errors(include_url=False)
        for error in errors:
            self._remember(error, path, name, model)
        wrong = {str(error["loc"][0]) for error in errors if error["loc"]}
        try:
            return model.model_validate({key: value for key, value in values.items() if key not in wrong})
        except ValidationError:
            return None

    def lenient(self, model: type[AnyModel], values: Mapping[str, Plain], path: Path) -> AnyModel:
        """Read a mapping whose keys are all optional; faulty ones are remembered and left out.

        So one faulty setting does not hide the faults of the rows below it.
        """
        kept: dict[str, Any] = dict(values)
        while True:
            try:
                return model.model_validate(kept)
            except ValidationError as fault:
                for error in fault.errors(include_url=False):
                    self._remember(error, path, "", model)
                    self.broken.add(str(error["loc"][0]))
                    kept.pop(str(error["loc"][0]), None)

    def rows(
        self, value: object, path: Path, columns: Sequence[str], model: type[BaseModel]
    ) -> list[tuple[Path, dict[str, Plain]]]:
        """Make mappings of a table's rows: lists by ``columns``, mappings as they are.

        Returns:
            The rows that have the right shape, each with its path.
        """
        if not isinstance(value, list):
            self.fault(path, NOT_LIST, key=path[-1], value=shown(value))
            return []
        rows: list[tuple[Path, dict[str, Plain]]] = []
        misfits: list[SchemeError] = []
        for index, row in enumerate(value):
            place = (*path, index)
            if isinstance(row, dict):
                rows.append((place, row))
            elif not isinstance(row, list):
                self.fault(place, BAD_ROW, value=shown(row))
            elif not columns:
                self.fault(place, NO_COLUMNS)
                return rows
            elif len(row) != len(columns):
                first = shown(row[0]) if row else "(nothing)"
                self.fault(place, ROW_LENGTH, row=first, found=len(row), expected=len(columns))
                misfits.append(self.faults[-1])
            else:
                for position, column in enumerate(columns):
                    self.lines[*place, column] = self.line((*place, position))
                cells = zip(columns, row, strict=True)
                rows.append((place, {column: cell for column, cell in cells if column in model.model_fields}))
        if len(misfits) == len(value):
            # Not every row is wrong: “columns” is. The first row says enough.
            self.faults = [fault for fault in self.faults if not any(fault is other for other in misfits[1:])]
        return rows

    def check_columns(self, columns: Sequence[str], model: type[BaseModel]) -> bool:
        """Fault the columns that no row may have; ``False`` if there are any, for then the rows say nothing."""
        before = len(self.faults)
        for position, column in enumerate(columns):
            if column not in model.model_fields:
                near = difflib.get_close_matches(column, model.model_fields, n=1)
                if near:
                    self.fault(("columns", position), UNKNOWN_KEY_NEAR, key=column, near=near[0])
                else:
                    self.fault(("columns", position), UNKNOWN_KEY, key=column)
            elif column in columns[:position]:
                self.fault(("columns", position), COLUMN_TWICE, key=column)
        return len(self.faults) == before

    def _remember(self, error: ErrorDetails, path: Path, name: str, model: type[BaseModel]) -> None:
        place = self._place(path, error["loc"])
        words = [str(part) for part in (*path, *error["loc"]) if isinstance(part, str) and part != "[key]"]
        if error["loc"][-1:] == ("[key]",):
            words.pop()
        key = words[-1] if words else ""
        label = f"{key} ({name})" if name else key
        text, facts = _wording(error, label, model)
        self.fault(place, text, **facts)

    def _place(self, path: Path, loc: Iterable[str | int]) -> Path:
        """Follow pydantic's location as far as the file has it; tags of unions are passed over."""
        place = path
        for part in loc:
            if (*place, part) in self.lines:
                place = (*place, part)
        return place


def _wording(error: ErrorDetails, key: str, model: type[BaseModel]) -> tuple[str, dict[str, object]]:
    kind = error["type"]
    context = error.get("ctx", {})
    value = shown(error["input"])
    if kind == "scheme":
        return str(context["text"]), {"key": key, **context["facts"]}
    if kind == "extra_forbidden":
        known = [*model.model_fields] if len(error["loc"]) == 1 else []
        near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
        return (UNKNOWN_KEY_NEAR, {"key": key, "near": near[0]}) if near else (UNKNOWN_KEY, {"key": key})
    if kind == "literal_error":
        return NOT_CHOICE, {"key": key, "choices": context["expected"].replace("'", ""), "value": value}
    if kind == "missing" and isinstance(error["loc"][-1], int):
        return ROW_SHORT, {"key": key}
    if kind in _WORDINGS:
        return _WORDINGS[kind], {"key": key, "value": value}
    return WRONG, {"key": key, "value": value, "problem": error["msg"]}
