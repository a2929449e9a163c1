"""The command line on PostgreSQL: what it answers there is what it answers on SQLite."""

import pytest

from tests.cli.conftest import Shell
from tests.postgres import Server

ROSTER = "支部,姓名,Telegram编号\nB101,王五,1\nB102,赵六,2\n"


@pytest.fixture
def there(shell: Shell, postgres: Server) -> str:
    """The address of an empty database."""
    return postgres.empty()


def test_a_database_is_made_filled_and_read(shell: Shell, there: str) -> None:
    org = shell.write(
        "org.csv", "编码,类型,名称,方案\nB101,党支部,第一党支部,lanshan\nB102,党支部,第二党支部,sichuan\n"
    )
    roster = shell.write("roster.csv", ROSTER)
    for words in (("migrate",), ("import", "org", org), ("import", "roster", roster, "--dry-run"),
                  ("import", "roster", roster)):  # fmt: skip
        done = shell.run(*words, database_url=there)
        assert done.code == 0, done.err

    members = shell.run("export", "members", "--format", "csv", database_url=there)
    assert "王五" in members.out
    assert "赵六" in members.out
    assert shell.run("verify", database_url=there).out.startswith("ok 0 ")


def test_the_doctor_names_the_tools_that_fit(shell: Shell, there: str) -> None:
    assert shell.run("migrate", database_url=there).code == 0
    told = shell.run("doctor", "--offline", database_url=there).out

    assert "pg_dump" in told
    assert "database.revision" in told


def test_copies_of_a_file_are_for_a_file(shell: Shell, there: str) -> None:
    assert shell.run("migrate", database_url=there).code == 0
    done = shell.run("backup", "copy.db", database_url=there)

    assert done.code == 2
    assert "pg_dump" in done.err


def test_a_server_that_is_not_there_is_told_in_a_line(shell: Shell) -> None:
    done = shell.run("verify", database_url="postgresql://jifen:open-sesame@127.0.0.1:1/x")

    assert done.code == 1
    assert "cannot be opened" in done.err
    assert "open-sesame" not in done.err
