"""Faults of a rulebook: each names its file and line, and all of them are told at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeError:
    """One fault.

    Attributes:
        file: Name of the file as the person gave it.
        line: Line of a YAML file, or row of a sheet; both count from 1.
        text: English sentence with ``{placeholders}``, the key of its translations.
        facts: Values of the placeholders.
    """

    file: str
    line: int
    text: str
    facts: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The English sentence with its facts."""
        return self.text.format(**self.facts)

    def __str__(self) -> str:
        """Give ``file:line: message``, as compilers do."""
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(eq=False)
class InvalidScheme(Exception):  # noqa: N818 - named like the other refusals
    """The file holds no valid rulebook; ``errors`` are all its faults in the order of their lines."""

    errors: tuple[SchemeError, ...]

    def __str__(self) -> str:
        """Give one line for each fault."""
        return "\n".join(str(error) for error in self.errors)


def invalid(errors: Iterable[SchemeError]) -> InvalidScheme:
    """Make the exception, with each fault once and in the order of the lines."""
    seen: dict[tuple[int, str], SchemeError] = {}
    for error in errors:
        seen.setdefault((error.line, error.message), error)
    return InvalidScheme(tuple(sorted(seen.values(), key=lambda error: error.line)))
