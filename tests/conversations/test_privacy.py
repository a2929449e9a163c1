"""/privacy, /forget, and what those above a branch read, as chats."""

import csv
import io
from datetime import datetime
from pathlib import Path

from tests.conversations.acts import book, english_branch
from tests.conversations.test_export import content, files
from tests.stage import ZONE, Stage, a_branch

NEXT_YEAR = datetime(2027, 2, 1, 12, 0, tzinfo=ZONE)


async def test_who_withdraws_the_consent_leaves_the_bot_and_loses_no_point(tmp_path: Path) -> None:
    """The number is forgotten, the roles end, the secretary is told; the office enters; a link leads back."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", privacy=False) as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        before = await branch.total("Wang")
        await branch.play("""
            Li: /grant recorder Wang
            Wang (private): /privacy
            bot → Wang: What is kept … [👋 Withdraw my consent]
            Wang (private): [👋 Withdraw]
            bot → Wang: forgets your Telegram number … all your points stay … [👋 Yes, withdraw it] [◀ No, go back]
            Wang (private): [◀]
            bot → Wang: What is kept
            Wang (private): [👋 Withdraw]
            Wang (private): [👋 Yes]
            bot → Wang: Done. Your Telegram number … are forgotten
            bot → Li: Wang (P00002) of 第一党支部 withdrew the consent … /invite P00002
            Wang: /claim K701 05-12 cleaning
            bot: You are not enrolled
        """)
        wang = branch.people["Wang"].id

        assert branch.rows("SELECT telegram_id, consent_at, name FROM persons WHERE id = 2") == [(None, None, "Wang")]
        assert branch.rows("SELECT state FROM memberships WHERE person_id = 2") == [("active",)]
        assert branch.rows("SELECT count(*) FROM grants WHERE person_id = 2 AND revoked_at IS NULL") == [(0,)]
        said = [row[0] for row in branch.rows("SELECT body FROM letters WHERE chat_id = :who", who=wang)]
        assert len(said) == 1
        assert "are forgotten" in said[0]
        assert await branch.total("Wang") == before

        await branch.play("""
            Li: /award Wang K703 05-13
            Li: /invite P00002
        """)
        await branch.settled()
        word = branch.people["Li"].dm.last.text.rpartition("?start=")[2]
        await branch.people["Wang"].start(word)
        await branch.settled()
        await branch.play("""
            Wang (private): [✅]
            bot → Wang: You are enrolled in 第一党支部 as Wang
        """)
        assert branch.rows("SELECT telegram_id FROM persons WHERE id = 2") == [(wang,)]
        assert await branch.total("Wang") >= before


async def test_nothing_that_opens_a_door_is_in_the_database(tmp_path: Path) -> None:
    """Token and keys are nowhere in the file; of links the table holds only digests."""
    secrets = {"secret_key": "k" * 40, "webhook_secret": "w" * 40}
    async with a_branch(tmp_path, preset="sichuan", locale="en", **secrets) as branch:
        await branch.play("Li: /invite 3\nLi: /grant member 钱七\nLi: [➕]\nLi: /invite 钱七")
        await branch.settled()
        words = [
            line.rpartition("?start=")[2]
            for message in branch.people["Li"].dm.from_bot
            for line in message.text.splitlines()
            if "?start=" in line
        ]
        raw = b"".join(path.read_bytes() for path in tmp_path.glob("jifenbot.db*"))
        stored = [str(row) for row in branch.rows("SELECT * FROM tokens")]

        assert len(words) == 4
        for word in (branch.sim.token, *secrets.values()):
            assert word.encode() not in raw
        assert not [word for word in words if any(word in row for row in stored)]


async def test_a_branch_is_not_left_without_its_secretary(tmp_path: Path) -> None:
    """Whoever answers for it hands over first."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Li: /join 李书记
            Li (private): /privacy
            Li (private): [👋 Withdraw]
            Li (private): [👋 Yes]
        """)
        await branch.settled()
        assert "/handover" in branch.people["Li"].toasts[-1]
        assert branch.rows("SELECT telegram_id IS NOT NULL FROM persons WHERE name = '李书记'") == [(1,)]


async def test_evidence_of_past_years_is_forgotten_on_request_and_points_stay(tmp_path: Path) -> None:
    """This year's is still needed; last year's goes, but for the mark of the file."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await book(branch, "Zhao", "K701 x2 05-12 sweeping")
        await branch.play(
            "Wang (private): /forget\nbot → Wang: There is nothing to forget: evidence of 2026 is still needed"
        )
        before = await branch.total("Wang")
        branch.clock.at = NEXT_YEAR
        await branch.play("""
            Wang (private): /forget
            bot → Wang: no longer needed, by year: … 2026: 1 piece … [🗑 Forget them]
            Wang (private): [🗑]
            bot → Wang: 1 piece is forgotten
            Wang (private): /forget
            bot → Wang: There is nothing to forget
        """)
        rows = branch.rows(
            "SELECT p.name, e.file_id IS NULL, e.unique_id IS NULL FROM evidence e JOIN claims c ON c.id = e.claim_id "
            "JOIN persons p ON p.id = c.subject_id ORDER BY p.name"
        )
        assert rows == [("Wang", 1, 0), ("Zhao", 0, 0)]
        assert await branch.total("Wang") == before


async def above(branch: Stage) -> None:
    """Zhao becomes the committee's secretary, and is no longer of the branch."""
    branch.write(
        "UPDATE memberships SET state = 'ended' WHERE person_id = (SELECT id FROM persons WHERE name = 'Zhao')"
    )
    branch.write(
        "INSERT INTO grants (person_id, org_id, role, granted_at) SELECT p.id, o.id, 'secretary', "
        "'2026-05-13T04:00:00.000000Z' FROM persons p, orgs o WHERE p.name = 'Zhao' AND o.code = 'ROOT'"
    )


async def test_those_above_read_names_as_the_branch_wishes(tmp_path: Path) -> None:
    """On boards and in tables; the branch itself reads them in full."""
    async with english_branch(tmp_path, preset="sichuan", cast=("Li", "王小芳", "Zhao")) as branch:
        await book(branch, "王小芳", "K701 x2 05-12 cleaning")
        await above(branch)
        await branch.play("""
            Li (private): /settings
            Li (private): [names as those above]
            bot → Li: names as those above the branch read them … Now: by default
            Li (private): [the family name only]
            bot: changed a setting … the family name only
            Zhao: /export
            Zhao (private): [Ledger csv]
            Zhao (private): [Members csv]
            Li (private): /board
            bot → Li: 王小芳
        """)
        press = branch.people["Zhao"].dm
        await branch.settled()
        ledger, members = [
            list(csv.DictReader(io.StringIO(content(branch, one).decode("utf-8-sig")))) for one in files(branch, "Zhao")
        ]

        assert press is not None
        assert {row["name"] for row in ledger} == {"王某"}
        assert {row["by"] for row in ledger} == {"L."}
        assert "王某" in {row["name"] for row in members}
        assert {row["telegram_user_id"] for row in members} == {""}
