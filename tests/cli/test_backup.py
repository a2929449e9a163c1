"""Copies: consistent while the bot runs, looked through before they replace anything."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.reader import Reader
from tests.cli.conftest import Shell

ROSTER = "支部,姓名,Telegram编号\nB101,王五,1\n"


@pytest.fixture
def filled(branches: Shell) -> Shell:
    """A database with somebody in it, and a copy."""
    branches.run("import", "roster", branches.write("r.csv", ROSTER))
    assert branches.run("backup", "copy.db").code == 0
    return branches


def people(shell: Shell) -> list[str]:
    return [row[0] for row in shell.rows("SELECT name FROM persons ORDER BY id")]


def test_a_copy_holds_what_was_committed_while_others_write(branches: Shell) -> None:
    """Somebody is in the middle of a transaction: the copy has what was on disk before, and waits for nobody."""
    with closing(sqlite3.connect(branches.database, isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        busy.execute("UPDATE orgs SET name = 'half-written' WHERE code = 'B101'")
        done = branches.run("backup", "copy.db")
        busy.execute("COMMIT")

    assert done.code == 0, done.err
    with closing(sqlite3.connect(branches.place / "copy.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT name FROM orgs WHERE code = 'B101'").fetchone() == ("第一党支部",)
    assert (branches.place / "copy.db").stat().st_mode & 0o077 == 0, "names and points are nobody else's business"


def test_a_copy_is_never_written_over_a_file(filled: Shell) -> None:
    before = (filled.place / "copy.db").read_bytes()
    done = filled.run("backup", "copy.db")

    assert done.code == 1
    assert "exists already" in done.err
    assert (filled.place / "copy.db").read_bytes() == before


def test_a_copy_that_cannot_be_made_leaves_nothing(filled: Shell, shell: Shell) -> None:
    assert filled.run("backup", "nowhere/copy.db").code == 1
    assert filled.run("backup", "other.db", database_url="sqlite:///none.db").code == 1
    assert filled.run("backup", "other.db", database_url="postgresql://u:p@localhost/x").code == 2
    assert sorted(path.name for path in filled.place.glob("*other*")) == []


def test_a_copy_comes_back_whole_and_the_old_file_stays(filled: Shell) -> None:
    filled.run("import", "roster", filled.write("r2.csv", "支部,姓名\nB101,李四\n"))
    refused = filled.run("restore", "copy.db")
    done = filled.run("restore", "copy.db", "--force")

    assert refused.code == 1
    assert "not empty" in refused.err
    assert done.code == 0, done.err
    assert people(filled) == ["王五"]
    (aside,) = filled.place.glob("*.before-restore.*.bak")
    with closing(sqlite3.connect(aside)) as old:
        assert old.execute("SELECT count(*) FROM persons").fetchone() == (2,)
    assert filled.run("verify").code == 0


def test_an_empty_place_takes_a_copy_without_force(filled: Shell) -> None:
    """Nothing is lost there: no file, or a database that knows nobody."""
    fresh = f"sqlite:///{filled.place / 'deep' / 'new.db'}"
    migrated = f"sqlite:///{filled.place / 'migrated.db'}"
    filled.run("migrate", database_url=migrated)

    assert filled.run("restore", "copy.db", database_url=fresh).code == 0
    assert filled.run("restore", "copy.db", database_url=migrated).code == 0
    assert filled.run("verify", database_url=fresh).out == filled.run("verify", database_url=migrated).out


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        ("cut", "it is no copy"),
        ("text", "not a database"),
        ("newer", "revision 9999"),
        ("other", "no such table"),
        ("ledger", "ALTERED"),
        ("total", "TOTAL"),
    ],
)
def test_a_copy_that_is_not_sound_replaces_nothing(filled: Shell, spoil: str, reason: str) -> None:
    """Damaged, foreign, of a newer version, or with books that do not agree."""
    month = filled.rows("SELECT substr(max(at), 1, 7) FROM audit")[0][0]
    filled.run("import", "balances", filled.write("b.csv", f"支部,姓名,月份,积分\nB101,王五,{month},5\n"))
    copy = filled.place / "bad.db"
    filled.run("backup", copy)
    match spoil:
        case "cut":
            copy.write_bytes(copy.read_bytes()[:50_000])
        case "text":
            copy.write_text("姓名,积分\n" * 1000)
        case "newer":
            filled.change("UPDATE alembic_version SET version_num = '9999'", database=copy)
        case "other":
            copy.unlink()
            filled.change("CREATE TABLE things (id INTEGER)", database=copy)
        case "ledger":
            filled.change("DROP TRIGGER ledger_no_update", "UPDATE ledger SET points = 600", database=copy)
        case "total":
            filled.change("UPDATE totals SET points = 600", database=copy)
    before = filled.run("verify").out
    done = filled.run("restore", copy, "--force")

    assert done.code == 1
    assert reason in done.err
    assert "Traceback" not in done.err
    assert filled.run("verify").out == before
    assert not list(filled.place.glob("*restor*"))


def test_a_file_that_a_bot_holds_is_not_replaced(filled: Shell) -> None:
    """Whoever has the database open in WAL mode is seen, even when idle."""
    with closing(sqlite3.connect(filled.database)) as bot:
        bot.execute("SELECT count(*) FROM persons").fetchone()
        done = filled.run("restore", "copy.db", "--force")

    assert done.code == 1
    assert "holds it" in done.err
    assert filled.run("restore", "copy.db", "--force").code == 0


def test_a_damaged_database_is_replaced_and_kept(filled: Shell) -> None:
    """That is what backups are for."""
    filled.database.write_bytes(b"SQLite format 3\x00" + b"\xff" * 10_000)
    done = filled.run("restore", "copy.db", "--force")

    assert done.code == 0, done.err
    assert people(filled) == ["王五"]
    (aside,) = filled.place.glob("*.before-restore.*.bak")
    assert aside.read_bytes().endswith(b"\xff" * 100)


def test_the_database_itself_is_no_copy(filled: Shell) -> None:
    assert filled.run("restore", filled.database, "--force").code == 1


def test_migrating_twice_does_nothing_twice(branches: Shell) -> None:
    first, files = branches.run("migrate"), sorted(branches.place.iterdir())

    assert (first.code, first.out) == (0, branches.run("migrate").out)
    assert sorted(branches.place.iterdir()) == files


def test_a_newer_database_is_left_alone(branches: Shell) -> None:
    """Every command says so in a line; none touches it."""
    branches.change("UPDATE alembic_version SET version_num = '9999'")
    for words in (("migrate",), ("verify",), ("import", "org", "org.csv"), ("mydata", "P00001")):
        done = branches.run(*words)
        assert done.code == 1, words
        assert done.err.count("\n") == 1, done.err
        assert done.out == ""
    assert "a newer version made it" in branches.run("migrate").err


def test_a_command_without_a_database_says_what_to_do(shell: Shell, tmp_path: Path) -> None:
    done = shell.run("verify")

    assert done.code == 1
    assert "jifenbot migrate" in done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["数据 目录/积分 库.db", "a%41b.db", "q?x#1&y=2.db"])
async def test_a_path_is_taken_as_it_is_written(shell: Shell, name: str) -> None:
    """Blanks, Chinese, and characters that mean something in a URL: every way of opening finds the same file."""
    url = f"sqlite:///{shell.place / name}"
    assert shell.run("migrate", database_url=url).code == 0
    assert shell.run("import", "org", shell.write("o.csv", "编码,名称\nB101,甲\n"), database_url=url).code == 0
    verified, looked = shell.run("verify", database_url=url), shell.run("doctor", "--offline", database_url=url)
    assert shell.run("backup", "copy.db", database_url=url).code == 0
    assert shell.run("restore", "copy.db", "--force", database_url=url).code == 0
    reader = Reader(url)
    entries = (await reader.figures()).entries
    await reader.close()

    assert verified.out.startswith("ok 0 ")
    assert "database.revision" in looked.out
    assert "this version needs" not in looked.out
    assert entries == 0
    assert [path.name for path in (shell.place / name).parent.glob("*.db")] != []
    assert (shell.place / name).is_file()
