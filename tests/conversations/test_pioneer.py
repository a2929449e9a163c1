"""/pioneer as chats: a standard, values that two people stand for, a result that its member alone recomputes."""

from pathlib import Path

from tests.conversations.test_round import a_committee
from tests.stage import Stage


def code(branch: Stage, name: str) -> str:
    ((number,),) = branch.rows(f"SELECT id FROM persons WHERE name = '{name}'")
    return f"P{number:05d}"


async def test_a_value_counts_once_a_second_person_confirmed_it(tmp_path: Path) -> None:
    """(90 + 85 + 80 + 88) × 25/100 + 5 − 2 = 88.75; the next half year's 44.38 is half of it, exactly 50.01."""
    async with a_committee(tmp_path) as branch:
        zhao = code(branch, "Zhao")
        await branch.play(f"""
            Zhou (private): /pioneer open 2026-H1
            bot → Zhou: 🏅 Pioneer index first half of 2026 … Values: 0 of
            Zhou (private): /pioneer 2026-H1 {zhao} 90 85 80 88; +5 flood relief; -2 late report
            bot → Zhou: ✍️ Entered: 1. … Zhao: 88.75
            Zhao (private): /pioneer
            bot → Zhao: There is no confirmed pioneer index of yours yet.
            Zhou (private): /pioneer
            Zhou (private): [🏅 first half of 2026]
            Zhou (private): [✅ Confirm what others entered]  → toast: A pioneer index with at least one value
            Li (private): /pioneer
            Li (private): [🏅 first half of 2026]
            Li (private): [✅ Confirm what others entered]
            bot → Zhao: 🏅 Your pioneer index of first half of 2026 is confirmed: value 88.75.
            Zhao (private): /pioneer
            bot → Zhao: 🏅 Pioneer index of Zhao … Bonus 5.00: flood relief … − 2.00) = 88.75 … No index
            Zhou (private): /pioneer 2026-H1 {zhao} 1 1 1 1
            bot → Zhou: The pioneer index of first half of 2026 takes no values
            Zhou (private): /pioneer open 2026-H2
            Zhou (private): /pioneer 2026-H2 {zhao} 44.38 44.38 44.38 44.38
            bot → Zhou: … Zhao: 44.38, index 50.01
        """)
        assert not any("88.75" in text for text in branch.chat.texts)


async def test_a_new_standard_changes_no_run_that_is_there(tmp_path: Path) -> None:
    async with a_committee(tmp_path) as branch:
        zhao = code(branch, "Zhao")
        zhou = branch.people["Zhou"]
        await branch.play("""
            Zhou (private): /pioneer open 2026-H2
            bot → Zhou: …
        """)
        for rows in ("A 60\nB 30", "A 60\nA 40", "A", "A sixty\nB 40"):
            await zhou.tell(f"/pioneer standard 2026\n{rows}")
            await branch.settled()
        assert branch.rows("SELECT count(*) FROM pioneer_standards") == [(0,)]
        await zhou.tell("/pioneer standard 2026\nWork 60\nStudy 40\ncap 10")
        await branch.settled()
        assert "version 1 now" in zhou.dm.from_bot[-1].text
        await branch.play(f"""
            Zhou (private): /pioneer 2026-H2 {zhao} 90 85
            bot → Zhou: These rows do not fit
            Zhou (private): /pioneer 2026-H2 {zhao} 100 100 100 100; +50 rescue
            bot → Zhou: … Zhao: 120.00
            Zhou (private): /pioneer standard 2026
            bot → Zhou: 🏅 Standard of 2026, version 1; bonuses together at most 10.00.
            Zhou (private): /pioneer open 2026-H1
            bot → Zhou: … standard 1
            Zhou (private): /pioneer 2026-H1 {zhao} 100 50; +50 rescue
            bot → Zhou: … Zhao: 90.00
        """)


async def test_faulty_rows_are_all_named_and_nothing_stays(tmp_path: Path) -> None:
    async with a_committee(tmp_path) as branch:
        zhao, sun, zhou = code(branch, "Zhao"), code(branch, "Sun"), branch.people["Zhou"]
        await zhou.tell("/pioneer open 2026-H2")
        await zhou.tell(f"/pioneer 2026-H2\n{zhao} 90 85 80 88\n{sun} 90 85 101 88\nP09999 1 2 3 4")
        await branch.settled()
        said = zhou.dm.from_bot[-1].text
        assert "101" in said
        assert "P09999" in said
        assert branch.rows("SELECT count(*) FROM pioneer_values") == [(0,)]
        await branch.play("""
            Zhao (private): /pioneer open 2026-H1
            bot → Zhao: You do not have the right
            Zhou (private): /pioneer open 2026-Q1
            bot → Zhou: …
        """)
        assert branch.rows("SELECT count(*) FROM pioneer_runs") == [(1,)]


async def test_a_fact_that_zeroes_needs_its_reason(tmp_path: Path) -> None:
    async with a_committee(tmp_path) as branch:
        zhao = code(branch, "Zhao")
        await branch.play(f"""
            Zhou (private): /pioneer open 2026-H2
            Zhou (private): /pioneer 2026-H2 {zhao} 90 85 80 88; zero
            bot → Zhou: These rows do not fit
            Zhou (private): /pioneer 2026-H2 {zhao} 90 85 80 88; zero document 12/2026
            bot → Zhou: … Zhao: 0.00
            Zhou (private): [Zhao]
            bot → Zhou: … Set to zero: document 12/2026
        """)
