"""An act of several people: one card, one review, an entry for each."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.conversations.acts import write
from tests.stage import Stage, a_branch

CAST = ("Li", "Wang", "Zhao", "Qian", "Sun")
SICHUAN: dict[str, Any] = {"preset": "sichuan", "locale": "en", "cast": CAST}


def cards(branch: Stage, sign: str) -> list[str]:
    """Answer the group's messages of the bot that hold a sign."""
    return [text for text in branch.chat.texts if sign in text]


def a_crowd(branch: Stage, many: int) -> None:
    """Enrol people without Telegram and tick them for activity 1, as an import and a patient recorder would."""
    at = "2026-05-13T04:00:00.000000Z"
    long = "Somebody With A Long Name "
    names = ", ".join(f"('{long}{chr(0x4E00 + index)}', 'full', '{at}')" for index in range(many))
    write(branch, f"INSERT INTO persons (name, status, created_at) VALUES {names}")
    crowd = f"FROM persons p JOIN orgs o ON o.kind = 'branch' WHERE p.name LIKE '{long}%' ORDER BY p.id"
    write(
        branch,
        "INSERT INTO memberships (person_id, org_id, state, since, rev) "
        f"SELECT p.id, o.id, 'active', p.created_at, 0 {crowd}",
    )
    write(
        branch,
        f"INSERT INTO attendance (activity_id, person_id, how, at) SELECT 1, p.id, 'ticked', p.created_at {crowd}",
    )


async def test_people_tap_and_one_review_books_all(tmp_path: Path) -> None:
    """One message from the opening to the booking; the caption's photo is the evidence of all."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /grant recorder Zhao
            Zhao: photo "/activity K701 05-12 Street cleaning"
            bot: 🧹 Street cleaning · K701 … Tue, May 12 … Opened by Zhao. Evidence: 1 … [🙋 I took part] [📨 Hand in]
            bot → Zhao: Who took part in “Street cleaning” … [⬜ Li]
            Wang: [🙋] → toast: You are on the list
            bot: Took part (1): Wang
            Zhao: [🙋] → toast: You are on the list
            Qian: [🙋] → toast: You are on the list
            Qian: [🙋] → toast: You are off the list
            Zhao (private): [⬜ Sun]
            bot: Took part (3): Wang, Zhao, and Sun
            bot → Zhao: 3 so far … [☑️ Sun]
            Wang: [📨] → toast: You do not have the right
            Zhao: [📨] → toast: Handed in as #1
            bot: #1 · 3 people: Wang (#1), Zhao (#2), and Sun (#3) … +3.00 … Evidence: yes (1) … Next: … Li … [✅
            bot → Li: #1 · 3 people
            Zhao: [✅] → toast: #1 is your own claim
            Li: [✅] → toast: Approved.
            bot: Booked for May 2026: Wang +3.00, Zhao +3.00, and Sun +3.00. Approved by Li
            bot → Wang: #1 … +3.00 booked
            bot → Sun: #3 … +3.00 booked
        """)

        assert await branch.states() == ["approved"] * 3
        assert [await branch.total(name) for name in ("Wang", "Zhao", "Sun", "Qian")] == [
            Decimal("3.00"),
            Decimal("3.00"),
            Decimal("3.00"),
            Decimal("0.00"),
        ]
        assert len(cards(branch, "#1")) == 1
        assert not cards(branch, "🧹")
        assert branch.rows("SELECT source, count(*) FROM claims GROUP BY source") == [("activity", 3)]


async def test_caps_are_each_persons_own(tmp_path: Path) -> None:
    """Wang has 6.00 of 9.00 already; the same act of two units gives Wang 3.00 and Zhao 6.00."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: photo "/claim K701 x2 05-02 cleaning"
            Li: [✅]
            Li: /grant deputy_secretary Sun
            Li: photo "/activity K701 x2 05-12 Tree planting"
            Wang: [🙋]
            Zhao: [🙋]
            Li: [📨] → toast: Handed in as #2
            Sun: [✅] → toast: Approved.
            bot: Booked for May 2026: Wang +3.00 and Zhao +6.00. Approved by Sun
            bot → Wang: #2 … +3.00 booked … kept back 3.00
        """)

        assert await branch.total("Wang") == Decimal("9.00")
        assert await branch.total("Zhao") == Decimal("6.00")


async def test_the_secretary_as_opener_and_participant_decides_on_none_of_it(tmp_path: Path) -> None:
    """The chain falls back; where nobody is left the card says so and who can mend it is told."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: photo "/activity K701 05-12 Tree planting"
            Li: [🙋]
            Wang: [🙋]
            Li: [📨] → toast: Handed in as #1
            bot: #1 · 2 people: Li (#1) and Wang (#2) … Nobody can review this yet
            bot → Li: #1 … nobody is left who may review it … /grant deputy_secretary NAME
            Li: [✅] → toast: #1 is your own claim
            Li: /grant deputy_secretary Sun
            bot: Next: deputy secretary – Sun
            bot → Sun: #1 · 2 people … [✅ Approve]
            Sun: [✅] → toast: Approved.
        """)

        assert await branch.total("Li") == Decimal("3.00")
        assert await branch.total("Wang") == Decimal("3.00")


async def test_a_reviewer_who_took_part_decides_on_nobody(tmp_path: Path) -> None:
    """Sun holds the role, but has a part in the act: not even Wang's part of it is Sun's to decide."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /grant deputy_secretary Sun
            Li: photo "/activity K701 05-12 Tree planting"
            Sun: [🙋]
            Wang: [🙋]
            Li: [📨]
            bot: Nobody can review this yet
            Sun: [✅] → toast: #1 is your own claim
            Sun: /approve 2
            bot: #2 is your own claim
        """)

        assert await branch.states() == ["in_review", "in_review"]


async def test_evidence_comes_as_an_answer_to_the_card(tmp_path: Path) -> None:
    """Without the evidence the item asks for nothing is handed in; a photo that answers the card is it."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        wang = branch.people["Wang"]
        await branch.play("""
            Li: /grant deputy_secretary Sun
            Li: /activity K701 05-12 Tree planting
            Li: [📨] → toast: Nobody has said yet
            Wang: [🙋]
            Li: [📨] → toast: Item K701 needs evidence: a photo
        """)
        card = branch.chat.with_button("🙋")
        await wang.photo(branch.chat, reply_to=card)
        await branch.settled()
        await branch.play("""
            Li: [📨] → toast: Handed in as #1
            bot: #1 … Evidence: yes (1)
        """)

        assert branch.rows("SELECT count(*) FROM evidence WHERE claim_id = 1")[0][0] == 1


async def test_an_activity_is_cancelled_and_stale_buttons_say_so(tmp_path: Path) -> None:
    """Nothing is filed; the tick list knows it too."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /activity K701 05-12 Tree planting
            Wang: [🙋]
            Wang: [🗑] → toast: You do not have the right
            Li: [🗑] → toast: Cancelled
            bot: 🧹 Tree planting … Cancelled, nothing is filed
            Li (private): [⬜ Zhao] → toast: already handled
        """)

        assert await branch.states() == []


async def test_who_may_open_an_activity_and_of_what(tmp_path: Path) -> None:
    """Not every member, not by a deduction, not by attendance, not without a title, not for tomorrow."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: /activity K701 Street cleaning
            bot: You do not have the right
            Li: /activity K601 Trouble
            bot → Li: takes points off
            Li: /activity K201 Theme day
            bot: cannot be claimed
            Li: /activity K701
            bot: /activity lacks something
            Li: /activity K701 2026-05-14 Tomorrow
            bot: is in the future
            Li: /activity K999 Nothing
            bot: There is no item K999
        """)

        assert branch.rows("SELECT count(*) FROM activities")[0][0] == 0


async def test_strangers_are_not_counted(tmp_path: Path) -> None:
    """Only enrolled members took part, each once."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        stranger = branch.sim.user("Stranger", started=True, language_code="en")
        await stranger.join(branch.chat)
        await branch.play("""
            Li: /activity K701 05-12 Tree planting
            Stranger: [🙋] → toast: You are not enrolled here
            Wang: [🙋]
        """)

        assert branch.rows("SELECT count(*) FROM attendance")[0][0] == 1


async def test_a_long_tick_list_is_paged(tmp_path: Path) -> None:
    """Eight names a page; the page stays where a name was ticked."""
    cast = ("Li", *(f"M{chr(ord('a') + index)}" for index in range(10)))
    async with a_branch(tmp_path, preset="sichuan", locale="en", cast=cast) as branch:
        await branch.play("""
            Li: /activity K701 05-12 Tree planting
            bot → Li: 0 so far … [1/2] [▶]
            Li (private): [▶]
            bot → Li: [⬜ Mi] … [2/2]
            Li (private): [⬜ Mi]
            bot → Li: 1 so far … [☑️ Mi] … [2/2]
            bot: Took part (1): Mi
        """)


async def test_two_hundred_people_fit_on_one_card(tmp_path: Path) -> None:
    """Long lists of names are cut, the booking is not."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.people["Li"].say(branch.chat, "/grant deputy_secretary Sun")
        await branch.people["Li"].photo(branch.chat, "/activity K701 05-12 Tree planting")
        await branch.settled()
        await branch.people["Wang"].press(branch.chat, "🙋")
        await branch.settled()
        a_crowd(branch, 200)
        await branch.play("""
            Zhao: [🙋]
            Li: [📨] → toast: Handed in as #1
            bot: #1 · 202 people: Wang (#1) … +1
            Sun: [✅] → toast: Approved.
            bot: Booked for May 2026 … +1
        """)

        assert branch.rows("SELECT count(*), sum(points) FROM ledger")[0] == (202, 202 * 300)
