"""The doctor: stable ids, three states, a hint on every line; exit code 1 only if something fails."""

import asyncio
import json
import socket
from contextlib import closing

import pytest

from bot.clock import system_clock
from bot.simulator import Simulator
from tests.cli.conftest import Shell

LATER = (
    "INSERT INTO letters (key, chat_id, lane, method, body, state, due_at, created_at, attempts) VALUES "
    "('k', 1, 0, 'm', '{}', 'due', '2099-01-01T00:00:00.000000Z', '2099-01-01T00:00:00.000000Z', 0)"
)
TOKEN = "7654321:ZYX-987wvut654srq-ponm32l1k0jih9gf8"
GIVEN = {"token": TOKEN, "owners": "1", "listen": ""}


def findings(shell: Shell, *words: str, **settings: str) -> tuple[int, dict[str, dict[str, str]]]:
    done = shell.run("doctor", "--format", "json", *words, **settings)
    assert TOKEN not in done.out + done.err
    assert "Traceback" not in done.err
    return done.code, {found["id"]: found for found in json.loads(done.out)}


def test_all_is_well_on_a_database_of_this_version(branches: Shell) -> None:
    code, found = findings(branches, "--offline", **GIVEN)
    year = system_clock().year

    assert code == 0
    assert {
        "settings.token", "settings.owners", "database.open", "database.revision", "database.integrity", "zone.data",
        f"calendar.{year}", f"calendar.{year + 1}", "catalogs.complete", "listen.port", "disk.space", "sqlite.version",
        "clock.sane",
    } <= set(found)  # fmt: skip
    assert found["database.integrity"]["state"] == "ok"
    assert all(one["hint"] for one in found.values())
    assert "telegram.token" not in found


def test_each_line_has_state_id_text_and_hint(branches: Shell) -> None:
    done = branches.run("doctor", "--offline", **GIVEN)

    for line in done.out.splitlines():
        state, name = line.split()[:2]
        assert state in {"ok", "warn", "fail"}
        assert "." in name
        assert "  -> " in line


def test_looking_changes_nothing(shell: Shell) -> None:
    """A doctor that makes an empty database would hide that the real one is elsewhere."""
    code, found = findings(shell, "--offline", **GIVEN)

    assert code == 0
    assert found["database.open"]["state"] == "warn"
    assert not list(shell.place.iterdir())


def test_missing_settings_fail(branches: Shell) -> None:
    code, found = findings(branches, "--offline", listen="")

    assert code == 1
    assert found["settings.token"]["state"] == found["settings.owners"]["state"] == "fail"


def test_a_wrong_setting_is_a_finding(branches: Shell) -> None:
    code, found = findings(branches, "--offline", timezone="Mars/Base", **GIVEN)

    assert code == 1
    assert "Mars/Base" in found["settings.timezone"]["text"]


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "database.revision"),
        ("INSERT INTO memberships (person_id, org_id, state, since, rev) VALUES (77, 1, 'active', 'x', 0)",
         "database.integrity"),
        (LATER, "clock.sane"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_database_fails(branches: Shell, statement: str, finding: str) -> None:
    branches.change(statement)
    code, found = findings(branches, "--offline", **GIVEN)

    assert code == 1
    assert found[finding]["state"] == "fail"


def test_a_file_that_is_no_database_fails(branches: Shell) -> None:
    branches.database.write_bytes(b"no database at all " * 1000)
    code, found = findings(branches, "--offline", **GIVEN)

    assert code == 1
    assert found["database.open"]["state"] == "fail"


def test_a_place_that_cannot_be_written_to_fails(shell: Shell) -> None:
    file = shell.write("file", "in the way")
    code, found = findings(shell, "--offline", **{**GIVEN, "database_url": f"sqlite:///{file}/data/bot.db"})

    assert code == 1
    assert found["database.open"]["state"] == "fail"


def test_an_official_list_ends_the_warning_of_next_year(branches: Shell) -> None:
    year = system_clock().year + 2
    rows = "日期,是否工作日\n" + f"{year - 1}-01-01,休\n{year}-01-01,休\n"
    _, before = findings(branches, "--offline", **GIVEN)
    branches.run("import", "workdays", branches.write("w.csv", rows), "--whole-year")
    _, after = findings(branches, "--offline", **GIVEN)

    assert before[f"calendar.{year - 1}"]["state"] in {"ok", "warn"}
    assert after[f"calendar.{year - 1}"]["state"] == "ok"


def test_an_address_in_use_is_told(branches: Shell) -> None:
    """For polling it is a warning, for a webhook a fault."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        given = {**GIVEN, "listen": f"127.0.0.1:{other.getsockname()[1]}"}
        polling, found = findings(branches, "--offline", **given)
        hooked, worse = findings(
            branches, "--offline", webhook_url="https://bot.example.org/t", webhook_secret="s" * 20, **given
        )

    assert (polling, found["listen.port"]["state"]) == (0, "warn")
    assert (hooked, worse["listen.port"]["state"]) == (1, "fail")


async def test_telegram_is_asked_for_the_account_and_the_webhook(branches: Shell) -> None:
    async with Simulator() as sim:
        given = {**GIVEN, "api_base_url": sim.root_url}
        code, found = await in_thread(branches, {**given, "token": sim.token})
        wrong, refused = await in_thread(branches, given)

    assert code == 0
    assert found["telegram.token"]["text"].startswith("@")
    assert found["telegram.webhook"]["state"] == "ok"
    assert wrong == 1
    assert refused["telegram.token"]["text"] == "Telegram does not know it"


async def in_thread(shell: Shell, settings: dict[str, str]) -> tuple[int, dict[str, dict[str, str]]]:
    """Run the command beside the simulator's loop."""

    return await asyncio.to_thread(lambda: findings(shell, **settings))


def test_a_telegram_that_cannot_be_reached_fails(branches: Shell) -> None:
    code, found = findings(branches, api_base_url="http://127.0.0.1:9", **GIVEN)

    assert code == 1
    assert "cannot be reached" in found["telegram.token"]["text"]
