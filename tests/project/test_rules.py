"""The repository's own rules: ceilings, floors, and what never stands in a file."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ROOT / "handlers" / "commands"
CEILINGS = {"handlers/command.py": 150}
MOST_IN_COMMAND_FILE = 80
MOST_IN_HANDLER = 25
MOST_IN_FILE = 650
STATEMENTS = 40


def tracked() -> list[Path]:
    """Every file that is or is to be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ---- ceilings (architecture 3): if something needs more, a feature is to be cut ------------------------------------
def test_a_command_file_is_short() -> None:
    long = {name(path): lines(path) for path in COMMANDS.glob("*.py") if lines(path) > MOST_IN_COMMAND_FILE}

    assert long == {}


def test_command_py_does_not_become_a_framework() -> None:
    assert {file: lines(ROOT / file) for file, most in CEILINGS.items() if lines(ROOT / file) > most} == {}


def test_no_file_grows_beyond_what_one_reads_at_once() -> None:
    long = {name(path): lines(path) for path in sources("bot", "handlers", "storage") if lines(path) > MOST_IN_FILE}

    assert long == {}


def test_a_handler_is_short_and_the_median_very_short() -> None:
    """Lines of code of the functions in command files, without signature and docstring."""
    sizes = {}
    for path in COMMANDS.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                sizes[f"{name(path)}:{node.name}"] = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0

    assert {where: size for where, size in sizes.items() if size > MOST_IN_HANDLER} == {}
    assert sorted(sizes.values())[len(sizes) // 2] <= 12


def test_no_function_has_more_statements_than_one_keeps_in_mind() -> None:
    long = {}
    for path in sources("bot", "handlers", "storage"):
        if "migrations/versions" in name(path):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                count = sum(isinstance(part, ast.stmt) for part in ast.walk(node)) - 1
                if count > STATEMENTS:
                    long[f"{name(path)}:{node.name}"] = count

    assert long == {}


# ---- floors --------------------------------------------------------------------------------------------------------
def test_an_arrow_only_ever_points_down() -> None:
    """The contracts of pyproject.toml, by import-linter."""
    lint = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([str(lint)], cwd=ROOT, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout[-3000:]


@pytest.mark.parametrize("module", ["bot.domain", "bot.services", "handlers", "storage", "bot.i18n"])
def test_the_clock_is_an_argument(module: str) -> None:
    """Only bot/clock.py looks at the wall clock; ruff says so too, but for attributes it cannot see."""
    folder = ROOT / module.replace(".", "/")
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    hidden = re.compile(r"\b(?:datetime\.now|datetime\.utcnow|date\.today|time\.time|time\.localtime)\(")

    assert [name(path) for path in files if hidden.search(path.read_text(encoding="utf-8"))] == []


def test_rules_are_plain_functions_without_io() -> None:
    """bot/domain imports no other floor, no library that talks to the world, and opens nothing."""
    allowed = {"__future__", "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum"}
    allowed |= {"functools", "hashlib", "hmac", "itertools", "json", "math", "operator", "re", "string", "typing"}
    allowed |= {"unicodedata", "zoneinfo", "bot", "chinese_calendar", "holidays", "cronsim", "fractions"}
    strange = {}
    for path in sources("bot/domain"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [part.name for part in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for imported in names:
                if imported.split(".")[0] not in allowed or (
                    imported.startswith("bot.") and not imported.startswith("bot.domain")
                ):
                    strange[name(path)] = imported

    assert strange == {}


# ---- what never stands in a file -----------------------------------------------------------------------------------
def text_files() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        try:
            found.append((name(path), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


FORBIDDEN = {
    "a package index": r"https?://[^\s\"'<>)]*(?:py" + r"pi\.org|pythonhosted\.org|/simple/|regis" + r"try\.npmjs)",
    "an index option": r"--(?:extra-)?index" + r"-url|--find" + r"-links",
    "a path of this machine": r"/(?:work|home|root)/(?:main|shared|[a-z]+/\.)",
    "a token": r"\b[0-9]{9,10}:AA[A-Za-z0-9_-]{33}\b",
    "a merge left undone": r"^(?:<{7}|>{7}|={7})(?: |$)",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    allowed = {"tests/project/test_rules.py", "Makefile" if what == "an index option" else ""}
    found = {file: match[0] for file, text in text_files() if file not in allowed and (match := pattern.search(text))}

    assert found == {}


def test_every_pin_has_a_hash_and_names_no_host() -> None:
    for path in (ROOT / "requirements.txt", ROOT / "deploy/requirements.txt", ROOT / "deploy/bench-requirements.txt"):
        text = path.read_text(encoding="utf-8")
        pins = re.findall(
            r"^([A-Za-z0-9._-]+)==[^\s;]+[^\\]*\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", text, re.MULTILINE
        )
        named = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)

        assert pins == named
        assert "://" not in text


def test_nothing_is_left_for_later() -> None:
    """No TODO, no silent except, no ignored type or rule without its reason."""
    later = re.compile(r"#\s*(?:TODO|FIXME|XXX|HACK)\b|except[^\n]*:\s*\n\s*pass\b")
    bare = re.compile(r"# (?:noqa|type: ignore)(?:\[[a-z-]+\]|: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*)?\s*$", re.MULTILINE)
    found = {}
    for path in sources("bot", "handlers", "storage", "tests"):
        text = path.read_text(encoding="utf-8")
        if match := later.search(text) or bare.search(text):
            found[name(path)] = match[0].strip()

    assert found == {}


def test_no_test_sleeps_or_mocks() -> None:
    """Waiting is for events; what is tested is the real thing."""
    lazy = re.compile(
        r"\b(?:time|asyncio)\.sleep\((?!0\))|\bmonkeypatch\b.*\.setattr|from unittest|import unittest|freezegun"
    )
    mine = Path(__file__).resolve()
    found = {
        name(path): match[0]
        for path in sources("tests")
        if path != mine and (match := lazy.search(path.read_text(encoding="utf-8")))
    }

    assert found == {}
