"""The files of deploy/ fit the program: figures, paths, commands, and nothing runs as root."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import Running, house_of
from bot.cli import cli
from bot.clock import system_clock
from bot.settings import EXAMPLES, load_settings
from handlers.web.metrics import GAUGES
from handlers.wire import Api

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
COMPOSE = sorted(DEPLOY.glob("compose*.yaml"))
MOST_EXPOSURE = 2.0


@pytest.fixture
async def figures(tmp_path: Path) -> set[str]:
    """Every name that /metrics can answer."""
    settings = load_settings(database_url=f"sqlite:///{tmp_path}/jifenbot.db")
    running = Running(settings, system_clock, Api("1:a", root="http://127.0.0.1:9"), house_of(settings))
    endings = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("_total",)}
    names = {
        family.name + ending
        for family in running.site.figures.registry.collect()
        for ending in endings.get(family.type, ("",))
    }
    await running.site.reader.close()
    running.writer.engine.dispose()
    return names


def rules() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))["groups"][0][
        "rules"
    ]
    return found


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]
    return found


def named(text: str) -> set[str]:
    return set(re.findall(r"jifenbot_\w+", text))


async def test_dashboard_and_alerts_name_figures_that_exist(figures: set[str]) -> None:
    """A renamed figure must not leave an empty panel or a silent alert."""
    told = [target["expr"] for panel in panels() for target in panel["targets"]] + [rule["expr"] for rule in rules()]

    assert {name for text in told for name in named(text)} - figures == set()


def test_what_an_operator_must_know_has_an_alert_and_a_panel() -> None:
    """Queue, late posts, 429s, disk, certificate, calendar, backups, rehearsals, database."""
    must = {
        *("queue_age_seconds", "posts", "throttled", "disk_free_bytes", "certificate_seconds", "calendar_unknown_days"),
        *("backup_age_seconds", "rehearsal_ok", "rehearsal_age_seconds", "database_down", "database_errors"),
    }
    wanted = {f"jifenbot_{name}" for name in must}

    assert wanted - {name for rule in rules() for name in named(rule["expr"])} == set()
    assert wanted - {name for panel in panels() for one in panel["targets"] for name in named(one["expr"])} == set()
    assert must - {"posts"} <= set(GAUGES)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_every_alert_says_what_is_wrong_and_what_to_do(rule: dict[str, Any]) -> None:
    """The runbook has a row for each."""
    runbook = (DEPLOY.parent / "docs" / "operations.md").read_text(encoding="utf-8")

    assert rule["labels"]["severity"] in {"warning", "critical"}
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["action"].endswith((".", "!"))
    assert f"`{rule['alert']}`" in runbook


def test_panels_do_not_lie_on_each_other() -> None:
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels()]

    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in panels()}) == len(places)


def parsed(unit: Path) -> configparser.ConfigParser:
    found = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    found.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names are case sensitive
    found.read(unit, encoding="utf-8")
    return found


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".timer"], ids=lambda unit: unit.name)
def test_timers_start_a_service_and_catch_up(unit: Path) -> None:
    assert (DEPLOY / f"{unit.stem}.service").exists()
    assert parsed(unit)["Timer"]["Persistent"] == "yes"


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_units_run_commands_that_exist_and_not_as_root(unit: Path) -> None:
    """ExecStart is a command of ours with options that it knows, and the user is not root."""
    service = parsed(unit)["Service"]
    words = shlex.split(service["ExecStart"])
    assert service["User"] == "jifenbot"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    if unit.name != "jifenbot-failed@.service":
        assert words[0] == "/opt/jifenbot/.venv/bin/jifenbot"
        command = cli.commands[words[1]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words[2:] if word.startswith("--")} <= known


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here: install systemd")
def test_the_sandbox_leaves_little_open(unit: Path) -> None:
    """Systemd's own measure: 10 is no sandbox at all."""
    words = ("systemd-analyze", "security", "--offline=yes", "--no-pager", str(unit))
    said = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60).stdout
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)

    assert found is not None, said
    assert float(found[1]) <= MOST_EXPOSURE


def dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def instructions() -> list[str]:
    """The instructions of the image, each on one line, comments left out."""
    text = "\n".join(line for line in dockerfile().splitlines() if not line.lstrip().startswith("#"))
    return [line.strip() for line in re.sub(r"\\\n\s*", " ", text).splitlines() if line.strip()]


def test_the_image_is_built_from_files_that_exist_and_runs_without_root() -> None:
    """COPY sources are in the repository and let through by the ignore file."""
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [
        word
        for line in instructions()
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    ]

    assert len(copied) >= 9
    for name in copied:
        assert (DEPLOY.parent / name).exists(), name
        assert f"!{name}" in ignored, name
    assert "USER 10001" in instructions()


def test_the_image_keeps_the_rules_that_matter() -> None:
    """What a linter of images asks for, and more: see hadolint's DL3002, 3006, 3007, 3013, 3020, 3025, 3042, 4000."""
    lines = instructions()
    last = lines[max(n for n, line in enumerate(lines) if line.startswith("FROM ")) :]
    bases = [line.split()[1] for line in lines if line.startswith("FROM ")]

    assert all(re.fullmatch(r"[\w./-]+:[\w.-]+", base) and not base.endswith(":latest") for base in bases)
    assert [line for line in lines if line.startswith(("ADD ", "MAINTAINER ", "SHELL "))] == []
    assert not [line for line in lines if "sudo " in line or "apt-get upgrade" in line]
    assert all("--no-cache-dir" in line for line in lines if "pip install" in line)
    assert all("--require-hashes" in line or "--no-deps" in line for line in lines if "pip install" in line)
    assert [line.split()[0] for line in last].count("USER") == 1
    assert last.index("USER 10001") > max(n for n, line in enumerate(last) if line.startswith(("RUN ", "COPY ")))
    assert all(line.split(maxsplit=1)[1].startswith("[") for line in last if line.startswith(("CMD ", "ENTRYPOINT ")))
    assert any(line.startswith("HEALTHCHECK ") for line in last)
    assert not any(line.startswith("RUN ") and "pip" in line for line in last), "what builds stays in the first stage"
    assert not re.search(r"(?i)(token|secret|password)\s*=", dockerfile())


def composed(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


KEYS = {
    *("image", "build", "env_file", "environment", "command", "entrypoint", "volumes", "ports", "networks", "user"),
    *("depends_on", "restart", "stop_grace_period", "init", "read_only", "tmpfs", "cap_drop", "cap_add"),
    *("security_opt", "logging", "healthcheck", "shm_size"),
}
"""Of a service, as the Compose specification names them; a misspelt one is silently nothing."""


@pytest.mark.parametrize("path", COMPOSE, ids=lambda path: path.name)
def test_compose_files_give_nothing_away(path: Path) -> None:
    """Known keys, a read-only root, no capabilities, no secrets, and only the proxy is open to the world."""
    whole = composed(path)
    base = composed(DEPLOY / "compose.yaml")["services"]
    for name, service in whole["services"].items():
        complete = base.get(name, {}) | service if path.name == "compose.litestream.yaml" else service
        assert set(complete) <= KEYS, name
        assert complete["read_only"] is True, name
        assert complete["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in complete["security_opt"], name
        assert not complete.get("image", "x:1").endswith(":latest"), name
        open_ports = [port for port in complete.get("ports", ()) if not port.startswith("127.0.0.1:")]
        assert name == "proxy" or open_ports == [], name
        for mount in complete.get("volumes", ()):
            source = mount.split(":")[0]
            assert source.startswith("./") or source in whole.get("volumes", {}) or source == "data", mount
            assert not source.startswith("./") or ((DEPLOY / source).exists() and mount.endswith(":ro")), mount
        for needed in complete.get("depends_on", ()):
            assert needed in whole["services"], needed
        if "build" in complete:
            assert (DEPLOY / complete["build"]["context"] / complete["build"]["dockerfile"]).exists()
    settings = set(re.findall(r"JIFENBOT_(\w+)", path.read_text(encoding="utf-8")))
    assert settings <= set(EXAMPLES)


def test_two_bots_stand_behind_the_proxy_and_the_database_in_its_own_net() -> None:
    """The database is reached by bots alone, the bots by the proxy, on the path that they listen on."""
    whole = composed(DEPLOY / "compose.postgres.yaml")
    services = whole["services"]
    caddy = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    path = services["bot1"]["environment"]["JIFENBOT_WEBHOOK_URL"].partition("}")[2]

    assert whole["networks"]["inside"]["internal"] is True
    assert services["database"]["networks"] == ["inside"]
    assert services["proxy"]["networks"] == ["outside"]
    assert f"path {path}" in caddy
    assert re.findall(r"reverse_proxy (.+) \{", caddy) == ["bot1:8080 bot2:8080"] * 2
    assert caddy.count("{") == caddy.count("}")
    assert "/metrics" not in re.sub(r"#.*", "", caddy), "it has no password"
    assert services["bot1"] == services["bot2"]


def test_litestream_copies_the_file_that_the_bot_writes_and_alone_checkpoints() -> None:
    bot = composed(DEPLOY / "compose.yaml")["services"]["bot"]
    more = composed(DEPLOY / "compose.litestream.yaml")["services"]
    [database] = yaml.safe_load((DEPLOY / "litestream.yml").read_text(encoding="utf-8"))["dbs"]

    assert bot["environment"]["JIFENBOT_DATABASE_URL"] == f"sqlite:///{database['path']}"
    assert more["bot"]["environment"]["JIFENBOT_CHECKPOINTS"] == "off"
    assert more["bot"]["depends_on"]["restore"]["condition"] == "service_completed_successfully"
    assert more["litestream"]["volumes"][0] in bot["volumes"]


def test_pins_carry_hashes_and_name_no_index() -> None:
    """Both lists install the same everywhere."""
    for pins in (DEPLOY / "requirements.txt", DEPLOY.parent / "requirements.txt"):
        text = pins.read_text(encoding="utf-8")
        names = re.findall(r"^[a-z0-9].*==", text, re.MULTILINE)
        assert len(names) > 30
        assert "index-url" not in text
        assert "://" not in text
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9])", text.strip()) if "==" in block)
