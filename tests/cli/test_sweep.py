"""What has been kept long enough goes in the night: kind by kind, and never the ledger."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.organisation.keeping import KINDS
from bot.services.privacy.copies import path_of
from bot.simulator.errors import ApiError
from tests.cli.conftest import Shell
from tests.conversations.acts import book
from tests.stage import ZONE, Stage, a_branch

BOOKS = ("ledger", "ledger_texts", "review_steps", "step_texts", "audit", "totals")
NIGHT = datetime(2028, 1, 2, 3, 30, tzinfo=ZONE)


async def lived(branch: Stage) -> None:
    """Something of every kind: claims with photos, an unanswered question, a link, a leave."""
    await book(branch, "Wang", "K701 x2 05-12 cleaning")
    await branch.play("""
        Zhao (private): /claim K701
        Li: /invite
        Li: /grant deputy_secretary Zhao
        Li (private): /exempt Wang 2026-05-03 2026-06-30 illness
    """)
    await branch.settled()


async def night(branch: Stage, at: datetime) -> None:
    """Let the keeper look in a night."""
    branch.clock.at = at
    assert branch.app.running is not None
    await branch.app.running.keeper.look()


async def test_the_night_drops_what_is_over_and_leaves_the_books(tmp_path: Path) -> None:
    """Evidence a year after its year, letters after ninety days, questions and links after thirty; points stay."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await lived(branch)
        books = [branch.rows(f"SELECT * FROM {table} ORDER BY 1") for table in BOOKS]
        kept = {
            "file": "SELECT count(*) FROM evidence WHERE file_id IS NOT NULL",
            "mark": "SELECT count(*) FROM evidence WHERE unique_id IS NOT NULL",
            "question": "SELECT count(*) FROM drafts",
            "link": "SELECT count(*) FROM tokens",
            "letter": "SELECT count(*) FROM letters WHERE state = 'sent' AND lane < 2",
            "leave": "SELECT count(*) FROM exemptions WHERE reason != ''",
        }

        def left() -> set[str]:
            return {name for name, sql in kept.items() if branch.rows(sql)[0][0]}

        assert left() == set(kept)
        await night(branch, branch.clock.at.replace(hour=4) + timedelta(days=29))
        assert left() == set(kept)
        await night(branch, branch.clock.at + timedelta(days=32))
        assert left() == {"file", "mark", "letter", "leave"}
        await night(branch, NIGHT)
        assert left() == {"mark", "leave"}
        await night(branch, NIGHT.replace(year=2029))
        assert left() == {"mark"}
        assert [branch.rows(f"SELECT * FROM {table} ORDER BY 1") for table in BOOKS] == books


async def test_what_still_waits_keeps_its_evidence(tmp_path: Path) -> None:
    """A claim in review, or objected to, is shown to whoever decides, however old it is."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play('Wang: photo "/claim K701 x2 05-12 cleaning"\nbot: #1')
        await night(branch, NIGHT)
        assert branch.rows("SELECT count(*) FROM evidence WHERE file_id IS NOT NULL") == [(1,)]


async def test_copies_are_fetched_named_by_their_hash_and_go_with_their_evidence(tmp_path: Path) -> None:
    """Each content once, readable by the owner only; the sweep deletes what nothing shows any more."""
    folder = tmp_path / "evidence"
    async with a_branch(tmp_path, preset="sichuan", locale="en", evidence_folder=str(folder)) as branch:
        picture = b"\x89PNG one picture"
        for street in ("first", "second"):
            await branch.people["Wang"].photo(branch.chat, f"/claim K701 05-12 {street} street", picture)
        await branch.settled()
        assert branch.app.running is not None
        await branch.app.running.keeper.look()
        digests = {row[0] for row in branch.rows("SELECT digest FROM evidence")}
        [digest] = digests
        copy = path_of(folder, digest)

        assert copy.read_bytes() == picture
        assert copy.stat().st_mode & 0o077 == 0
        assert copy.parent.stat().st_mode & 0o077 == 0
        branch.write("UPDATE claims SET state = 'approved' WHERE id = 1")
        await night(branch, NIGHT)
        assert copy.exists(), "the second claim still shows it"
        branch.write("UPDATE claims SET state = 'approved' WHERE id = 2")
        await night(branch, NIGHT + timedelta(days=1))
        assert not copy.exists()


async def test_a_file_that_telegram_does_not_hand_out_is_not_asked_for_again(tmp_path: Path) -> None:
    """Too large, or gone: it stays with Telegram, and the books are none the worse."""
    folder = tmp_path / "evidence"
    async with a_branch(tmp_path, preset="sichuan", locale="en", evidence_folder=str(folder)) as branch:
        branch.sim.world.faults.refuse("getFile", ApiError(400, "Bad Request: file is too big"))
        await branch.people["Wang"].document(branch.chat, "/claim K701 05-12 a long film")
        await branch.settled()
        assert branch.app.running is not None
        await branch.app.running.keeper.look()
        order = branch.sim.world.signals.order
        await branch.app.running.keeper.look()

        assert branch.rows("SELECT digest FROM evidence") == [("",)]
        assert branch.sim.world.signals.order == order, "nothing more was asked of Telegram"
        assert not list(folder.glob("*/*"))


async def test_the_command_counts_before_it_drops(tmp_path: Path) -> None:
    """`--dry-run` changes nothing; shorter times come from the settings; the ledger is no kind."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await lived(branch)
        branch.write("UPDATE drafts SET at = '2020-01-01T00:00:00.000000Z'")
        branch.write("UPDATE letters SET sent_at = '2020-01-01T00:00:00.000000Z' WHERE state = 'sent'")
    shell = Shell(tmp_path)
    counted = json.loads(shell.run("sweep", "--dry-run", keep="links=5").out)
    again = json.loads(shell.run("sweep").out)
    after = json.loads(shell.run("sweep").out)

    assert [row["kind"] for row in counted] == list(KINDS)
    assert {row["kind"]: row["keep"] for row in counted}["links"] == 5
    assert [row["dropped"] for row in counted] == [row["dropped"] for row in again]
    assert {row["kind"] for row in again if row["dropped"]} == {"drafts", "letters", "links"}
    assert not any(row["dropped"] for row in after)


@pytest.mark.parametrize("keep", ["ledger=1", "letters=1"])
def test_a_wrong_time_ends_the_start_with_a_line(branches: Shell, keep: str) -> None:
    done = branches.run("sweep", keep=keep)

    assert done.code == 2
    assert "JIFENBOT_KEEP" in done.err
