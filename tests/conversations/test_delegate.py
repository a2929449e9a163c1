"""/delegate, as a chat."""

from datetime import datetime
from pathlib import Path

from tests.conversations.acts import appoint, english_branch
from tests.stage import ZONE

CAST = ("Li", "Wang", "Zhao", "Sun")


async def test_a_delegate_decides_and_both_names_are_told(tmp_path: Path) -> None:
    """The waiting card comes to the delegate at once; card, claimant and step know in whose place it was decided."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await branch.play("""
            Wang: photo "/claim K701 05-12 cleaning"
            Zhao (private): /approve 1
            bot → Zhao: #1 is waiting for the branch secretary …
            Li (private): /delegate Zhao today 05-20
            bot → Li: Zhao may decide in your place from Wed, May 13 to Wed, May 20 …
            bot → Zhao: Li asks you to decide in their place …
            bot: #1 … Next: branch secretary – Li and Zhao (for Li)
            bot → Zhao: #1 … Note: cleaning [✅ Approve]
            Zhao (private): [✅ Approve]
            bot: #1 … branch secretary Zhao (for Li) ✅ … Booked +3.00 … Approved by Zhao (for Li).
            bot → Wang: … Decided by Zhao (for Li).
        """)

        found = branch.rows(
            "SELECT r.name, f.name, s.role FROM review_steps s JOIN persons r ON r.id = s.reviewer_id "
            "JOIN persons f ON f.id = s.for_id"
        )
        assert found == [("Zhao", "Li", "secretary")]


async def test_nobody_approves_an_own_claim_by_proxy(tmp_path: Path) -> None:
    """The secretary's claim goes to the deputy; the delegate, too, has no say in it."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        appoint(branch, deputy_secretary="Sun")
        await branch.play("""
            Li (private): /delegate Zhao today 05-20
            Li: photo "/claim K701 05-12 cleaning"
            bot: #1 … Next: deputy secretary – Sun
            Zhao (private): /approve 1
            bot → Zhao: #1 is waiting for the deputy secretary …
        """)

        assert await branch.states() == ["in_review"]


async def test_one_person_does_not_decide_two_levels_by_proxy(tmp_path: Path) -> None:
    """What Zhao approved for Sun, Sun has approved: the next level is not Sun's."""
    async with english_branch(tmp_path, cast=(*CAST, "Zhou", "Qian")) as branch:
        appoint(branch, section_chief="Sun", deputy_leader="Zhou", main_leader="Qian")
        appoint(branch, deputy_leader="Sun")
        await branch.play("""
            Sun (private): /delegate Zhao today 05-20
            Wang: photo "/claim F1 05-12 cleaning"
            bot: #1 … Next: section chief – Sun and Zhao (for Sun)
            Zhao (private): /approve 1
            bot: #1 … section chief Zhao (for Sun) ✅ … Next: deputy leader – Zhou
        """)


async def test_it_begins_and_ends_by_the_calendar(tmp_path: Path) -> None:
    """Before the first day and after the last one the delegate has no say; on the first the card comes by itself."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await branch.play("""
            Li (private): /delegate Zhao 05-14 05-14
            Wang: photo "/claim K701 05-12 cleaning"
            bot: #1 … Next: branch secretary – Li
            Zhao (private): /approve 1
            bot → Zhao: #1 is waiting for the branch secretary …
        """)
        await branch.move_to(datetime(2026, 5, 14, 9, 0, tzinfo=ZONE))
        assert any("photo" in message.json for message in branch.people["Zhao"].dm.from_bot)
        await branch.move_to(datetime(2026, 5, 15, 9, 0, tzinfo=ZONE))
        await branch.play("""
            Zhao (private): /approve 1
            bot → Zhao: #1 is waiting for the branch secretary …
        """)


async def test_either_of_the_two_ends_it(tmp_path: Path) -> None:
    """The list shows both what was given and what was taken on; a second delegation for the same days replaces it."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await branch.play("""
            Li (private): /delegate
            bot → Li: Nobody decides in your place. …
            Li (private): /delegate Zhao 05-20 06-01
            Li (private): /delegate Sun 05-25 06-10
            bot → Zhao: You no longer decide in the place of Li. …
            bot → Sun: Li asks you …
            bot → Li: Sun may decide in your place …
            Sun (private): /delegate
            bot → Sun: • You decide in the place of Li, Mon, May 25 to Wed, Jun 10. [No longer: Li]
            Sun (private): [No longer]
            bot → Sun: That is over now … Nobody decides in your place. …
            Li (private): /delegate
            bot → Li: Nobody decides in your place. …
        """)


async def test_what_cannot_be_is_refused_with_its_reason(tmp_path: Path) -> None:
    """Who reviews nothing, oneself, the ledger keeper, a past day, a span that runs backwards."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        appoint(branch, ledger_keeper="Sun")
        await branch.play("""
            Wang (private): /delegate Zhao today 05-20
            bot → Wang: You review nothing in 第一党支部 …
            Li (private): /delegate Li today 05-20
            bot → Li: Li cannot decide in your place. …
            Li (private): /delegate Sun today 05-20
            bot → Li: Sun cannot decide in your place. …
            Li (private): /delegate Zhao 2026-05-01 2026-05-20
            bot → Li: Fri, May 1, 2026 is past. …
            Li (private): /delegate Zhao 06-10 06-01
            bot → Li: From Wed, Jun 10 …
            Li (private): /delegate Zhao
            bot → Li: … /delegate NAME …
        """)
