"""`jifenbot migrate --from … --to …`: a live organisation moves to PostgreSQL and nothing of it changes."""

from pathlib import Path

import pytest

from bot.simulator import Simulator
from storage.engine import open_writer
from storage.restore import check_unused
from tests.cli.conftest import Shell
from tests.conversations.acts import book, english_branch
from tests.postgres import Server
from tests.stage import a_stage

FILED = "/claim K701 x2 05-12 street cleaning"


@pytest.fixture
async def lived(tmp_path: Path, shell: Shell) -> Shell:
    """A branch with entries, a reversal, a claim that waits, photos, and a month whose notice is out."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 street cleaning")
        await book(branch, "Zhao", "K701 04-12 gardening")
        await branch.people["Li"].say(branch.chat, "/undo 2")
        await branch.settled()
        await branch.people["Zhao"].photo(branch.chat, "/claim K701 05-11 watering")
        await branch.settled()
        await branch.move_to(branch.clock.at.replace(month=6, day=8, hour=9))
    branch.database.replace(shell.database)
    check_unused(shell.database)
    return shell


def source(shell: Shell) -> str:
    return f"sqlite:///{shell.database}"


async def test_everything_moves_and_both_sides_verify_alike(lived: Shell, postgres: Server) -> None:
    target = postgres.empty()
    moved = lived.run("migrate", "--from", source(lived), "--to", target)
    assert (moved.code, moved.err) == (0, "")

    here, there = lived.run("verify"), lived.run("verify", database_url=target)
    assert here.out == there.out == moved.out
    assert here.out.startswith("ok 3 ")
    for what in ("ledger", "claims", "members", "board"):
        words = ("export", what, "--format", "json")
        assert lived.run(*words).out == lived.run(*words, database_url=target).out


async def test_life_goes_on_there_with_new_numbers(lived: Shell, postgres: Server, tmp_path: Path) -> None:
    """Numbers of claims go on where they ended, and the chain too."""
    target = postgres.empty()
    assert lived.run("migrate", "--from", source(lived), "--to", target).code == 0

    def later(sim: Simulator) -> None:
        sim.world.updates.next_id += 1_000  # Telegram goes on where it was

    async with a_stage(tmp_path, url=target, locale="en", before=later) as there:
        await there.people["Wang"].photo(there.chat, FILED.replace("street", "other"))
        await there.settled()
        assert [row[0] for row in there.rows("SELECT id FROM claims ORDER BY id")] == [1, 2, 3, 4]
        await there.people["Li"].press(there.chat, "✅")
        await there.settled()

    assert lived.run("verify", database_url=target).out.startswith("ok 4 ")


def test_a_database_that_is_not_empty_is_left_alone(lived: Shell, postgres: Server) -> None:
    target = postgres.empty()
    words = ("migrate", "--from", source(lived), "--to", target)
    assert lived.run(*words).code == 0
    again = lived.run(*words)

    assert again.code == 1
    assert "not empty" in again.err


def test_a_file_that_a_bot_holds_is_not_moved(lived: Shell, postgres: Server) -> None:
    """What the bot writes meanwhile would be lost."""
    engine = open_writer(source(lived))
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM orgs").close()
        done = lived.run("migrate", "--from", source(lived), "--to", postgres.empty())
    engine.dispose()

    assert done.code == 1
    assert "Stop it first" in done.err


def test_books_that_do_not_agree_are_not_moved(lived: Shell, postgres: Server) -> None:
    engine = open_writer(source(lived))
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE totals SET points = points + 1")
    engine.dispose()
    target = postgres.empty()
    done = lived.run("migrate", "--from", source(lived), "--to", target)

    assert done.code == 1
    assert "nothing was moved" in done.err
    assert lived.run("export", "members", "--format", "json", database_url=target).out.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "sqlite:///x.db"), "belong together"),
        (("--from", "sqlite:///nowhere.db", "--to", "postgresql://127.0.0.1:1/x"), "no database yet"),
        (("--from", "postgresql://127.0.0.1:1/x", "--to", "sqlite:///x.db"), "Only a SQLite file"),
    ],
)
def test_what_cannot_be_moved_is_told_in_a_line(shell: Shell, words: tuple[str, ...], told: str) -> None:
    done = shell.run("migrate", *words)

    assert done.code in {1, 2}
    assert told in done.err


def test_a_server_out_of_reach_is_told_in_a_line_without_the_password(lived: Shell) -> None:
    target = "postgresql://jifen:open-sesame@127.0.0.1:1/x"
    done = lived.run("migrate", "--from", source(lived), "--to", target)

    assert done.code == 1
    assert done.err.count("\n") <= 6
    assert "open-sesame" not in done.err
