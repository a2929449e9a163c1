"""/appraise: scores that two people stand for, and a result that everybody can recompute."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.conversations.acts import english_branch, write
from tests.stage import Stage

CAST = ("Li", "Wang", "Zhao", "Sun")


@asynccontextmanager
async def a_committee(tmp_path: Path, **how: object) -> AsyncIterator[Stage]:
    """Li administers, Sun reviews for the committee, Wang is secretary; two sister branches stand beside B001."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST, **how) as branch:
        for code, name in (("B002", "Second branch"), ("B003", "Third branch")):
            write(
                branch,
                "INSERT INTO orgs (code, parent_id, kind, name, rehearsal, temporary, state, settings, created_at, "
                "ledger_seq, ledger_head) SELECT :code, parent_id, kind, :name, rehearsal, temporary, state, '{}', "
                "created_at, 0, '' FROM orgs WHERE scheme_code IS NOT NULL LIMIT 1",
                code=code,
                name=name,
            )
        write(
            branch,
            "INSERT INTO grants (person_id, org_id, role, granted_at) SELECT p.id, o.parent_id, 'committee_reviewer', "
            "o.created_at FROM persons p, orgs o WHERE p.name = 'Sun' AND o.code = 'B001'",
        )
        write(
            branch,
            "UPDATE grants SET person_id = (SELECT id FROM persons WHERE name = 'Wang') WHERE role = 'secretary' "
            "AND org_id = (SELECT id FROM orgs WHERE code = 'B001')",
        )
        yield branch


SHEET = """/appraise 2026
B001 88 90 85 92 90 88 86 84 90
B002 80 70 80 90
B003 78 80 80 75"""


async def test_nothing_counts_before_a_second_person_confirmed(tmp_path: Path) -> None:
    """Sun pastes rows of a sheet; only Li, who is somebody else, makes them count."""
    async with a_committee(tmp_path) as branch:
        await branch.people["Sun"].tell(SHEET)
        await branch.settled()
        said = branch.people["Sun"].dm.from_bot[-1]
        assert "17 scores wait for a second person" in said.text
        assert "第一党支部: not complete yet" in said.text
        await branch.play("""
            Sun (private): [✅ Confirm what others entered]   → toast: 0 confirmed
            Li (private): /appraise 2026
            Li (private): [✅ Confirm what others entered]    → toast: 17 confirmed
            bot → Li: 📊 Appraisal 2026 … 1. 第一党支部: … at the bottom
        """)
        assert not any("Appraisal" in text for text in branch.chat.texts)


async def test_the_working_can_be_recomputed(tmp_path: Path) -> None:
    """3.14 by hand: means 82 and 80, so 88/82 = 1.0732 and 90/80 bounded to 1.1; 0.5 × 96.80 + 0.5 × 96.59."""
    async with a_committee(tmp_path) as branch:
        await branch.people["Sun"].tell(SHEET)
        await branch.settled()
        await branch.play("""
            Li (private): /appraise
            Li (private): [✅ Confirm what others entered]
            Wang (private): /appraise 2026
            bot → Wang: 📊 第一党支部 · 2026
        """)
        mine = branch.people["Wang"].dm.from_bot[-1].text
        assert "Party 88.00 × 1.1000" in mine
        assert "= 96.80; business 90.00 × 1.0732" in mine
        assert "= 96.59; together 96.70" in mine
        # (96.70 × 70 + 85 × 10 + 92 × 20) / 100 = 94.59
        assert "party and business 96.70 × 70/100 + joint building 85.00 × 10/100" in mine
        assert "= 94.59" in mine
        assert "= 87.60" in mine  # (90 + 88 + 86 + 84 + 90) / 5
        assert "bottom" not in mine


async def test_the_adverse_list_is_for_those_who_give_awards(tmp_path: Path) -> None:
    """Of three units a tenth is nobody (3.13); a member and a secretary read no sheet of others."""
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Zhao (private): /appraise 2026
            bot → Zhao: You do not have the right
            Wang (private): /appraise 2026 B002 party=1
            bot → Wang: You do not have the right
            Sun (private): /appraise 2026
            bot → Sun: 🔒 Nobody is at the bottom
            Sun: /appraise 2026
            bot: This is for your eyes only.
        """)


async def test_an_observation_contest_weighs_site_and_stage(tmp_path: Path) -> None:
    """Five marks lose the highest and the lowest: (9 + 8.5 + 8) / 3 = 8.5 on site, 9 on stage, so 8.75 (3.26)."""
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Sun (private): /appraise 2026-Q2 B001 site=10,9,8.5,8,1 stage=9
            bot → Sun: ✍️ Entered for 第一党支部.
            Li (private): /appraise 2026-Q2
            Li (private): [✅ Confirm what others entered]
            Li (private): [第一党支部]
            bot → Li: Observation contest: half on site, half on stage = 8.75
        """)


async def test_a_score_that_is_none_is_refused_and_nothing_of_its_rows_stays(tmp_path: Path) -> None:
    async with a_committee(tmp_path) as branch:
        for words in ("B001 party=101", "B001 colour=3", "B001", "B009 party=3", "B001 party=3,4"):
            await branch.people["Sun"].tell(f"/appraise 2026\nB002 party=50\n{words}")
            await branch.settled()
        assert branch.rows("SELECT count(*) FROM unit_scores") == [(0,)]
        await branch.play("""
            Sun (private): /appraise 2026-05
            bot → Sun: …
        """)
