"""Encrypted copies, and the rehearsal of a restore."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pyrage
import pytest

from bot.services.rehearsal import RESULT
from tests.cli.conftest import Shell

ROSTER = "支部,姓名,Telegram编号\nB101,王五,1\n"
RIGHT, WRONG = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
RECIPIENT = str(RIGHT.to_public())


@pytest.fixture
def filled(branches: Shell) -> Shell:
    """A database with somebody and an entry in it, the identity and a wrong one, and a folder for copies."""
    branches.run("import", "roster", branches.write("r.csv", ROSTER))
    month = branches.rows("SELECT substr(max(at), 1, 7) FROM audit")[0][0]
    done = branches.run("import", "balances", branches.write("b.csv", f"支部,姓名,月份,积分\nB101,王五,{month},5\n"))
    assert done.code == 0, done.err
    branches.write("right.txt", f"# created: now\n# public key: {RECIPIENT}\n{RIGHT}\n")
    branches.write("wrong.txt", f"{WRONG}\n")
    (branches.place / "copies").mkdir(mode=0o700)
    return branches


def folder(shell: Shell) -> dict[str, str]:
    return {"backup_folder": str(shell.place / "copies")}


def result(shell: Shell) -> dict[str, object]:
    found: dict[str, object] = json.loads((shell.place / "copies" / RESULT).read_bytes())
    return found


def test_an_encrypted_copy_tells_nothing_and_comes_back_whole(filled: Shell) -> None:
    before = filled.run("verify").out
    done = filled.run("backup", "copy.db.age", "--to-recipient", RECIPIENT)
    sealed = (filled.place / "copy.db.age").read_bytes()
    other = f"sqlite:///{filled.place / 'other.db'}"
    restored = filled.run("restore", "copy.db.age", "--identity", "right.txt", database_url=other)

    assert done.code == 0, done.err
    assert sealed.startswith(b"age-encryption.org/v1")
    assert "王五".encode() not in sealed
    assert (filled.place / "copy.db.age").stat().st_mode & 0o077 == 0
    assert restored.code == 0, restored.err
    assert filled.run("verify", database_url=other).out == before
    assert [path.name for path in filled.place.iterdir() if path.suffix in {".sealing", ".opened", ".part"}] == []


def test_a_copy_is_encrypted_where_the_setting_says_so(filled: Shell) -> None:
    """Without a name it goes to the folder, named after the moment."""
    done = filled.run("backup", backup_recipients=RECIPIENT, **folder(filled))
    (copy,) = (filled.place / "copies").iterdir()

    assert done.code == 0, done.err
    assert copy.name.endswith(".db.age")
    assert str(copy) in done.out
    assert filled.run("backup").code == 2


@pytest.mark.parametrize(
    ("words", "reason"), [((), "--identity FILE"), (("--identity", "wrong.txt"), "cannot be decrypted")]
)
def test_without_the_identity_nothing_is_replaced(filled: Shell, words: tuple[str, ...], reason: str) -> None:
    filled.run("backup", "copy.db.age", "--to-recipient", RECIPIENT)
    before = filled.run("verify").out
    done = filled.run("restore", "copy.db.age", "--force", *words)

    assert done.code == 1
    assert reason in done.err
    assert "Traceback" not in done.err
    assert filled.run("verify").out == before
    assert not list(filled.place.glob("*.opened"))


def test_a_cut_copy_and_a_wrong_recipient_are_told_in_a_line(filled: Shell) -> None:
    filled.run("backup", "copy.db.age", "--to-recipient", RECIPIENT)
    copy = filled.place / "copy.db.age"
    copy.write_bytes(copy.read_bytes()[:1000])
    cut = filled.run("restore", "copy.db.age", "--force", "--identity", "right.txt")
    nobody = filled.run("backup", "other.age", "--to-recipient", RECIPIENT[:-1] + "b")
    setting = filled.run("backup", "other.age", backup_recipients="age1")

    assert (cut.code, nobody.code, setting.code) == (1, 1, 2)
    assert "cannot be decrypted" in cut.err
    assert "no age public key" in nobody.err
    assert "JIFENBOT_BACKUP_RECIPIENTS" in setting.err
    assert not list(filled.place.glob("other*"))


def test_the_rehearsal_of_a_sound_copy_says_what_verify_says(filled: Shell) -> None:
    filled.run("backup", backup_recipients=RECIPIENT, **folder(filled))
    done = filled.run("rehearse", "--identity", "right.txt", **folder(filled))

    assert done.code == 0, done.err
    assert done.out.split()[2:] == filled.run("verify").out.split()[1:]
    assert (result(filled)["entries"], result(filled)["faults"]) == (1, [])
    assert (filled.place / "copies" / RESULT).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("spoil", ["cut", "ledger", "none", "history"])
def test_a_copy_that_would_not_do_is_found_and_told_to_the_administrators(filled: Shell, spoil: str) -> None:
    """Damaged, with books that do not agree, missing; or not the beginning of the present books."""
    filled.run("backup", **folder(filled))
    (copy,) = (filled.place / "copies").iterdir()
    match spoil:
        case "cut":
            copy.write_bytes(copy.read_bytes()[:50_000])
        case "ledger":
            filled.change("DROP TRIGGER ledger_no_update", "UPDATE ledger SET points = 600", database=copy)
        case "none":
            copy.unlink()
        case "history":
            filled.change("DROP TRIGGER ledger_no_update", "UPDATE ledger SET hash = 'another'")
    done = filled.run("rehearse", "--tell", owners="7,8", **folder(filled))
    told = filled.rows("SELECT chat_id, body FROM letters WHERE key LIKE 'rehearsal:%' ORDER BY chat_id")

    assert done.code == 1
    assert "would not do" in done.err
    assert result(filled)["faults"]
    assert [chat for chat, _ in told] == [7, 8]
    assert "could not be restored in the rehearsal" in told[0][1]


def test_a_copy_of_an_older_version_is_brought_up_and_one_of_a_lost_database_will_do(filled: Shell) -> None:
    """When the database is gone, the copy is all there is: it is judged by itself."""
    filled.run("backup", **folder(filled))
    filled.database.rename(filled.place / "gone.db")
    done = filled.run("rehearse", **folder(filled))

    assert done.code == 0, done.err
    assert not filled.database.exists()


def test_a_new_database_is_readable_by_its_owner_only(shell: Shell) -> None:
    """The journal too; whatever the umask of whoever starts it."""
    shell.run("migrate")
    with closing(sqlite3.connect(shell.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = version_num")
        connection.commit()
        files = [path for path in shell.place.iterdir() if path.name.startswith(shell.database.name)]
        assert len(files) == 3
        assert [path.name for path in files if path.stat().st_mode & 0o077] == []


def test_the_doctor_sees_what_others_may_read(filled: Shell) -> None:
    filled.write(".env", "")
    Path(filled.place / ".env").chmod(0o600)
    filled.database.chmod(0o600)
    fine = filled.run("doctor", "--offline", "--format", "json", **folder(filled))
    filled.run("backup", **folder(filled))
    (copy,) = (filled.place / "copies").iterdir()
    copy.chmod(0o644)
    Path(filled.place / ".env").chmod(0o640)
    open_ = filled.run("doctor", "--offline", "--format", "json", **folder(filled))
    before, after = (
        next(one for one in json.loads(done.out) if one["id"] == "files.private") for done in (fine, open_)
    )

    assert before["state"] == "ok", before
    assert after["state"] == "warn"
    assert copy.name in after["text"]
    assert ".env" in after["text"]
