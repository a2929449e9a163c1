"""/declare: the declaration form of a month, from the first line to the member's word on the result."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.acts import book
from tests.stage import ZONE, Stage, a_branch

SICHUAN: dict[str, Any] = {"preset": "sichuan", "locale": "en", "cast": ("Li", "Wang", "Zhao", "Qian")}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def forms(branch: Stage) -> list[tuple[str, str]]:
    rows = branch.rows("SELECT p.name, d.state FROM declarations d JOIN persons p ON p.id = d.person_id ORDER BY d.id")
    return [(row[0], row[1]) for row in rows]


async def add(branch: Stage, name: str, *lines: str) -> None:
    """Type lines of a form, with a photo where they are gains."""
    for line in lines:
        user = branch.people[name]
        if line.startswith("K7"):
            await user.photo(user.dm, f"/declare {line}")
        else:
            await user.tell(f"/declare {line}")
        await branch.settled()


async def grant(branch: Stage, role: str, name: str) -> None:
    await branch.people["Li"].say(branch.chat, f"/grant {role} {name}")
    await branch.settled()


# ---- the whole way ---------------------------------------------------------------------------------------------


async def test_a_form_from_the_first_line_to_the_last_word(tmp_path: Path) -> None:
    """Brought along, added, signed, reviewed line by line, confirmed; the sums are those of the books."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await book(branch, "Wang", "K701 05-09 river bank")
        await branch.play("""
            Wang (private): /declare
            bot → Wang: Wang … by Wed, Jun 3 … K701 Volunteer service × 1: +3.00 … 80.00 + 3.00 − 0.00 = 83.00
            Wang (private): [➕]
            bot → Wang: What do you add
            Wang (private): [K501]
            bot → Wang: K501 … +3.00 each … on which day … With a photo or a document, please
            Wang (private): document "05-11 kept the water running"
            bot → Wang: 1. Mon, May 11 · K501 Urgent task completed +3.00 · kept the water … 📎 1 … = 86.00 … [🗑 No. 1]
            Wang (private): [➖]
            bot → Wang: What do you declare
            Wang (private): [K203]
            bot → Wang: K203 … −2.00 each
            Wang (private): 05-12 forgot my text
            bot → Wang: 2. Tue, May 12 · K203 … −2.00 · forgot my text … 80.00 + 6.00 − 2.00 = 84.00 … [✍️ All is true
            bot: nothing
            Wang (private): [✍️ All] → toast: ✍️ Signed
            bot → Wang: #2 in review … #3 in review … Signed May 13 12:00 … being reviewed … [➕ Add more]
            bot → Li: #3 … Wang … K203 … −2.00 … forgot my text … [✅
            bot: #2 · Wang … K501
            Li (private): /approve 2
            Li (private): /approve 3
            bot → Wang: #2 approved · +3.00 given … #3 approved · −2.00 given … Is the result right? … [👍
            Wang (private): [👍] → toast: confirmed
            bot → Wang: 👍 Confirmed May 13 12:00
        """)

        assert forms(branch) == [("Wang", "confirmed")]
        assert await branch.total("Wang") == Decimal("4.00")
        assert not any("K203" in text or "−2.00" in text for text in branch.chat.texts)
        sources = branch.rows("SELECT source FROM claims WHERE id > 1")
        assert sources == [("form",), ("form",)]


async def test_nothing_else_is_a_signature_and_done(tmp_path: Path) -> None:
    """Who has nothing to add signs what is there; nobody waits for anything."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang (private): /declare
            Wang (private): [✍️ Nothing] → toast: ✍️ Signed
            bot → Wang: Signed May 13 12:00 … Confirmed May 13 12:00
        """)

        assert forms(branch) == [("Wang", "confirmed")]


async def test_one_form_a_member_and_month(tmp_path: Path) -> None:
    """Asking twice opens the same form; another month has its own; the month before is named by its key."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang (private): /declare
            Wang (private): 申报表
            bot → Wang: Declaration form, May 2026
            Wang (private): /declare 2026-04
            bot → Wang: Declaration form, April 2026 … It was due on Fri, May 8
            Wang (private): /declare 2026-06
            bot → Wang: June 2026 has not begun
            Wang (private): /declare 2026-Q2
            bot → Wang: 2026-Q2
        """)

        assert forms(branch) == [("Wang", "open"), ("Wang", "open")]


# ---- what a line may be ----------------------------------------------------------------------------------------


async def test_lines_are_typed_in_one_go_and_taken_out_again(tmp_path: Path) -> None:
    """The words of /claim work; the same line again changes nothing; a stale page signs nothing."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await add(branch, "Wang", "K701 x2 05-12 street cleaning", "K503 05-11 list not finished")
        wang = branch.people["Wang"]
        early = wang.dm.with_button("✍️ All")
        await add(branch, "Wang", "K503 05-11 list not finished", "K203 05-10 no text")
        await wang.press(early, "✍️ All")
        await branch.settled()
        assert forms(branch) == [("Wang", "open")]
        await branch.play("""
            Wang (private): /declare
            bot → Wang: 1. Sun, May 10 · K203 … 2. Mon, May 11 · K503 … 3. Tue, May 12 · K701 … +6.00 … 📎 1 … = 81.00
            Wang (private): [🗑 No. 2]
            bot → Wang: 1. Sun, May 10 · K203 … 2. Tue, May 12 · K701 … 80.00 + 6.00 − 2.00 = 84.00
        """)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("K603 05-12 decision 7/2026", "so nobody declares it"),
        ("K301 05-12 paid", "K301"),
        ("K801 05-12 list", "leaders"),
        ("K503 2026-05-20 in advance", "future"),
        ("K503", "on which day"),
        ("K701 05-12 without a photo", "a photo"),
        ("K999 05-12 nothing", "K999"),
        ("K503 2025-12-30 long ago", "scheme"),
    ],
)
async def test_what_does_not_belong_on_a_form_is_told(tmp_path: Path, line: str, said: str) -> None:
    """Nothing of it is kept, and the answer says why."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.people["Wang"].tell(f"/declare {line}")
        await branch.settled()

        assert said in branch.people["Wang"].dm.texts[-1]
        assert branch.rows("SELECT count(*) FROM declaration_lines") == [(0,)]


async def test_a_line_goes_to_the_form_of_its_own_month(tmp_path: Path) -> None:
    """Typed with its day it opens that month's form; chosen on a page it must be of that page's month."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang (private): /declare K503 04-20 list not finished
            bot → Wang: Declaration form, April 2026 … 1. Mon, Apr 20 · K503
            Wang (private): [➖]
            Wang (private): [K203]
            bot → Wang: for example: 04-28
            Wang (private): 05-12 forgot my text
            bot → Wang: Tue, May 12, 2026 is not in April 2026
            Wang (private): 04-12 forgot my text
            bot → Wang: 1. Sun, Apr 12 · K203 … 2. Mon, Apr 20 · K503
        """)


async def test_an_album_goes_with_its_line(tmp_path: Path) -> None:
    """The parts of an album that come after the caption belong to the line, and go with the claim."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        wang = branch.people["Wang"]
        await wang.album(wang.dm, "/declare K701 05-12 street cleaning", 3)
        await branch.settled()
        await branch.play("""
            Wang (private): /declare
            bot → Wang: K701 … street cleaning · 📎 3
            Wang (private): [✍️ All]
            bot: #1 · Wang … Evidence: yes (3)
        """)


async def test_caps_are_foreseen_over_all_that_is_asked(tmp_path: Path) -> None:
    """K701 gives nine points a month: three are booked, six wait, so a further claim brings nothing."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await book(branch, "Wang", "K701 05-09 river bank")
        await branch.people["Wang"].photo(branch.chat, "/claim K701 x2 05-10 two more")
        await branch.settled()
        await add(branch, "Wang", "K701 05-11 the fourth")
        await branch.play("""
            Wang (private): /declare
            bot → Wang: × 2: +9.00 · ⏳ 1 in review … +3.00 · the fourth … + 9.00 − 0.00 = 89.00 … keep back 3.00
        """)


# ---- in a group ------------------------------------------------------------------------------------------------


async def test_in_a_group_it_only_opens_the_private_chat(tmp_path: Path) -> None:
    """Deductions are nobody's business there."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: /declare K503 05-12 list not finished
            bot: for your eyes only … [Open private chat]
            Wang: [Open private chat]
            bot → Wang: Declaration form, May 2026
        """)

        assert branch.rows("SELECT count(*) FROM declaration_lines") == [(0,)]


async def test_a_claim_of_a_deduction_offers_the_form(tmp_path: Path) -> None:
    """Privately, wherever it was typed."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: /claim K503 05-12 list not finished
            bot: nothing
            bot → Wang: takes points off … [📋 Declaration form]
            Wang (private): [📋]
            bot → Wang: Declaration form, May 2026
        """)


# ---- the group check -------------------------------------------------------------------------------------------


async def test_the_group_leader_checks_and_the_reviewer_sees_it(tmp_path: Path) -> None:
    """The leader reads what the member added, not what the office entered; the word stands before the reviewer."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await grant(branch, "group_leader", "Zhao")
        await grant(branch, "ledger_keeper", "Qian")
        await branch.play("""
            Qian (private): /deduct Wang K601 05-12 left the post
            Wang (private): /declare K503 05-11 list not finished
            Wang (private): [✍️ All]
            bot → Wang: Group check: waiting for Zhao
            bot → Zhao: Declaration form … K503 … list not finished … Please check … [👍 That is right] [🤔
            bot → Li: #2 · Wang … Group check: waiting for Zhao
            Zhao (private): [👍] → toast: The reviewers see it
            bot → Zhao: Group check: right, Zhao May 13 12:00
            bot → Li: #2 · Wang … Group check: right, Zhao
            bot → Wang: Zhao has checked your declaration form for May 2026
        """)

        assert not any("K601" in text for text in branch.people["Zhao"].dm.texts)


async def test_a_group_leader_asks_and_nothing_waits_for_it(tmp_path: Path) -> None:
    """The question goes to the member and stands before the reviewer, who decides."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await grant(branch, "group_leader", "Zhao")
        await branch.play("""
            Wang (private): /declare K503 05-11 list not finished
            Wang (private): [✍️ All]
            Zhao (private): [🤔]
            bot → Zhao: What do you ask
            Zhao (private): which list was it?
            bot → Wang: Zhao has a question … which list was it?
            bot → Li: Group check: Zhao asks: which list was it?
            Qian (private): /approve 1
            bot → Qian: There is no claim #1
            Li (private): [✅] → toast: Approved
            bot → Wang: Is the result right?
        """)


async def test_a_group_leader_checks_no_own_form(tmp_path: Path) -> None:
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await grant(branch, "group_leader", "Zhao")
        await branch.play("""
            Zhao (private): /declare K503 05-11 list not finished
            Zhao (private): [✍️ All]
            bot → Zhao: #1 in review … Signed
        """)

        assert not any("Group check" in text for text in branch.people["Zhao"].dm.texts)


async def test_the_secretarys_own_form_is_reviewed_by_another(tmp_path: Path) -> None:
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await grant(branch, "deputy_secretary", "Qian")
        await branch.play("""
            Li (private): /declare K503 05-11 list not finished
            Li (private): [✍️ All]
            bot → Qian: #1 · Li … K503 … [✅
            bot: nothing
        """)


# ---- the result ------------------------------------------------------------------------------------------------


async def test_a_disputed_result_goes_to_the_secretary_who_asks_again(tmp_path: Path) -> None:
    """The reason is read by the secretary alone; after the talk the member is asked once more."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang (private): /declare K503 05-11 list not finished
            Wang (private): [✍️ All]
            Li (private): /reject 1 the list was taken back
            bot → Wang: #1 not approved … Is the result right?
            Wang (private): [👎]
            bot → Wang: What is not right
            Wang (private): it was two lists
            bot → Wang: Your words went to the secretary
            bot → Li: 👎 Wang disputes … May 2026 … it was two lists … [↻ Ask again]
            bot: nothing
            Li (private): [↻] → toast: Asked again
            bot → Wang: Is the result right? … [👍
            Wang (private): [👍]
        """)

        assert forms(branch) == [("Wang", "confirmed")]


async def test_a_decision_undone_opens_the_result_again(tmp_path: Path) -> None:
    """What the member was asked about is not so any more; after the next decision the question comes anew."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang (private): /declare K503 05-11 list not finished
            Wang (private): [✍️ All]
            Li (private): /approve 1
        """)
        asked = branch.people["Wang"].dm.with_button("👍")
        await branch.play("""
            Li (private): /undo 1
            bot → Wang: was undone
        """)
        assert forms(branch) == [("Wang", "submitted")]
        await branch.people["Wang"].press(asked, "👍")
        await branch.settled()
        assert forms(branch) == [("Wang", "submitted")]
        await branch.play("""
            Li (private): /reject 1 the list was taken back
            bot → Wang: #1 not approved … Is the result right?
        """)


async def test_a_signed_form_is_opened_again_until_the_notice(tmp_path: Path) -> None:
    """What was filed stays filed; once the month is published the form stands."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang (private): /declare K503 05-11 list not finished
            Wang (private): [✍️ All]
            Wang (private): [➕ Add more]
            bot → Wang: #1 in review … [✍️ Nothing else
            Wang (private): /declare K203 05-12 forgot my text
            Wang (private): [✍️ All]
            bot → Wang: #1 in review … #2 in review
        """)
        await branch.move_to(at("2026-06-08T09:00"))
        await branch.play("""
            Wang (private): /declare 2026-05
            bot → Wang: the form stands as it was signed
            Wang (private): [➕ Add more] → toast: The notice of May 2026 is published
            Zhao (private): /declare 2026-05
            bot → Zhao: its form is closed … /claim
        """)

        assert await branch.states() == ["in_review", "in_review"]


# ---- reminders and rights --------------------------------------------------------------------------------------


async def test_who_signed_is_not_reminded_and_who_forgot_to_sign_is(tmp_path: Path) -> None:
    """Numbers in the group; a private word to whom it concerns."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang (private): /declare
            Wang (private): [✍️ Nothing]
            Zhao (private): /declare K503 05-11 list not finished
        """)
        news = {name: len(branch.people[name].dm.texts) for name in ("Wang", "Zhao", "Qian")}
        await branch.move_to(at("2026-06-01T09:00"))
        told = {name: "\n".join(branch.people[name].dm.texts[count:]) for name, count in news.items()}

        assert "3 have not filed yet" in branch.chat.texts[-1]
        assert told["Wang"] == ""
        assert "not signed" in told["Zhao"]
        assert "You have not filed any yet" in told["Qian"]
        assert "K503" not in branch.chat.texts[-1]
        branch.people["Qian"].dm.with_button("📋")
