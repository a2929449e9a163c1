"""A shell in an empty directory, and a database of this version in it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests.cli.forks import forks

ORG = "编码,类型,名称,方案\nB101,党支部,第一党支部,lanshan\nB102,党支部,第二党支部,sichuan\n"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """Runs `jifenbot` in a directory of its own, with no settings but those given."""

    place: Path

    @property
    def database(self) -> Path:
        return self.place / "jifenbot.db"

    def environment(self, **settings: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("JIFENBOT_")}
        given = {"database_url": f"sqlite:///{self.database}", "locale": "en", **settings}
        return kept | {f"JIFENBOT_{name.upper()}": value for name, value in given.items()}

    def run(self, *words: str | Path, answer: str = "", **settings: str) -> Done:
        """Run a command in a process of its own."""
        with TemporaryDirectory() as beside:
            files = {name: Path(beside) / name for name in ("input", "output", "errors")}
            files["input"].write_text(answer, encoding="utf-8")
            code = forks().run(
                words=[str(word) for word in words],
                place=str(self.place),
                environment=self.environment(**settings),
                **{name: str(path) for name, path in files.items()},
            )
            said = [files[name].read_bytes().decode("utf-8", "replace") for name in ("output", "errors")]
        return Done(code, *said)

    def start(self, *words: str, **settings: str) -> Done:
        """Run a command as an operator does, program start and all."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            check=False,
            cwd=self.place,
            env=self.environment(**settings),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def write(self, name: str, content: str, encoding: str = "utf-8") -> Path:
        path = self.place / name
        path.write_bytes(content.encode(encoding))
        return path

    def rows(self, sql: str) -> list[Any]:
        engine = create_engine(f"sqlite:///{self.database}")
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(sql)).all()]
        finally:
            engine.dispose()

    def change(self, *statements: str, database: Path | None = None) -> None:
        """Write to a database as nobody should."""
        engine = create_engine(f"sqlite:///{database or self.database}")
        try:
            with engine.begin() as connection:
                for statement in statements:
                    connection.execute(text(statement))
        finally:
            engine.dispose()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell beside nothing."""
    return Shell(tmp_path)


@pytest.fixture(scope="session")
def two_branches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two branches, made once; tests get copies of it."""
    first = Shell(tmp_path_factory.mktemp("branches"))
    assert first.run("migrate").code == 0
    assert first.run("import", "org", first.write("org.csv", ORG)).code == 0
    return first.database


@pytest.fixture
def branches(shell: Shell, two_branches: Path) -> Shell:
    """A shell beside a database with two branches."""
    shutil.copy(two_branches, shell.database)
    shell.write("org.csv", ORG)
    return shell
