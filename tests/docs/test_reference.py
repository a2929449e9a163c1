"""The generated reference is current, and what the pages tell people to type exists."""

import re
import shlex
from pathlib import Path

import click
import pytest

from bot.cli import cli
from bot.cli.reference import pages
from bot.settings import Settings
from handlers import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")], key=str)
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
OURS = re.compile(r"(?:sudo |.*exec bot )?(?:\.venv/bin/|/opt/jifenbot/\.venv/bin/)?jifenbot( .*)?$")
CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
ADDED = "docs/add-a-command.md"
"""The page that adds a command of its own."""


def code_of(page: Path) -> list[str]:
    """Answer what a page shows as code, in blocks and in lines."""
    return [block or inline for block, inline in CODE.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_make_docs_changes_nothing(path: Path) -> None:
    """Commands and settings are documented as the code has them."""
    assert path.read_text(encoding="utf-8") == pages()[path], "run `make docs`"


@pytest.mark.parametrize("name", NAMES)
def test_make_targets_exist(name: str) -> None:
    """Every `make …` of a page is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = {word for code in code_of(ROOT / name) for word in re.findall(r"^\s*make ([a-z]+)", code, re.MULTILINE)}

    assert told - targets == set()


@pytest.mark.parametrize("name", NAMES)
def test_commands_of_the_command_line_exist(name: str) -> None:
    """Every `jifenbot …` of a page is understood by the command line, options included."""
    faults = []
    for code in code_of(ROOT / name):
        for line in code.splitlines():
            found = re.match(
                r"(?:sudo |.*exec bot )?(?:\.venv/bin/|/opt/jifenbot/\.venv/bin/)?jifenbot( .*)?$", line.strip()
            )
            if not found or name == "docs/commands.md":
                continue
            words = shlex.split((found.group(1) or "").split("  #")[0].split(" >")[0].replace("…", ""), comments=True)
            if fault := _fault(cli, words):
                faults.append(f"{line.strip()}: {fault}")

    assert faults == []


def _fault(command: click.Command, words: list[str]) -> str | None:
    """Say what a command does not know of some words, without running anything."""
    context = click.Context(command)
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        part = command.get_command(context, words[0])
        if part is None:
            return f"no command {words[0]}"
        command, words = part, words[1:]
        context = click.Context(command, parent=context)
    options = {option for parameter in command.get_params(context) for option in parameter.opts}
    unknown = [word for word in words if word.startswith("--") and word.split("=")[0] not in options]
    return f"no option {unknown[0]}" if unknown else None


@pytest.mark.parametrize("name", NAMES)
def test_commands_of_the_chat_exist(name: str) -> None:
    """Every `/command` of a page is in the table; BotFather's own and web addresses are not ours."""
    botfather = {"newbot", "setprivacy", "setjoingroups"}
    elsewhere = {"healthz", "metrics", "tmp", "data", "telegram"}
    told = {
        word
        for code in code_of(ROOT / name)
        for word in re.findall(r"^/([a-z]+)(?=\s|$|[,.;)])", code.strip(), re.MULTILINE)
    }
    added = {"today"} if name == ADDED else set()

    assert told - set(COMMANDS) - botfather - elsewhere - added == set()


@pytest.mark.parametrize("name", NAMES)
def test_settings_exist(name: str) -> None:
    """Every JIFENBOT_… of a page is a setting."""
    known = {f"JIFENBOT_{setting.upper()}" for setting in Settings.model_fields}
    told = set(re.findall(r"JIFENBOT_[A-Z_]*[A-Z]", (ROOT / name).read_text(encoding="utf-8")))

    assert told - known == set()


def test_the_environment_file_names_every_setting() -> None:
    """deploy/env.example is complete, and can be read by a shell, systemd and docker alike."""
    text = (ROOT / "deploy" / "env.example").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not re.match(r"# |#$", line)]

    assert [line.lstrip("#").split("=")[0] for line in lines] == [
        f"JIFENBOT_{name.upper()}" for name in Settings.model_fields
    ]
    assert all(re.fullmatch(r"#?JIFENBOT_[A-Z_]+=\S*", line) for line in lines)
