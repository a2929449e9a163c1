"""/org: the tree changes - people are transferred, branches merge or end, temporary ones come to their end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from bot.simulator import Group
from tests.conversations.acts import book, english_branch
from tests.stage import ZONE, Stage


@asynccontextmanager
async def two_branches(tmp_path: Path) -> AsyncIterator[tuple[Stage, Group]]:
    """The first branch, and a second one whose secretary is Chen."""
    cast = ("Li", "Wang", "Zhao", "Chen")
    async with english_branch(tmp_path, preset="sichuan", cast=cast, owners=("Li", "Chen")) as branch:
        second = branch.sim.group("第二党支部", [branch.people["Chen"], branch.people["Li"]])
        await branch.people["Chen"].say(second, "/setup sichuan 第二党支部")
        await branch.settled()
        yield branch, second


async def test_a_transfer_leaves_the_entries_where_they_were_earned(tmp_path: Path) -> None:
    """Previewed, confirmed, told; the roles of the old branch end, its points stay, new claims go to the new one."""
    async with two_branches(tmp_path) as (branch, _):
        await book(branch, "Wang", "K701 05-12 street cleaning")
        await branch.play("""
            Li (private): /grant recorder Wang
            Li (private): /org transfer Wang B002
            bot → Li: Wang: from 第一党支部 to 第二党支部. … Is it right? … [✅ Confirm]
            Li (private): [✅ Confirm]
            bot → Li: Wang belongs to 第二党支部 now.
            bot → Wang: You now belong to 第二党支部.
            Wang (private): /my
            bot → Wang: 第二党支部
        """)

        assert await branch.total("Wang") == Decimal(3)
        assert branch.rows("SELECT o.code FROM ledger l JOIN orgs o ON o.id = l.branch_id") == [("B001",)]
        assert branch.rows(
            "SELECT count(*) FROM grants g JOIN persons p ON p.id = g.person_id "
            "WHERE p.name = 'Wang' AND g.revoked_at IS NULL"
        ) == [(0,)]


async def test_branches_merge_once_nothing_waits(tmp_path: Path) -> None:
    """People and groups go over, the old ledger stays, verify is content; the history says what happened."""
    async with two_branches(tmp_path) as (branch, second):
        await branch.people["Chen"].photo(second, "/claim K701 05-12 planting")
        await branch.settled()
        await branch.play("""
            Li (private): /org merge B002 B001
            bot → Li: 第二党支部 still has 1 claims or meetings that wait.
            Chen (private): /withdraw 1
            Li (private): /org merge B002 B001
            bot → Li: 第二党支部 becomes part of 第一党支部: 1 people and 1 groups go over
            Li (private): [✅ Confirm]
            bot → Li: 第二党支部 is part of 第一党支部 now.
            Li (private): /org B002
            bot → Li: Now part of B001. … became part of B001 · Li
            Li (private): /org merge B002 B001
            bot → Li: 第二党支部 exists no more.
        """)

        assert any("is now part of 第一党支部" in text for text in second.texts)
        assert branch.rows("SELECT state FROM orgs WHERE code = 'B002'") == [("merged",)]
        assert branch.rows("SELECT DISTINCT o.code FROM chats c JOIN orgs o ON o.id = c.org_id") == [("B001",)]


async def test_only_who_stands_above_changes_the_tree(tmp_path: Path) -> None:
    """Members and secretaries are told who can; unknown codes and names change nothing."""
    async with two_branches(tmp_path) as (branch, _):
        await branch.play("""
            Wang (private): /org
            bot → Wang: You do not have the right
            Wang (private): /org merge B002 B001
            bot → Wang: You do not have the right
            Li (private): /org
            bot → Li: Organisations (3) … B001 第一党支部 · 4 people … B002 第二党支部
            Li (private): /org transfer Nobody B002
            bot → Li: Nobody here is called Nobody
            Li (private): /org transfer Wang B009
            bot → Li: There is no organisation B009
            Li (private): /org abolish B001
            bot → Li: 第一党支部 still has 3 members.
            Li (private): /org merge B001 B001
            bot → Li: That is 第一党支部 already.
            Li (private): /org transfer
            bot → Li: /org lacks something
        """)


async def test_a_temporary_branch_is_told_of_and_closed_by_a_tap(tmp_path: Path) -> None:
    """A week before its day those who answer for it hear of it, on the day after they are asked."""
    async with two_branches(tmp_path) as (branch, second):
        await branch.play("""
            Li (private): /org temporary B002 05-29
            bot → Li: 第二党支部 is temporary until Fri, May 29.
        """)
        await branch.move_to(datetime(2026, 5, 22, 9, 0, tzinfo=ZONE))
        await branch.play("""
            bot → Chen: The temporary organisation 第二党支部 ends on Fri, May 29.
        """)
        await branch.move_to(datetime(2026, 5, 30, 9, 0, tzinfo=ZONE))
        await branch.look()
        asked = [text for text in branch.people["Chen"].dm.texts if "Shall it be closed?" in text]

        assert len(asked) == 1
        assert branch.rows("SELECT state FROM orgs WHERE code = 'B002'") == [("active",)]
        await branch.play("""
            Li (private): /org transfer Chen B001
            bot → Li: Chen: from
        """)
        branch.write("UPDATE memberships SET state = 'ended' WHERE org_id = (SELECT id FROM orgs WHERE code = 'B002')")
        await branch.play("""
            Chen (private): [✅ Close it]
            bot → Chen: 第二党支部 ends: 1 groups are free
            Chen (private): [✅ Confirm]
            bot → Chen: 第二党支部 has ended.
        """)

        assert branch.rows("SELECT state FROM orgs WHERE code = 'B002'") == [("abolished",)]
        assert any("has ended" in text for text in second.texts)
