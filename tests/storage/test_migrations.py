"""Migrations: up and down again, the same as the tables in the code, never over a database of another version."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.engine import open_writer
from storage.faults import DatabaseUnusable
from storage.migrate import copy_sqlite, downgrade, kept_beside, migrate, newest_revision, present_revision
from storage.schema import metadata
from storage.triggers import APPEND_ONLY, PARTS, create_statements, drop_statements
from tests.storage.conftest import NOW

VERSIONS = Path(__file__).resolve().parents[2] / "storage" / "migrations"


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(VERSIONS))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def objects(path: Path) -> set[tuple[str, str, str]]:
    """Everything that the file holds, but for Alembic's own table and SQLite's."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return {(kind, name, sql) for kind, name, sql in rows if not name.startswith(("sqlite_", "alembic_"))}


def test_the_newest_revision_is_the_head_of_the_scripts() -> None:
    """The bot asks without loading Alembic."""
    assert newest_revision() == revisions()[-1]


def test_every_step_goes_up_and_down_again(tmp_path: Path) -> None:
    """The stairway: after up, down, up the database is as after the first up; all the way down it is empty."""
    path = tmp_path / "stairs.db"
    sqlite_url = f"sqlite:///{path}"
    below = "base"
    moments = (NOW + timedelta(seconds=second) for second in count())  # each names a copy
    for revision in revisions():
        migrate(sqlite_url, now=next(moments), to=revision)
        once = objects(path)
        downgrade(sqlite_url, below)
        migrate(sqlite_url, now=next(moments), to=revision)
        assert objects(path) == once
        below = revision
    downgrade(sqlite_url, "base")

    assert objects(path) == set()


def test_the_migrations_make_the_tables_that_the_code_describes(sqlite_url: str) -> None:
    """No difference that Alembic can see."""
    engine = open_writer(sqlite_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert differences == []


def test_indexes_tables_and_constraints_are_the_same_to_the_letter(sqlite_url: str, tmp_path: Path) -> None:
    """What Alembic cannot see: conditions of partial indexes, defaults, AUTOINCREMENT."""
    path = tmp_path / "described.db"
    engine = open_writer(f"sqlite:///{path}")
    metadata.create_all(engine)
    with engine.connect() as connection, connection.begin():
        for part in PARTS:
            for statement in create_statements("sqlite", part):
                connection.exec_driver_sql(statement)
    engine.dispose()

    def shape(file: Path) -> set[tuple[str, str, tuple[str, ...]]]:
        return {(kind, name, unordered(sql)) for kind, name, sql in objects(file)}

    def unordered(sql: str) -> tuple[str, ...]:
        """Split a table into its columns, which have an order, and its constraints, which have none."""
        columns, *constraints = "".join(sql.split()).removesuffix(")").split(",CONSTRAINT")
        return (columns, *sorted(constraints))

    assert shape(tmp_path / "jifenbot.db") == shape(path)


def test_a_database_of_this_version_is_not_copied(sqlite_url: str, tmp_path: Path) -> None:
    assert migrate(sqlite_url, now=NOW) is None
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".bak"] == []


def test_two_copies_of_one_second_have_two_names(tmp_path: Path) -> None:
    database = tmp_path / "jifenbot.db"
    names = []
    for _ in range(3):
        names.append(kept_beside(database, "0011", now=NOW).name)
        (tmp_path / names[-1]).touch()

    assert len(set(names)) == 3
    assert all(name.startswith("jifenbot.db.0011.") and name.endswith(".bak") for name in names)


def test_a_database_of_a_newer_version_is_left_alone(sqlite_url: str, tmp_path: Path) -> None:
    """An older program must not touch what it does not understand."""
    with closing(sqlite3.connect(tmp_path / "jifenbot.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = objects(tmp_path / "jifenbot.db")

    with pytest.raises(DatabaseUnusable, match="9999"):
        migrate(sqlite_url, now=NOW)
    assert objects(tmp_path / "jifenbot.db") == before


def test_what_is_no_database_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_bytes(b"certainly not a database, but long enough to be taken for one" * 100)

    with pytest.raises(DatabaseUnusable, match=r"no\.db"):
        migrate(f"sqlite:///{tmp_path / 'no.db'}", now=NOW)


def test_a_copy_is_whole_and_overwrites_nothing(sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    copy_sqlite(tmp_path / "jifenbot.db", target)
    engine = open_writer(f"sqlite:///{target}")
    assert present_revision(engine) == newest_revision()
    engine.dispose()

    with pytest.raises(FileExistsError):
        copy_sqlite(tmp_path / "jifenbot.db", target)


def test_every_trigger_that_is_made_can_be_dropped() -> None:
    made = {part: {statement.split()[2] for statement in create_statements("sqlite", part)} for part in PARTS}
    dropped = {part: {statement.split()[2] for statement in drop_statements("sqlite", part)} for part in PARTS}

    assert made == dropped
    assert len(made["books"]) == 3 * len(APPEND_ONLY) + 1
    assert len(made["periods"]) == 3
