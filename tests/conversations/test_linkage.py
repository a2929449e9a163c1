"""Linkage, as a chat: full tens of people give their branch a point, and a reversal takes it back (L17)."""

from decimal import Decimal
from pathlib import Path

from tests.conversations.acts import LANSHAN_CHAIN, appoint, book, english_branch
from tests.stage import Stage

CAST = ("Li", "Wang", "Zhao", "Sun", "Zhou")
CHAIN = ("Sun", "Zhou", "Li")


def entries(branch: Stage) -> list[tuple[str, str, Decimal]]:
    """Answer subject kind, kind and points of every entry in order."""
    rows = branch.rows("SELECT subject_kind, kind, points FROM ledger ORDER BY id")
    return [(subject, kind, Decimal(points) / 100) for subject, kind, points in rows]


async def test_the_tenth_point_gives_the_branch_one_in_the_same_transaction(tmp_path: Path) -> None:
    """9.00 give nothing, 12.00 give 1.00; the board of branches says how much came from the people."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        appoint(branch, **LANSHAN_CHAIN)
        for day in ("05-10", "05-11", "05-12"):
            await book(branch, "Wang", f"D4 国家级 {day} article", reviewers=CHAIN)
        assert [row for row in entries(branch) if row[0] == "branch"] == []
        await book(branch, "Wang", "D4 国家级 05-13 article", reviewers=CHAIN)

        assert entries(branch)[-2:] == [("member", "award", Decimal(3)), ("branch", "linkage", Decimal(1))]
        await branch.play("""
            Wang: /board branches
            bot: 🥇 第一党支部 1.00 | 100.00 (0.20 per head · of which 1.00 from its people)
            Li (private): /ledger
            bot → Li: no. 5 · … 第一党支部 · points from the members +1.00 … [5]
            Li (private): [5]
            bot → Li: +1.00 … every full 10.00 points … no. 4. Wang: 9.00 → 12.00 points in the cycle
            Li (private): [◀]
            bot → Li: no. 5 ·
        """)
