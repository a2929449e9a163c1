"""The threat model names tests that are there, and what only a tool can tell is asked of it safely."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("security.md", "operations.md", "privacy.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
AUDIT = ROOT / "deploy" / "audit.py"


@pytest.mark.parametrize("page", PAGES)
def test_tests_that_a_page_relies_on_exist(page: str) -> None:
    """A renamed test must not leave a promise without a proof."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    missing = [
        f"{path}::{name}"
        for path, name in NAMED.findall(text)
        if not re.search(rf"^(async )?def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert missing == []


def test_every_threat_says_what_is_not_stopped() -> None:
    """A model without gaps would be a lie."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    threats = re.findall(r"^## ((?:A|An|Somebody) .+?)$(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)

    assert len(threats) >= 7
    for title, body in threats:
        assert "not stopped" in body.lower() or "shown by" in body or "nobody could be asked" in body, title
    assert len(NAMED.findall(text)) >= 35


def audited(tmp_path: Path, report: str) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "report.json"
    path.write_text(report, encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(AUDIT), str(path)], capture_output=True, text=True, check=False, timeout=60
    )


def report(*dependencies: dict[str, object]) -> str:
    return json.dumps({"dependencies": list(dependencies), "fixes": []})


SOUND: dict[str, object] = {"name": "click", "version": "8.1", "vulns": []}
FAULTY: dict[str, object] = {
    "name": "jinja2",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"], "description": "…"}],
}
UNKNOWN: dict[str, object] = {"name": "attrs", "skip_reason": "could not be audited"}


def test_a_known_fault_fails_the_audit_and_names_the_way_out(tmp_path: Path) -> None:
    done = audited(tmp_path, report(SOUND, FAULTY))

    assert done.returncode == 1
    assert "jinja2 2.0: PYSEC-1, mended in 2.1" in done.stdout


def test_what_was_looked_at_and_is_sound_passes(tmp_path: Path) -> None:
    done = audited(tmp_path, report(SOUND))

    assert (done.returncode, done.stdout) == (0, "ok 1 packages, no known faults\n")


@pytest.mark.parametrize("text", ["", "no json", report(SOUND, UNKNOWN)])
def test_a_service_out_of_reach_fails_no_build_and_is_said_aloud(tmp_path: Path, text: str) -> None:
    """Without a network nobody has looked: that must not read like "all is well"."""
    done = audited(tmp_path, text)

    assert done.returncode == 0
    assert "NOT AUDITED" in done.stderr
    assert not done.stdout.startswith("ok")


def test_the_list_of_what_is_shipped_is_complete(tmp_path: Path) -> None:
    """`make sbom`: each pinned package with its version and hashes, and nothing of the machine that wrote it."""
    path = tmp_path / "sbom.json"
    pins = ROOT / "deploy" / "requirements.txt"
    words = [sys.executable, "-m", "cyclonedx_py", "requirements", str(pins), "--output-reproducible", "-o", str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    text = path.read_text(encoding="utf-8")
    components = {one["name"].lower(): one["version"] for one in json.loads(text)["components"]}
    wanted = dict(re.findall(r"^([a-z0-9._-]+)(?:\[\w+\])?==([\w.]+)", pins.read_text(encoding="utf-8"), re.MULTILINE))

    assert components == wanted
    assert str(ROOT) not in text
