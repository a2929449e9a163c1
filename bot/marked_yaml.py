"""YAML that remembers its lines, so that an error can name one.

Only plain data is read: mappings, lists and scalars. Numbers keep their written form (``0.70`` is
``Decimal("0.70")``, never a binary float), dates stay text, and a key that stands twice is an error instead of
a silent loss. Anchors, tags and further documents are refused: a table of rules needs none, and they are what
makes a small file explode.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from bot.i18n import N_

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the root."""

Plain: TypeAlias = "str | int | bool | Decimal | list[Plain] | dict[str, Plain] | None"
"""What a YAML file can hold once it is read."""

MAX_DEPTH = 20
MAX_CHARACTERS = 1_000_000

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]*|[-+]?\.[0-9]+")
_UNPRINTABLE = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

NOT_YAML = N_("This is not valid YAML: {problem}.")
TOO_LONG = N_("The file has more than {limit} characters.")
TOO_DEEP = N_("Lists and mappings are nested more than {limit} deep.")
TWO_DOCUMENTS = N_("The file holds several documents (---); put each into a file of its own.")
ALIAS = N_("Anchors and aliases (&, *) are not read here; write the value out.")
TAG = N_("Tags (!) are not read here.")
TWICE = N_("The key “{key}” stands here for the second time.")
BAD_KEY = N_("A key must be a plain word or number.")
BAD_CHARACTER = N_("The file holds a character that YAML does not allow (code {code}).")


@dataclass(eq=False)
class UnreadableYaml(Exception):  # noqa: N818 - the name says what is wrong, as the refusals do
    """The text is not YAML that may be read; ``line`` counts from 1."""

    line: int
    text: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Give the English sentence with its facts."""
        return self.text.format(**self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A value read from YAML and the line on which each part of it begins."""

    value: Plain
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Give the line of ``path``, or of the nearest thing above it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_marked(text: str) -> Marked:
    """Read one YAML document together with its lines.

    Args:
        text: The whole file; a byte order mark at its start is ignored.

    Returns:
        The value (``None`` for an empty file) with the line of every mapping entry and list element.

    Raises:
        UnreadableYaml: with the line and the reason, at the first fault; YAML cannot be read past one.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableYaml(1, TOO_LONG, {"limit": MAX_CHARACTERS})
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise UnreadableYaml(line, BAD_CHARACTER, {"code": f"U+{ord(found.group()):04X}"})
    try:
        node = yaml.compose(text, Loader=_PlainLoader)
    except yaml.YAMLError as fault:
        raise _unreadable(fault) from None
    lines: dict[Path, int] = {}
    value = None if node is None else _plain(node, (), lines)
    return Marked(value=value, lines=lines)


class _PlainLoader(yaml.SafeLoader):
    """Looks at each event before it becomes a node: depth, aliases, tags, documents."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose one node, or refuse it."""
        event, line = self._next()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableYaml(line, ALIAS)
        if getattr(event, "tag", None):
            raise UnreadableYaml(line, TAG)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise UnreadableYaml(line, TOO_DEEP, {"limit": MAX_DEPTH})
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def get_single_node(self) -> yaml.Node | None:
        """Compose the only document."""
        self.get_event()  # type: ignore[no-untyped-call]  # the stream starts; the stubs leave it untyped
        document = None if self.check_event(yaml.StreamEndEvent) else self.compose_document()
        if not self.check_event(yaml.StreamEndEvent):
            raise UnreadableYaml(self._next()[1], TWO_DOCUMENTS)
        return document

    def _next(self) -> tuple[yaml.Event, int]:
        """Give the event that comes next, and its line."""
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it untyped
        return event, event.start_mark.line + 1 if event.start_mark else 1


def _unreadable(fault: yaml.YAMLError) -> UnreadableYaml:
    if not isinstance(fault, yaml.MarkedYAMLError):
        return UnreadableYaml(1, NOT_YAML, {"problem": str(fault).splitlines()[0]})
    mark = fault.problem_mark or fault.context_mark
    return UnreadableYaml(1 if mark is None else mark.line + 1, NOT_YAML, {"problem": fault.problem or fault.context})


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Plain:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, index), lines) for index, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    raise UnreadableYaml(node.start_mark.line + 1, TAG)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Plain]:
    values: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "":
            raise UnreadableYaml(line, BAD_KEY)
        key = unicodedata.normalize("NFC", key_node.value)
        if key in values:
            raise UnreadableYaml(line, TWICE, {"key": key})
        lines[*path, key] = line
        values[key] = _plain(value_node, (*path, key), lines)
    return values


def _scalar(node: yaml.ScalarNode) -> str | int | bool | Decimal | None:
    text: str = node.value
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in {"yes", "true", "on"}
    if kind == "int" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "float" and _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
