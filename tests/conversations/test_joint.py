"""/pair, /groups, /camp, /project, /instructor: each side agrees, another side confirms, shares sum exactly."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

from tests.conversations.acts import write
from tests.conversations.test_appraise import a_committee
from tests.conversations.test_ledger import exported, jifenbot
from tests.stage import Stage


@asynccontextmanager
async def two_branches(tmp_path: Path) -> AsyncIterator[Stage]:
    """Wang is secretary of B001, Zhao of B002; Sun conducts for the committee, Li administers."""
    async with a_committee(tmp_path) as branch:
        write(
            branch,
            "INSERT INTO grants (person_id, org_id, role, granted_at) SELECT p.id, o.id, 'secretary', o.created_at "
            "FROM persons p, orgs o WHERE p.name = 'Zhao' AND o.code = 'B002'",
        )
        yield branch


async def test_a_pair_begins_when_both_sides_agreed_and_its_activity_counts_when_the_other_confirmed(
    tmp_path: Path,
) -> None:
    """A mismatch is told and not forbidden; who recorded an activity does not confirm it."""
    async with two_branches(tmp_path) as branch:
        await branch.play("""
            Wang (private): /pair B001 B002 2027-06-30
            bot → Zhao: 🤝 第一党支部 ↔ Second branch (pair) is proposed by Wang. Does your side agree?
            bot → Wang: 🤝 J1 · 第一党支部 ↔ Second branch … proposed … ✅ 第一党支部 … ▫️ Second branch
            Wang (private): [第一党支部: Economic department]
            Wang (private): [Second branch: Weak village]
            bot → Wang: ⚠️ By the rules Economic department and Weak village do not go together. This is told
            Zhao (private): [✅ Agree]
            bot → Wang: 🤝 第一党支部 ↔ Second branch (pair) is under way.
            Wang (private): [📋 Open]
            Wang (private): [➕ Activity]
            Wang (private): 05-12 repaired the reading room together
            bot → Zhao: Recorded by Wang. Is it right?
            bot → Wang: ⏳ Tue, May 12 repaired the reading room together
            Zhao (private): [✅ It is right]
            bot → Zhao: ✅ Tue, May 12 repaired the reading room together
            Zhao (private): [🏁 End]
            Zhao (private): the term is over, the room is open
            bot → Wang: has ended. the term is over
        """)
        assert branch.rows("SELECT state FROM joint_works") == [("ended",)]
        assert branch.rows("SELECT state, entered_by = answered_by FROM joint_acts") == [("confirmed", 0)]
        assert not any("Second branch" in text for text in branch.chat.texts)
        sides = exported(branch, "joint")
        assert [(row["kind"], row["state"]) for row in sides] == [("pair", "ended")] * 2
        (activity,) = exported(branch, "activities")
        assert "repaired the reading room together" in activity.values()


async def test_whoever_it_does_not_concern_reads_and_proposes_nothing(tmp_path: Path) -> None:
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Zhao (private): /pair B001 B002
            bot → Zhao: You do not have the right
            Sun (private): /pair B001 B001
            bot → Sun: The same is named twice
            Sun (private): /pair B001 B003
            bot → Sun: J1
            Zhao (private): /pair
            bot → Zhao: There is none that concerns you
        """)


async def test_groups_are_drawn_with_their_working_and_published(tmp_path: Path) -> None:
    """3.27: leaders by score, then the others snaking from the far end; new groups end the old ones."""
    async with two_branches(tmp_path) as branch:
        await branch.play("""
            Wang (private): /groups draw 1
            bot → Wang: You do not have the right
            Sun (private): /groups draw 1 2026
            bot → Sun: These units have no result
            Sun (private): /groups draw 3 B001 90 B002 85.5 lead B003 70
            bot → Sun: there are only 1 units that may lead one
            Sun (private): /groups draw 2 B001 90 lead B002 85.5 lead B003 70
            bot → Sun: 🎲 Draw 1 · … Leaders by score to groups … 1. ★ B001 90.00 … 2. ★ B002 85.50 and B003 70.00
            Sun (private): [📢 Publish]
            bot → Wang: Collaboration group 1 (collaboration group) is under way
        """)
        members = branch.rows("SELECT org_id FROM joint_members")
        assert len(members) == len(set(members)) == 3
        await branch.play("""
            Sun (private): /groups draw 1 B001 90 lead B002 85.5 B003 70
            Sun (private): [📢 Publish]
            bot → Zhao: Collaboration group 2 (collaboration group) has ended. new groups were published
        """)
        assert branch.rows("SELECT state, count(*) FROM joint_works GROUP BY state ORDER BY 1") == [
            ("active", 1),
            ("ended", 2),
        ]


async def test_a_projects_shares_sum_exactly_and_are_booked_once(tmp_path: Path) -> None:
    """All owners agree, the committee approves with points, the end splits 10 points by 66.67 and 33.33 percent."""
    async with two_branches(tmp_path) as branch:
        await branch.play("""
            Wang (private): /project B001:60 B002:30 Open day for all
            bot → Wang: The owners' shares sum to 90
            Wang (private): /project B001:66.67 B002:33.33 Open day for all
            bot → Zhao: 🤝 Open day for all (innovation project) is proposed by Wang
            Zhao (private): [✅ Agree]
            bot → Sun: 🎯 All owners agree to the project Open day for all
            Sun (private): [📋 Open]
            Sun (private): [🎯 Approve]
            bot → Sun: How many points
            Sun (private): 10.01
            bot → Sun: Points in all: 10.01. 第一党支部: 10.01 × 66.67/100 = 6.67 and Second branch … = 3.34
            Sun (private): [🏁 End]
            Sun (private): three hundred guests
            bot → Wang: has ended. three hundred guests
            Sun (private): /project
            bot → Sun: There is none that concerns you
        """)
        booked = branch.rows("SELECT points FROM ledger WHERE item = 'PROJECT'")
        assert all(Decimal(row[0]) == 667 for row in booked)
        assert len(booked) <= 1


async def test_a_camp_stands_on_a_temporary_organisation(tmp_path: Path) -> None:
    async with two_branches(tmp_path) as branch:
        await branch.play("""
            Sun (private): /camp B003 camp B001 B002
            bot → Sun: Third branch is no temporary organisation
        """)
        write(branch, "UPDATE orgs SET temporary = true, valid_to = '2027-01-31' WHERE code = 'B003'")
        await branch.play("""
            Sun (private): /camp B003 camp B001 B002 Wang
            bot → Wang: 🤝 Third branch (special branch camp) is under way
            bot → Sun: Term until … Wang (leads)
        """)


async def test_an_instructor_agrees_visits_and_the_branch_confirms(tmp_path: Path) -> None:
    async with two_branches(tmp_path) as branch:
        await branch.play("""
            Sun (private): /instructor Li B002 2027-05-31
            bot → Li: Li ↔ Second branch (instructor of a branch) is proposed by Sun
            Li (private): [✅ Agree]
            Zhao (private): [✅ Agree]
            bot → Li: is under way
            Li (private): [📋 Open]
            Li (private): [➕ Activity]
            Li (private): 05-11 first visit: the archive
            bot → Zhao: Recorded by Li. Is it right?
            Zhao (private): [✋ It is not]
            bot → Li: another side says that this is not right
        """)


async def test_who_is_erased_ends_what_they_had_a_part_in(tmp_path: Path) -> None:
    """An instructorship does not stand under a sign, and what was written about the visits is gone."""
    async with two_branches(tmp_path) as branch:
        await branch.play("""
            Sun (private): /instructor Li B002 2027-05-31
            bot → Li: Li ↔ Second branch (instructor of a branch) is proposed by Sun
            Li (private): [✅ Agree]
            Zhao (private): [✅ Agree]
            bot → Li: is under way
            Li (private): [📋 Open]
            Li (private): [➕ Activity]
            Li (private): 05-11 first visit: the archive
            bot → Zhao: Recorded by Li. Is it right?
        """)
        assert jifenbot(branch, "anonymise", "Li", "--yes").exit_code == 0

        assert branch.rows("SELECT state, ended_on IS NULL FROM joint_works") == [("ended", 0)]
        assert branch.rows("SELECT words FROM joint_acts") == [("",)]
