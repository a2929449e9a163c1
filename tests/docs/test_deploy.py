"""The files of deploy/ fit the program: figures, paths, commands, and nothing runs as root."""

import configparser
import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

from bot.app import Running, house_of
from bot.cli import cli
from bot.clock import system_clock
from bot.settings import load_settings
from handlers.wire import Api

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


@pytest.fixture
async def figures(tmp_path: Path) -> set[str]:
    """Every name that /metrics can answer."""
    settings = load_settings(database_url=f"sqlite:///{tmp_path}/jifenbot.db")
    running = Running(settings, system_clock, Api("1:a", root="http://127.0.0.1:9"), house_of(settings))
    endings = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("_total",)}
    names = {
        family.name + ending for family in running.site.registry.collect() for ending in endings.get(family.type, ("",))
    }
    await running.site.reader.close()
    running.writer.engine.dispose()
    return names


async def test_dashboard_and_alerts_name_figures_that_exist(figures: set[str]) -> None:
    """A renamed figure must not leave an empty panel or a silent alert."""
    panels = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]
    rules = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))["groups"][0]["rules"]
    told = [target["expr"] for panel in panels for target in panel["targets"]] + [rule["expr"] for rule in rules]

    assert len(panels) >= 9
    assert len(rules) >= 6
    assert {name for text in told for name in re.findall(r"jifenbot_\w+", text)} - figures == set()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_run_commands_that_exist_and_not_as_root(unit: Path) -> None:
    """ExecStart is a command of ours, and the user is not root."""
    parsed = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parsed.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names are case sensitive
    parsed.read(unit, encoding="utf-8")
    if unit.suffix == ".timer":
        assert (DEPLOY / f"{unit.stem}.service").exists()
        assert parsed["Timer"]["Persistent"] == "yes"
        return

    service = parsed["Service"]
    words = shlex.split(service["ExecStart"].replace('"', ""))
    command = " ".join(words).split("/bin/jifenbot ")[1].split()[0]
    assert command in cli.commands
    assert service["User"] == "jifenbot"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"


def test_the_image_is_built_from_files_that_exist_and_runs_without_root() -> None:
    """COPY sources are in the repository and let through by the ignore file."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [word for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE) for word in line.split()]

    assert len(copied) >= 9
    for name in copied:
        assert (DEPLOY.parent / name).exists(), name
        assert f"!{name}" in ignored, name
    assert re.search(r"^USER 10001$", text, re.MULTILINE)
    assert "--require-hashes" in text


def test_compose_uses_the_image_and_gives_nothing_away() -> None:
    """Ports on loopback only, a read-only root, no capabilities."""
    bot = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["bot"]

    assert (DEPLOY / bot["build"]["context"] / bot["build"]["dockerfile"]).exists()
    assert all(port.startswith("127.0.0.1:") for port in bot["ports"])
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]


def test_pins_carry_hashes_and_name_no_index() -> None:
    """Both lists install the same everywhere."""
    for pins in (DEPLOY / "requirements.txt", DEPLOY.parent / "requirements.txt"):
        text = pins.read_text(encoding="utf-8")
        names = re.findall(r"^[a-z0-9].*==", text, re.MULTILINE)
        assert len(names) > 30
        assert "index-url" not in text
        assert "://" not in text
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9])", text.strip()) if "==" in block)
