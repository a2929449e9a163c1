"""How `run` begins and ends, and what its logs never hold."""

import asyncio
import json
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest

from bot.simulator import Simulator
from tests.cli.conftest import Shell

TOKEN = "7654321:ZYX-987wvut654srq-ponm32l1k0jih9gf8"
SECOND_HALF = TOKEN.partition(":")[2]


@asynccontextmanager
async def running(shell: Shell, **settings: str) -> AsyncIterator[Process]:
    """`jifenbot run` as a process; it is killed if a test leaves it behind."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=shell.place, env=shell.environment(**settings), stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def line_with(process: Process, word: str) -> str:
    """Read the log until a line holds a word."""
    assert process.stderr is not None
    while line := (await asyncio.wait_for(process.stderr.readline(), 30)).decode():
        if word in line:
            return line
    raise AssertionError(f"the log ended without {word!r}")


async def ended(process: Process, *, seconds: float = 5.0) -> str:
    """Wait for the end; answer what was still logged."""
    assert process.stderr is not None
    rest = process.stderr.read()
    return (await asyncio.wait_for(asyncio.gather(rest, process.wait()), seconds))[0].decode()


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({}, "JIFENBOT_TOKEN: it is missing."),
        ({"token": TOKEN}, "JIFENBOT_OWNERS: it is missing."),
        ({"token": "nonsense", "owners": "1"}, "JIFENBOT_TOKEN: it does not look like a token"),
        ({"token": TOKEN, "owners": "me"}, "JIFENBOT_OWNERS: 'me' is not a Telegram user id"),
        ({"token": TOKEN, "owners": "1", "timezone": "Mars"}, "JIFENBOT_TIMEZONE: 'Mars' is not a zone"),
        ({"token": TOKEN, "owners": "1", "database_url": "mysql://x"}, "JIFENBOT_DATABASE_URL: it must begin with"),
        ({"token": TOKEN, "owners": "1", "locale": "fr"}, "JIFENBOT_LOCALE: "),
        ({"token": TOKEN, "owners": "1", "quiet_hours": "25:00-08:00"}, "JIFENBOT_QUIET_HOURS: "),
        ({"token": TOKEN, "owners": "1", "listen": "8080"}, "JIFENBOT_LISTEN: "),
        ({"token": TOKEN, "owners": "1", "listen": "127.0.0.1:99999"}, "JIFENBOT_LISTEN: "),
        ({"token": TOKEN, "owners": "1", "database_url": "sqlite:///"}, "JIFENBOT_DATABASE_URL: it names no file"),
        ({"token": TOKEN, "owners": "1", "database_url": "sqlite:////dev/null/a/b.db"}, "JIFENBOT_DATABASE_URL: "),
        ({"token": TOKEN, "owners": "1", "database_url": "sqlite:////"}, "JIFENBOT_DATABASE_URL: "),
        ({"token": TOKEN, "owners": "1", "api_base_url": ""}, "JIFENBOT_API_BASE_URL: it is not an address"),
        (
            {"token": TOKEN, "owners": "1", "api_base_url": "socks5://h:1"},
            "JIFENBOT_API_BASE_URL: it is not an address",
        ),
        ({"token": TOKEN, "owners": "1", "api_base_url": "http://h:99999"}, "JIFENBOT_API_BASE_URL: it is not"),
        ({"token": TOKEN, "owners": "1", "api_base_url": f"host/bot{TOKEN}"}, "JIFENBOT_API_BASE_URL: it is not"),
        ({"token": TOKEN, "owners": "1", "proxy_url": f"http://me:{SECOND_HALF}@"}, "JIFENBOT_PROXY_URL: it is not"),
        ({"token": TOKEN, "owners": "1", "rate_per_second": "0"}, "JIFENBOT_RATE_PER_SECOND: "),
        ({"token": TOKEN, "owners": "1", "api_base_url": "telegram"}, "JIFENBOT_API_BASE_URL: "),
        ({"token": TOKEN, "owners": "1", "webhook_url": "https://bot.example.org/t"}, "JIFENBOT_WEBHOOK_SECRET: "),
    ],
)
def test_a_wrong_setting_ends_the_start_with_one_line(shell: Shell, settings: dict[str, str], line: str) -> None:
    """The line names the setting, its fault and an example; nothing was begun."""
    done = shell.run("run", **settings)

    assert done.code == 2
    assert done.err.startswith(line), done.err
    assert done.err.count("\n") == 1
    assert "Example: JIFENBOT_" in done.err
    assert SECOND_HALF not in done.err
    assert done.out == ""
    assert not list(shell.place.iterdir())


def test_a_database_that_cannot_be_made_ends_the_start_with_one_line(shell: Shell) -> None:
    file = shell.write("file", "in the way")
    done = shell.run("run", token=TOKEN, owners="1", database_url=f"sqlite:///{file}/bot.db")

    assert done.code == 2
    assert done.err.count("\n") == 1
    assert done.err.startswith(f"JIFENBOT_DATABASE_URL: {file}: ")
    assert "Example: JIFENBOT_DATABASE_URL=" in done.err


def test_a_file_of_settings_that_is_no_text_ends_the_start_with_one_line(shell: Shell) -> None:
    (shell.place / ".env").write_bytes(b"JIFENBOT_LOCALE=\xff\xfe\n")
    done = shell.run("run", token=TOKEN, owners="1")

    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.startswith(".env: ")


def test_a_word_of_a_fixed_list_may_be_written_in_capitals(shell: Shell) -> None:
    """Operators write LOG_LEVEL=INFO, as most programs take it."""
    done = shell.run("migrate", log_level="INFO", log_format="Text")

    assert (done.code, done.err) == (0, "")


def test_a_newer_database_ends_the_start_with_one_line(branches: Shell) -> None:
    branches.change("UPDATE alembic_version SET version_num = '9999'")
    done = branches.run("run", token=TOKEN, owners="1")

    assert done.code == 1
    assert "revision 9999" in done.err
    assert "Traceback" not in done.err


async def test_it_stops_on_sigterm(shell: Shell) -> None:
    """Running, polling, with nothing to do: five seconds are more than enough."""
    async with (
        Simulator() as sim,
        running(shell, token=sim.token, owners="1", api_base_url=sim.root_url, listen="") as bot,
    ):
        await line_with(bot, '"running"')
        bot.send_signal(signal.SIGTERM)
        rest = await ended(bot)

    assert bot.returncode == 0
    assert '"stopped"' in rest


async def test_it_stops_while_telegram_is_silent(shell: Shell) -> None:
    """A server takes the connection and never answers: the stop is heard all the same."""

    async def never(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set()
        await gone.wait()
        writer.close()

    heard, gone = asyncio.Event(), asyncio.Event()
    async with await asyncio.start_server(never, "127.0.0.1", 0) as server:
        root = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with running(shell, token=TOKEN, owners="1", api_base_url=root, listen="") as bot:
            await asyncio.wait_for(heard.wait(), 30)
            bot.send_signal(signal.SIGTERM)
            rest = await ended(bot)
        gone.set()

    assert bot.returncode == 0
    assert TOKEN not in rest


async def test_it_waits_for_a_telegram_that_cannot_be_reached(shell: Shell) -> None:
    """The network may come later; what is logged of it does not hold the token, at any level, in any style."""
    for style in ("json", "text"):
        given = {"token": TOKEN, "owners": "1", "api_base_url": "http://127.0.0.1:9", "listen": ""}
        async with running(shell, log_level="debug", log_format=style, **given) as bot:
            line = await line_with(bot, "telegram unreachable")
            bot.send_signal(signal.SIGINT)
            rest = await ended(bot)

        assert bot.returncode == 0
        assert SECOND_HALF not in line + rest


async def test_a_token_that_telegram_does_not_know_is_a_wrong_setting(shell: Shell) -> None:
    async with (
        Simulator() as sim,
        running(shell, token=TOKEN, owners="1", api_base_url=sim.root_url, log_level="debug", listen="") as bot,
    ):
        assert bot.stderr is not None
        said = (await bot.stderr.read()).decode()
        await bot.wait()

    assert bot.returncode == 2
    assert "JIFENBOT_TOKEN: Telegram does not know it" in said
    assert SECOND_HALF not in said


async def test_a_webhook_left_behind_is_taken_away(shell: Shell) -> None:
    """With one set, Telegram refuses to be polled; without JIFENBOT_WEBHOOK_URL the operator wants polling."""
    async with Simulator() as sim:
        secret = {"token": sim.token, "owners": "1", "api_base_url": sim.root_url}
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
        hook = {"webhook_url": f"http://127.0.0.1:{port}/t", "webhook_secret": "s" * 20, "listen": f"127.0.0.1:{port}"}
        async with running(shell, **secret, **hook) as bot:
            assert '"webhook"' in await line_with(bot, '"running"')
            bot.send_signal(signal.SIGTERM)
            await ended(bot)
        async with running(shell, **secret, listen="") as bot:
            assert await line_with(bot, "webhook deleted")
            assert '"polling"' in await line_with(bot, '"running"')
            bot.send_signal(signal.SIGTERM)
            await ended(bot)

    assert bot.returncode == 0


@pytest.mark.parametrize("webhook", [True, False])
async def test_an_address_in_use(shell: Shell, webhook: bool) -> None:
    """Polling goes on without /healthz and says so; a webhook cannot, and ends with one line."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        hook = {"webhook_url": f"http://{address}/t", "webhook_secret": "s" * 20} if webhook else {}
        async with Simulator() as sim:
            given = {"token": sim.token, "owners": "1", "api_base_url": sim.root_url, "listen": address, **hook}
            async with running(shell, **given) as bot:
                if webhook:
                    said = await ended(bot, seconds=30)
                    assert bot.returncode == 2
                    assert f"JIFENBOT_LISTEN: cannot listen on {address}" in said.splitlines()[-1]
                else:
                    fault = json.loads(await line_with(bot, '"listen"'))
                    assert fault["address"] == address
                    await line_with(bot, '"running"')
                    bot.send_signal(signal.SIGTERM)
                    await ended(bot)
                    assert bot.returncode == 0


def test_every_command_explains_itself(shell: Shell) -> None:
    """Every command and every import has a help with an example."""
    listed = shell.run("--help")
    commands = re.findall(r"^  ([a-z]+)", listed.out.partition("Commands:")[2], re.MULTILINE)

    assert {"run", "doctor", "migrate", "import", "backup", "restore", "anonymise", "mydata"} <= set(commands)
    for command in (
        *commands,
        "import roster",
        "import org",
        "import scheme",
        "import workdays",
        "import balances",
        "import trainings",
    ):
        if command != "import":
            done = shell.run(*command.split(), "--help")
            assert done.code == 0, command
            assert "jifenbot " + command.split()[0] in done.out.partition("Examples:")[2], command


def test_misuse_ends_with_two(shell: Shell) -> None:
    for words in (("nothing",), ("run", "--what"), ("backup",), (), ("run",)):
        done = shell.start(*words)
        assert done.code == 2, words
        assert "Traceback" not in done.err
