"""The rights of a person: everything about them, and an erasure that leaves the books sound."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.stage import ZONE, a_branch

WORDS = ("Wang", "swept the hall", "the photo is too dark")


@pytest.fixture
async def lived(tmp_path: Path) -> Shell:
    """A branch with a past: Wang claimed with a photo, was returned with a reason, claimed again, was booked."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Wang: photo "/claim K701 x2 05-11 swept the hall"
            bot: #1 …
            Li (private): /return 1 the photo is too dark
            Wang: photo "/claim K701 x2 05-12 swept the yard"
            bot: #2 …
            Li (private): /approve 2
        """)
        await branch.settled()
        assert await branch.total("Wang") > 0
    return Shell(tmp_path)


def dump(shell: Shell) -> str:
    """Everything that the tables hold, as text."""
    tables = [row[0] for row in shell.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "\n".join(str(row) for table in tables for row in shell.rows(f'SELECT * FROM "{table}"'))


@contextmanager
def books_untouched(shell: Shell) -> Iterator[None]:
    """Insist that entries, steps and totals stay as they are."""
    books = [f"SELECT * FROM {table}" for table in ("ledger", "review_steps", "totals", "credited")]
    before, verified = [shell.rows(sql) for sql in books], shell.run("verify").out
    yield
    assert [shell.rows(sql) for sql in books] == before
    assert shell.run("verify").out == verified
    assert verified.startswith("ok ")


def test_everything_about_a_person_comes_as_json(lived: Shell) -> None:
    """By code, by account or by name: the same document; points as text, no hashes of other people."""
    done = lived.run("mydata", "Wang")
    found = json.loads(done.out)
    account = str(found["person"]["telegram_id"])

    assert found["person"]["name"] == "Wang"
    assert [claim["note"] for claim in found["claims"]] == ["swept the hall", "swept the yard"]
    assert "the photo is too dark" in {step["reason"] for step in found["reviews"]}
    assert found["ledger"][0]["points"].count(".") == 1
    assert all(piece["file_id"] for piece in found["evidence"])
    assert found["messages"]
    assert json.loads(lived.run("mydata", found["person"]["code"]).out) == found
    assert json.loads(lived.run("mydata", account).out) == found


def test_it_can_go_to_a_file(lived: Shell) -> None:
    assert lived.run("mydata", "Wang", "-o", "wang.json").out == ""
    assert json.loads((lived.place / "wang.json").read_text(encoding="utf-8"))["person"]["name"] == "Wang"


def test_an_erased_person_is_nowhere_and_the_books_are_sound(lived: Shell) -> None:
    """Name, account, notes, reasons, files and messages are gone; points stay under the code."""
    found = json.loads(lived.run("mydata", "Wang").out)
    files = [piece["file_id"] for piece in found["evidence"]]
    assert all(word in dump(lived) for word in (*WORDS, *files))
    with books_untouched(lived):
        done = lived.run("anonymise", "Wang", "--yes")

    assert (done.code, done.out) == (0, f"ok {found['person']['code']}\n"), done.err
    left = dump(lived)
    for word in (*WORDS, *files, str(found["person"]["telegram_id"])):
        assert word not in left, word
    raw = lived.database.read_bytes()
    for word in (*WORDS, *files):
        assert word.encode() not in raw, word
    assert json.loads(lived.run("mydata", found["person"]["code"]).out)["memberships"][0]["state"] == "ended"
    assert lived.rows("SELECT action FROM audit ORDER BY id DESC LIMIT 1") == [("anonymise",)]


def test_it_asks_before_it_erases(lived: Shell) -> None:
    before = dump(lived)
    no = lived.run("anonymise", "Wang", answer="n\n")
    nobody = lived.run("anonymise", "Wang")

    assert (no.code, nobody.code) == (1, 1)
    assert "for good?" in no.err
    assert dump(lived) == before
    assert lived.run("anonymise", "Wang", answer="y\n").code == 0


def test_nobody_is_erased_twice(lived: Shell) -> None:
    code = json.loads(lived.run("mydata", "Wang").out)["person"]["code"]
    lived.run("anonymise", code, "--yes")
    done = lived.run("anonymise", code, "--yes")

    assert done.code == 1
    assert "nothing more to erase" in done.err


def test_a_branch_keeps_its_secretary(lived: Shell) -> None:
    before = dump(lived)
    done = lived.run("anonymise", "Li", "--yes")

    assert done.code == 1
    assert "/handover" in done.err
    assert dump(lived) == before


def test_who_is_meant_must_be_certain(branches: Shell) -> None:
    branches.run("import", "roster", branches.write("r.csv", "支部,姓名,Telegram编号\nB101,王五,1\nB101,王五,2\n"))
    several, nobody = branches.run("anonymise", "王五", "--yes"), branches.run("mydata", "赵六")

    assert (several.code, nobody.code) == (1, 1)
    assert "P00001" in several.err
    assert "P00002" in several.err
    assert branches.rows("SELECT count(*) FROM persons WHERE name = '王五'") == [(2,)]


async def test_what_somebody_objected_to_is_theirs(tmp_path: Path) -> None:
    """It comes with everything else about them, and goes with it; what was decided and booked stays."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", cast=("Li", "Wang", "Zhao")) as branch:
        await branch.play("""
            Li: /grant deputy_secretary Zhao
            Wang: photo "/claim K701 x2 05-11 swept the hall"
            Li (private): /reject 1 nobody is to be seen
        """)
        await branch.move_to(datetime(2026, 6, 8, 9, 0, tzinfo=ZONE))
        await branch.play("""
            Wang (private): /appeal 1
            Wang (private): photo "I stand behind the gate"
            Zhao (private): [✅]
            Zhao (private): seen behind the gate
        """)
    shell = Shell(tmp_path)
    found = json.loads(shell.run("mydata", "Wang").out)

    assert [(one["text"], one["outcome"]) for one in found["appeals"]] == [("I stand behind the gate", "upheld")]
    assert "seen behind the gate" in {step["reason"] for step in found["appeal_steps"]}
    assert found["appeal_evidence"][0]["file_id"]
    handled = json.loads(shell.run("mydata", "Zhao").out)
    assert handled["appeals"] == []
    assert [one["outcome"] for one in handled["appeals_handled"]] == ["upheld"]

    with books_untouched(shell):
        assert shell.run("anonymise", "Wang", "--yes").code == 0
    left = dump(shell)
    for word in ("behind the gate", found["appeal_evidence"][0]["file_id"]):
        assert word not in left, word
    assert shell.rows("SELECT outcome, points FROM appeals") == [("upheld", 600)]
