"""/rectify: four named helpers before it is active, problems counted, the movement in rank at the end."""

from pathlib import Path

from tests.conversations.test_appraise import a_committee


async def test_a_weak_branch_is_put_right_with_four_helpers(tmp_path: Path) -> None:
    """Without all four nothing begins; the unit's secretary hears of it then; what is solved is shown by something."""
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Sun (private): /rectify B001 #12 meetings not held for half a year
            bot → Sun: 🛠 R1 · 第一党支部 · rectification with four helpers · proposed … municipal leader: not named yet
            Sun (private): [▶️ Begin]   → toast: These helpers are not named yet: municipal leader
            Wang (private): /rectify
            bot → Wang: No branch is being put right.
        """)
        for place in ("municipal leader", "town leader", "first secretary", "paired department"):
            await branch.play(f"""
                Sun (private): [👤 {place}]
                bot → Sun: Who is it?
                Sun (private): the {place} himself
                bot → Sun: {place}: the {place} himself
            """)
        await branch.play("""
            Sun (private): [➕ Problem]
            Sun (private): no committee meeting since March
            Sun (private): [▶️ Begin]
            bot → Wang: 🛠 第一党支部 is helped from now on by
            Sun (private): [📝 Close]
            Sun (private): #5 well done
            bot → Sun: 1 problem is not solved yet
            Sun (private): [✅ Solved: no committee]
            Sun (private): minutes of 12 May, in the archive
            bot → Sun: ✅ no committee meeting since March – minutes of 12 May, in the archive
            Sun (private): [📝 Close]
            Sun (private): #5 meetings are held every month again
            bot → Sun: Rank 12 → 5, places moved up: 7 … Record: meetings are held every month again
            Wang (private): /rectify
            bot → Wang: R1 · 第一党支部 · closed · problems 1/1
        """)
        assert not any("helped" in text or "rectif" in text for text in branch.chat.texts)


async def test_a_contact_point_needs_its_one_leader(tmp_path: Path) -> None:
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Sun (private): /rectify contact B002 one star last year
            bot → Sun: contact point · proposed
            Sun (private): [👤 leader who takes charge]
            Sun (private): Deputy head Qian
            Sun (private): [▶️ Begin]
            bot → Sun: contact point · under way
        """)


async def test_who_does_not_manage_it_proposes_and_reads_nothing(tmp_path: Path) -> None:
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Wang (private): /rectify B002 I do not like them
            bot → Wang: You do not have the right
            Zhao (private): /rectify
            bot → Zhao: You do not have the right
            Sun (private): /rectify B002 a mistake
            Sun (private): [✖️ Drop]
            bot → Sun: Dropped.
            Sun (private): /rectify
            bot → Sun: No branch is being put right.
        """)
