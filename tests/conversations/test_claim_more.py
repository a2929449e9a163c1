"""Everything that people do with a claim beside the plain way: evidence, words, people, decisions."""

import asyncio
import itertools
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.simulator import Message, Room, User
from bot.simulator.files import draw_png, media_json
from tests.stage import NOON, ZONE, Stage, a_branch

CAST = ("Li", "Wang", "Zhao", "Qian", "Sun")
SICHUAN: dict[str, Any] = {"preset": "sichuan", "locale": "en", "cast": CAST}
PICTURES = itertools.count(1000)
LANSHAN: dict[str, Any] = {"preset": "lanshan", "locale": "en", "cast": CAST}


async def part(branch: Stage, user: User, room: Room, album: str, *, caption: str = "") -> Message:
    """Send one photo of an album; the others may come before or after, in other polls."""
    world = branch.sim.world
    stored = world.files.add(draw_png(next(PICTURES)), kind="photo", mime="image/png")
    content = media_json(stored) | {"media_group_id": album} | world.caption_content(caption)
    sent = world.post(room.chat, user.account, content)
    await branch.settled()
    return sent


def evidence(branch: Stage, claim: int = 1) -> int:
    """Count the pieces of a claim's evidence."""
    count: int = branch.rows("SELECT count(*) FROM evidence WHERE claim_id = :id", id=claim)[0][0]
    return count


async def three_levels(branch: Stage) -> None:
    """Appoint a reviewer for each level of Lanshan's chain."""
    for role, name in (("section_chief", "Qian"), ("deputy_leader", "Sun"), ("main_leader", "Zhao")):
        await branch.people["Li"].say(branch.chat, f"/grant {role} {name}")
        await branch.settled()


# ---- evidence ----------------------------------------------------------------------------------------------------
async def test_photos_and_documents_carry_the_claim_as_their_caption(tmp_path: Path) -> None:
    """Either is evidence; the reviewer's private copy shows the file itself."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: document "/claim K401 05-12 bicycle stands at the gate"
            bot: #1 … K401 … +1.00 … Evidence: yes (1)
            bot → Li: (document) #1 … Note: bicycle stands at the gate
            Wang: photo "/claim K701 05-12 cleaning"
            bot: #2 … Evidence: yes (1)
            bot → Li: (photo) #2
        """)


@pytest.mark.parametrize("captioned", [0, 1, 2])
async def test_an_album_is_one_claim_wherever_its_caption_stands(tmp_path: Path, captioned: int) -> None:
    """Parts come one by one, before and after the one with the command."""
    async with a_branch(tmp_path, privacy=False, **SICHUAN) as branch:
        for index in range(3):
            caption = "/claim K701 05-12 cleaning" if index == captioned else ""
            await part(branch, branch.people["Wang"], branch.chat, "77", caption=caption)

        assert await branch.states() == ["in_review"]
        assert evidence(branch) == 3
        assert "Evidence: yes (3)" in branch.chat.with_button("✅").json["text"]


async def test_an_album_without_words_is_asked_about_once(tmp_path: Path) -> None:
    """In the private chat: one question for three photos, one claim with all of them."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        wang = branch.people["Wang"]
        for _ in range(3):
            await part(branch, wang, wang.dm, "78")
        asked = [text for text in wang.dm.texts if "For which item" in text]
        await wang.press(wang.dm, "K701")
        await branch.settled()

        assert len(asked) == 1
        assert await branch.states() == ["in_review"]
        assert evidence(branch) == 3


async def test_a_claim_as_an_answer_takes_the_evidence_it_answers(tmp_path: Path) -> None:
    """The own photo, or one that somebody else took of the act."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        wang, zhao = branch.people["Wang"], branch.people["Zhao"]
        own = await wang.photo(branch.chat)
        await wang.say(branch.chat, "/claim K701 05-12 cleaning", reply_to=own)
        await branch.settled()
        theirs = await zhao.photo(branch.chat)
        await wang.say(branch.chat, "/claim K701 05-11 planting", reply_to=theirs)
        await branch.settled()

        assert [evidence(branch, 1), evidence(branch, 2)] == [1, 1]


async def test_the_reply_to_an_album_takes_all_of_it_once(tmp_path: Path) -> None:
    """The part that was answered is not counted twice."""
    async with a_branch(tmp_path, privacy=False, **SICHUAN) as branch:
        wang = branch.people["Wang"]
        parts = [await part(branch, wang, branch.chat, "79") for _ in range(3)]
        await wang.say(branch.chat, "/claim K701 05-12 cleaning", reply_to=parts[1])
        await branch.settled()

        assert evidence(branch) == 3


async def test_a_reviewer_gets_every_photo_of_a_claim_once_a_call_a_letter(tmp_path: Path) -> None:
    """The first photo carries the card, the others are one album behind it; a later edit sends none again (2.3-10)."""
    async with a_branch(tmp_path, privacy=False, **SICHUAN) as branch:
        wang = branch.people["Wang"]
        parts = [await part(branch, wang, branch.chat, "80") for _ in range(4)]
        await wang.say(branch.chat, "/claim K701 05-12 cleaning", reply_to=parts[0])
        await branch.settled()
        await branch.people["Li"].press(branch.people["Li"].dm, "✅")
        await branch.settled()

        seen = [message for message in branch.people["Li"].dm.from_bot if "photo" in message.json]
        assert [bool(message.text) for message in seen] == [True, False, False, False]
        assert len({message.json.get("media_group_id") for message in seen[1:]}) == 1
        assert branch.rows("SELECT method, count(*) FROM letters WHERE method = 'enclosure' GROUP BY method") == [
            ("enclosure", 1)
        ]


async def test_missing_evidence_is_asked_for_and_taken_as_an_answer(tmp_path: Path) -> None:
    """A text is no photo; the photo completes what was said before."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: /claim K701 x2 05-12 cleaning
            bot: K701 Volunteer service needs a photo
            Wang: reply "will come later"
            bot: K701 Volunteer service needs a photo
            Wang: reply photo
            bot: #1 … +6.00 … Done on Tue, May 12 … Evidence: yes (1)
        """)


async def test_a_recycled_photo_is_shown_to_the_reviewer_alone(tmp_path: Path) -> None:
    """The very same file under another claim: said in the private copy, not in the group."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        picture = draw_png(4711)
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-11 cleaning", picture)
        await branch.settled()
        await branch.people["Zhao"].photo(branch.chat, "/claim K701 05-12 cleaning", picture)
        await branch.settled()

        assert "This very file was already shown for #1" in branch.people["Li"].dm.last.json["caption"]
        assert not any("already shown" in text for text in branch.chat.texts)


async def test_what_is_no_evidence_is_refused_with_a_way_on(tmp_path: Path) -> None:
    """Stickers, voices, thirty megabytes."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        wang = branch.people["Wang"]
        await wang.tell("/claim K701 05-12 cleaning")
        await branch.settled()
        await wang.sticker(wang.dm)
        await branch.settled()
        assert "I cannot take a sticker as evidence" in wang.dm.texts[-1]
        await wang.voice(wang.dm)
        await branch.settled()
        assert "I cannot take a voice message as evidence" in wang.dm.texts[-1]
        await wang.document(wang.dm, size=30 * 1024 * 1024)
        await branch.settled()
        assert "The file is too large" in wang.dm.texts[-1]
        await wang.document(branch.chat, "/claim K401 05-12 idea", size=30 * 1024 * 1024)
        await branch.settled()
        assert "The file is too large" in branch.chat.texts[-1]
        assert await branch.states() == []


async def test_a_forwarded_photo_is_evidence_in_the_private_chat(tmp_path: Path) -> None:
    """It comes without words, so the item is asked for."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        wang, world = branch.people["Wang"], branch.sim.world
        stored = world.files.add(draw_png(31), kind="photo", mime="image/png")
        origin = {"type": "hidden_user", "sender_user_name": "somebody", "date": 0}
        world.post(wang.dm.chat, wang.account, media_json(stored) | {"forward_origin": origin})
        await branch.settled()
        await branch.play("""
            Wang (private): [K701]
            bot: #1 · Wang … Evidence: yes (1)
            bot → Wang: #1 is filed … can still give 9.00
        """)


async def test_more_evidence_while_it_waits_and_after_a_return(tmp_path: Path) -> None:
    """While it waits nothing is lost; after a return the first level is asked again."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await three_levels(branch)
        await branch.play("""
            Wang: photo "/claim F1 05-12 cleaning"
            Qian: [✅] → toast: Approved. Next
            Wang: [📎]
            bot: Please send the photo or document for #1
            Wang: reply photo
            bot: 📎 Added to #1
            bot → Sun: 📎 More evidence for #1
            Sun: /return 1 please name the place
            bot → Wang: #1 … was returned … please name the place … Asked by Sun … [📎 Add evidence] [🗑 Withdraw]
            Wang (private): [📎]
            bot → Wang: Please send the photo or document for #1
            Wang (private): it was at the river park
            bot: Next: section chief – Qian
            bot → Qian: river park
            Sun: [✅] → toast: waiting for the section chief
            Qian: [✅] → toast: Approved. Next
        """)

        assert evidence(branch) == 3


async def test_a_photo_that_answers_the_private_letter_of_a_return_is_its_evidence(tmp_path: Path) -> None:
    """As natural as 📎; a photo that answers anything else is asked about as ever."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: photo "/claim K701 05-12 cleaning"
            Li: /return 1 the photo is too dark
            bot → Wang: #1 … was returned to you … too dark
        """)
        wang = branch.people["Wang"]
        await wang.photo(wang.dm, reply_to=wang.dm.with_button("📎"))
        await branch.play("""
            bot → Wang: Added to #1
            Wang (private): photo
            bot → Wang: For which item is it?
        """)

        assert (await branch.states(), evidence(branch)) == (["in_review"], 2)


async def test_a_link_in_the_note_is_evidence_where_the_item_asks_for_one(tmp_path: Path) -> None:
    """The card says so, as it does of a photo."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await branch.play("""
            Wang: /claim D4 city 05-12 https://example.org/news
            bot: #1 · Wang … Evidence: yes (1)
        """)


async def test_a_photo_that_answers_the_card_is_evidence_of_its_claimant_alone(tmp_path: Path) -> None:
    """Wang's answer adds to the claim; Zhao's is just talk."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-12 cleaning")
        await branch.settled()
        card = branch.chat.with_button("📎")
        await branch.people["Zhao"].photo(branch.chat, reply_to=card)
        await branch.people["Wang"].photo(branch.chat, reply_to=card)
        await branch.settled()

        assert evidence(branch) == 2


# ---- words -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "申报 K701 x2 05-12 清扫",
        "申报K701 x2 05-12 清扫",
        "申報 K701 x2 05-12 清掃",
        "申报　Ｋ７０１　×２　５月１２日　清扫",
        "/claim k701 2次 5月12日 清扫",
        "/claim@jifen_demo_bot K701 *2 2026-05-12 清扫",
        "/CLAIM K701\n×2\n05/12\n清扫",
        "／ｃｌａｉｍ　K701　x2　05-12　清扫",
        "/claim\u3000K701 x2 05-12 清扫",
        "/claim\tK701 x2 05-12 清扫",
        "/claim@jifen_demo_bot\nK701 x2 05-12 清扫",
        "申报：K701 x2 05-12 清扫",
    ],
)
async def test_many_ways_to_say_the_same(tmp_path: Path, text: str) -> None:
    """Full-width letters, both scripts, glued codes, line breaks - where plain text is heard."""
    async with a_branch(tmp_path, privacy=False, **SICHUAN) as branch:
        await branch.people["Wang"].photo(branch.chat, text)
        await branch.settled()

        rows = branch.rows("SELECT item, quantity, occurred_on FROM claims")
        assert [(row[0], row[1], str(row[2])) for row in rows] == [("K701", 200, "2026-05-12")]


async def test_another_bots_command_and_plain_talk_are_not_ours(tmp_path: Path) -> None:
    """Nothing is said, nothing is kept."""
    async with a_branch(tmp_path, privacy=False, **SICHUAN) as branch:
        await branch.play("""
            Wang: /claim@other_bot K701 05-12 cleaning
            bot: nothing
            Wang: I would like to claim K701
            bot: nothing
            Wang: photo "lovely weather"
            bot: nothing
        """)

        assert branch.rows("SELECT count(*) FROM evidence")[0][0] == 0


async def test_an_edited_claim_answers_and_books_nothing(tmp_path: Path) -> None:
    """The answer says how to change a claim."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: photo "/claim K701 x2 05-12 cleaning"
            Wang: edit "/claim K701 x3 05-12 cleaning"
            bot: An edited message changes nothing
        """)

        assert branch.rows("SELECT quantity FROM claims") == [(200,)]


async def test_the_same_claim_again_asks_first(tmp_path: Path) -> None:
    """Yes files it, no does not; another note is another act."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: document "/claim K401 05-12 idea"
            Wang: document "/claim K401 05-12 idea"
            bot: This looks the same as #1 … [Yes, file it] [No, cancel]
            Zhao: [Yes] → toast: already handled
            Wang: [No] → toast: Cancelled
            bot: Cancelled, nothing was filed
            Wang: document "/claim K401 05-12 idea"
            Wang: [Yes]
            bot: #2 · Wang
            Wang: document "/claim K401 05-12 another idea"
            bot: #3 · Wang
        """)

        assert sum("#2" in text for text in branch.chat.texts) == 1, "the question itself became the card"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("K701 2026-05-14 cleaning", "is in the future"),
        ("K701 05-15 cleaning", "If you mean an earlier year, please write"),
        ("K701 2026-02-30 cleaning", "is not a date of the calendar"),
        ("K701 2025-12-31 cleaning", "before the scheme came into force"),
        ("K701 x0 cleaning", "is not a usable quantity"),
        ("K701 x100000 cleaning", "is not a usable quantity"),
        ("K201 came", "cannot be claimed"),
        ("K801 dual duty", "is for leaders"),
        ("hello", "I could not see which item"),
        ("<b>K701</b>", "I could not see which item"),
        ("😀", "I could not see which item"),
    ],
)
async def test_bad_words_get_a_clear_answer(tmp_path: Path, words: str, said: str) -> None:
    """What happened, why, and what to do; nothing is filed."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.people["Wang"].photo(branch.chat, f"/claim {words}")
        await branch.settled()

        assert said in branch.chat.texts[-1]
        assert await branch.states() == []


async def test_a_deduction_is_not_claimed_and_not_left_in_the_group(tmp_path: Path) -> None:
    """Answered privately; the message is taken out where the bot may."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        branch.chat.promote(branch.sim.world.bot, "can_delete_messages")
        await branch.settled()
        said = await branch.people["Wang"].say(branch.chat, "/claim K202 05-12 I stayed at home")
        await branch.settled()

        assert "takes points off" in branch.people["Wang"].dm.texts[-1]
        assert said.id not in [message.id for message in branch.chat.messages]


async def test_an_unknown_item_offers_the_nearest(tmp_path: Path) -> None:
    """The rest of the words and the photo are kept; somebody else's tap is not taken for the claimant's."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: photo "/claim K711 x2 05-12 cleaning"
            bot: There is no item K711. Did you mean … K701 … [K701 Volunteer service]
            Zhao: [K701] → toast: already handled
            Wang: [K701]
            bot: #1 · Wang … +6.00 … Done on Tue, May 12
        """)

        assert branch.rows("SELECT note FROM claims") == [("cleaning",)]


async def test_a_missing_level_is_asked_for(tmp_path: Path) -> None:
    """By a button or by a word; a level that the item does not know is refused with those it knows."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await branch.play("""
            Wang: /claim D4 x2 05-12 https://news.example/1
            bot: D4 News item published: at which level was it? [district level] [city level] [province level]
            Wang: [city]
            bot: #1 · Wang … city level 1.00 × 2 = +2.00
            Wang (private): /claim D4 05-12 https://news.example/2
            bot → Wang: at which level
            Wang (private): 省级
            bot: #2 · Wang … province level +2.00
            Wang: document "/claim C4 national prize"
            bot: does not know the level national level. … district level, city level, or province level
        """)


async def test_a_range_item_is_proposed_and_decided(tmp_path: Path) -> None:
    """The first level chooses by button or by =; outside the range is refused, a fixed item takes no number."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await three_levels(branch)
        await branch.play("""
            Li: document "/claim D1 2.2 05-12 a new way"
            bot: #1 · 第一党支部 … D1 … 2.00–3.00 → +2.20
            bot → Qian: #1 … [✅ 2.00] [✅ 2.20] [✅ 2.50] [✅ 3.00]
            Qian: /approve 1=5
            bot: 5.00 is outside the range of this item. It gives 2.00 to 3.00
            Qian: /approve 1=2.5
            bot: #1: approved
            Sun: [✅]
            Zhao: [✅]
            bot → Li: #1 … +2.50 booked
            Wang: photo "/claim F1 05-12 cleaning"
            Qian: /approve 2=3
            bot: The points of item F1 are fixed
        """)

        assert branch.rows("SELECT points, subject_kind FROM ledger") == [(250, "branch")]


@pytest.mark.parametrize("privately", [True, False])
async def test_long_and_strange_texts_do_no_harm(tmp_path: Path, privately: bool) -> None:
    """4,096 characters, emoji, right-to-left, NUL, HTML: stored clean or refused, and shown as text."""
    async with a_branch(tmp_path, privacy=False, **SICHUAN) as branch:
        wang = branch.people["Wang"]
        room = wang.dm if privately else branch.chat
        await wang.say(room, "/claim K401 " + "长" * (4096 - 12))
        await branch.settled()
        assert "The text is too long" in room.texts[-1]
        await wang.say(room, "/claim " + "K" * 4000)
        await branch.settled()
        assert "which item" in room.texts[-1]
        await wang.document(room, "/claim K401 05-12 \u202eevil\u202c \x00 👩‍👩‍👧 <b>bold</b> & <script>")
        await branch.settled()

        assert branch.rows("SELECT note FROM claims") == [("evil 👩‍👩‍👧 <b>bold</b> & <script>",)]
        assert "👩‍👩‍👧 <b>bold</b> & <script>" in branch.people["Li"].dm.last.json["caption"]


async def test_lone_surrogates_stop_nobody(tmp_path: Path) -> None:
    """Half an emoji in a message: the message is heard, and so are those around it."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        wang = branch.people["Wang"]
        chat = branch.chat.chat.json()
        text = "/claim K501 05-12 \ud83d flood"
        message = {"message_id": 900, "date": 0, "chat": chat, "from": wang.account.json(), "text": text}
        branch.sim.world.inject({"message": message})
        await branch.people["Zhao"].say(branch.chat, "/claim K501 05-12 fire")
        await branch.settled()

        assert sum("needs a photo or a document" in text for text in branch.chat.texts) == 2


async def test_ids_of_64_bits_and_nonsense_ids(tmp_path: Path) -> None:
    """A person with the largest id claims like any other; a number that is none is answered."""
    giant = 2**52 - 1

    async with a_branch(tmp_path, **SICHUAN) as branch:
        user = branch.sim.user("Giant", started=True, user_id=giant, language_code="en")
        await user.join(branch.chat)
        await branch.play("""
            Giant: /join Giant
            Li: [✅]
            Giant: document "/claim K401 05-12 idea"
            bot: #1 · Giant
            Li: /approve 9223372036854775807
            bot: There is no claim #9223372036854775807 here
            Li: /approve 999999999999999999999999
            bot: is not a claim's number
            Li: /approve twelve
            bot: twelve is not a claim's number
            Li: /approve
            bot: /approve lacks something
            Li: /approve ＃１，
            bot: #1: approved
        """)

        assert branch.rows("SELECT telegram_id FROM persons WHERE name = 'Giant'") == [(giant,)]


# ---- periods and caps --------------------------------------------------------------------------------------------
async def test_a_late_claim_is_an_adjustment_and_the_card_says_so(tmp_path: Path) -> None:
    """After May's notice an act of May is filed all the same, and booked in June with its reference."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.move_to(datetime(2026, 6, 8, 9, 0, tzinfo=ZONE))
        await branch.play("""
            Wang: photo "/claim K701 05-12 cleaning"
            bot: Done on Tue, May 12 · that month is published, so it counts as an adjustment in June 2026
            Li: [✅]
            bot: Booked +3.00 for June 2026
            Li: [↺] → toast: Undone
            bot: Next: … Li
        """)

        rows = branch.rows("SELECT period, ref_period, kind, points FROM ledger ORDER BY id")
        assert [tuple(row) for row in rows] == [
            ("2026-06", "2026-05", "adjust", 300),
            ("2026-06", "2026-05", "reversal", -300),
        ]


async def test_a_cap_is_told_when_filed_and_when_booked(tmp_path: Path) -> None:
    """Filing never asks about caps; booking keeps the overflow back, and a month's cap is the act's month's."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: photo "/claim K701 x4 05-02 cleaning"
            bot: +12.00 … can still give 9.00 in its period (cap 9.00)
            Li: [✅]
            bot: Booked +9.00 for May 2026; the cap kept back 3.00
            bot → Wang: +9.00 booked for May 2026. The item's cap of 9.00 kept back 3.00
            Wang: photo "/claim K701 05-03 more"
            bot: can still give 0.00
            Li: [✅]
            bot: Booked +0.00 for May 2026; the cap kept back 3.00
            Wang: photo "/claim K701 04-30 in April"
            bot: can still give 9.00
            Li: [✅]
            bot: Booked +3.00 for April 2026
        """)

        assert await branch.total("Wang") == Decimal("12.00")


# ---- several people ----------------------------------------------------------------------------------------------
async def test_people_are_named_by_those_who_may(tmp_path: Path) -> None:
    """One card, a claim for each, the recorder not among them; each hears of the own."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /grant recorder Zhao
            Zhao: photo "/claim K701 05-12 Wang、Qian:street cleaning"
            bot: #1 · 2 people: Wang (#1) and Qian (#2) … +3.00 … Evidence: yes (1)
            Li: [✅]
            bot: Booked for May 2026: Wang +3.00 and Qian +3.00
            bot → Wang: ✅ #1
            bot → Qian: ✅ #2
            bot → Zhao: nothing
        """)

        assert await branch.total("Zhao") == Decimal("0.00")
        assert branch.rows("SELECT note FROM claims") == [("street cleaning",), ("street cleaning",)]


async def test_names_that_are_wrong_or_not_allowed(tmp_path: Path) -> None:
    """A typo files nothing for the wrong person; a colon alone makes no names."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: photo "/claim K701 05-12 Qian:street cleaning"
            bot: Only branch secretary, recorder, or group leader can claim for other people
            Li: photo "/claim K701 05-12 Wang、Nobody:street cleaning"
            bot: Nobody here is called Nobody
            Li: photo "/claim K701 05-12 Wong:street cleaning"
            bot: Nobody here is called Wong. Did you mean Wang
            Wang: photo "/claim K701 05-12 地点:street cleaning"
            bot: #1 · Wang
            Li: photo "/claim K701 05-12 Place:river park"
            bot: #2 · Li
        """)

        assert branch.rows("SELECT note FROM claims") == [("地点:street cleaning",), ("Place:river park",)]


async def test_what_stands_behind_the_names_is_read_too(tmp_path: Path) -> None:
    """Quantity and day may come before the names or after them."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: photo "/claim K701 Wang、Zhao：x2 5月11日 street cleaning"
            bot: #1 · 2 people: Wang (#1) and Zhao (#2) … 3.00 × 2 = +6.00 … Mon, May 11
            bot → Zhao: nothing
            Li: photo "/claim K701 x3 昨天 Wang：x2 river"
            bot: #3 · Wang … 3.00 × 3 = +9.00 … Tue, May 12
        """)

        assert branch.rows("SELECT note FROM claims") == [("street cleaning",)] * 2 + [("x2 river",)]


async def test_a_group_whose_bot_hears_no_plain_words_says_its_name_first(tmp_path: Path) -> None:
    """The bot's name before a trigger or a command is no part of it; another bot's is not ours."""
    async with a_branch(tmp_path, privacy=False, **SICHUAN) as branch:
        await branch.play(f"""
            Wang: @{branch.sim.world.bot.username} 申报 K601
            bot → Wang: Item K601 takes points off
            Wang: @{branch.sim.world.bot.username}，项目 K701
            bot: K701 Volunteer service
            Wang: @{branch.sim.world.bot.username} /items K701
            bot: K701 Volunteer service
            Wang: @another_bot 项目 K701
            bot: nothing
        """)


async def test_namesakes_are_told_apart_by_a_tap(tmp_path: Path) -> None:
    """Two persons of one name: buttons with their codes; only one of them can be meant."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        twin = branch.sim.user("Twin", started=True, language_code="en")
        await twin.join(branch.chat)
        await branch.play("""
            Twin: /join Wang
            Li: [✅]
            Li: photo "/claim K701 05-12 Wang、Zhao:street cleaning"
            bot: Several people here are called Wang. Which one do you mean?
        """)
        rows = branch.rows("SELECT id FROM persons WHERE name = 'Wang' ORDER BY id")
        await branch.people["Li"].press(branch.chat, f"Wang · P{rows[1][0]:05d}")
        await branch.settled()

        found = branch.rows("SELECT subject_id FROM claims ORDER BY id")
        assert found[0] == rows[1]
        assert len(found) == 2


async def test_one_of_several_goes_another_way(tmp_path: Path) -> None:
    """A part is withdrawn, one refused by its number; the rest is booked together; undo takes back the rest."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /grant recorder Zhao
            Zhao: photo "/claim K701 05-12 Wang、Qian、Sun:street cleaning"
            Wang: [🗑] → toast: Withdrawn
            bot: #1 · 3 people: Wang (#1, withdrawn), Qian (#2), and Sun (#3) … Next
            Li: /reject 3 was not there
            bot → Sun: ❌ #3 … was not there
            bot: Wang (#1, withdrawn), Qian (#2), and Sun (#3, closed)
            Li: [✅] → toast: Approved.
            bot: Wang (#1, withdrawn), Qian (#2), and Sun (#3, closed) … Booked for May 2026: Qian +3.00
            Li: [↺] → toast: Undone
            bot: Qian (#2), and Sun (#3, closed) … Next
        """)

        assert await branch.states() == ["withdrawn", "in_review", "rejected"]
        assert await branch.total("Qian") == Decimal("0.00")


async def test_who_filed_for_others_withdraws_all(tmp_path: Path) -> None:
    """And a stranger none."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /grant recorder Zhao
            Zhao: photo "/claim K701 05-12 Wang、Qian:street cleaning"
            Sun: [🗑] → toast: is not your claim
            Zhao: /withdraw 1
            bot: #1: withdrawn
            bot: Withdrawn by the claimant, nothing booked
        """)

        assert await branch.states() == ["withdrawn", "withdrawn"]


# ---- decisions ---------------------------------------------------------------------------------------------------
async def test_a_refusal_is_reasoned_privately_by_a_chip(tmp_path: Path) -> None:
    """The group reads that nothing was booked; the claimant reads why, by whom, and what is possible."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: photo "/claim K701 05-12 cleaning"
            Wang: [❌] → toast: #1 is your own claim
            Zhao: [❌] → toast: #1 is waiting for the branch secretary
            Li: [❌] → toast: in our private chat
            bot: nothing
            bot → Li: Why is #1 … of Wang not approved? … [evidence unclear]
            Li (private): [evidence unclear]
            bot: Closed, nothing booked
            bot → Wang: ❌ #1 … evidence unclear … Decided by Li
            Li (private): /undo 1
            bot → Li: #1: the decision was undone
            bot → Wang: The decision on #1 … was undone by Li
        """)

        assert await branch.states() == ["in_review"]
        assert not any("unclear" in text for text in branch.chat.texts)


async def test_own_words_and_a_reason_typed_in_the_group(tmp_path: Path) -> None:
    """A reason typed in the group is obeyed, taken out, and the habit corrected privately."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        branch.chat.promote(branch.sim.world.bot, "can_delete_messages")
        await branch.settled()
        await branch.play("""
            Wang: photo "/claim K701 05-12 cleaning"
            Li: [↩️]
            Li (private): which street was it?
            bot → Wang: ↩️ #1 … which street was it?
            bot: Waiting for the claimant
            Wang (private): [🗑] → toast: Withdrawn
            bot: Withdrawn by the claimant
            Wang: photo "/claim K701 05-11 planting"
            Zhao: /reject 2 the tree is from last year
            bot: #2 is waiting for the branch secretary
            Li: /reject 2
            bot → Li: Please add a reason for #2
            Li: /reject 2 the tree is from last year
            bot: Closed, nothing booked
            bot → Li: #2: not approved … reasons are private
            bot → Wang: the tree is from last year
        """)

        assert not any("last year" in text for text in branch.chat.texts)


async def test_a_card_can_be_answered_instead_of_naming_its_number(tmp_path: Path) -> None:
    """/reject as a reply to the card: all words are the reason, also those that begin with a number."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-12 cleaning")
        await branch.settled()
        card = branch.chat.with_button("✅")
        await branch.people["Li"].say(branch.chat, "/reject 2 people are on it", reply_to=card)
        await branch.settled()

        assert await branch.states() == ["rejected"]
        assert "Reason: 2 people are on it" in branch.people["Wang"].dm.texts[-1]


async def test_several_numbers_answer_a_line_each(tmp_path: Path) -> None:
    """One that fails harms no other."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: document "/claim K401 05-12 one"
            Wang: document "/claim K401 05-12 two"
            Li: document "/claim K401 05-12 three"
            Li: /approve 1, #2,3 99
            bot: #1: approved. #2: approved. #3 is your own claim … There is no claim #99
        """)

        assert await branch.states() == ["approved", "approved", "in_review"]


async def test_a_slip_between_several_numbers_is_told_and_harms_none(tmp_path: Path) -> None:
    """What is no number answers a line of its own; a word after the numbers is just a word."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: document "/claim K401 05-12 one"
            Wang: document "/claim K401 05-12 two"
            Wang: document "/claim K401 05-12 three"
            Li: /approve 1 x 2 3=abc
            bot: x is not a claim's number … abc is not a number of points … #1: approved. #2: approved.
            Li: /approve 3 fine
            bot: #3: approved.
        """)

        assert await branch.states() == ["approved", "approved", "approved"]


async def test_buttons_that_nobody_made_are_stale(tmp_path: Path) -> None:
    """Data of an app of one's own answers who pressed, says nothing in the group and breaks nothing."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-12 cleaning")
        await branch.settled()
        card = branch.chat.with_button("✅")
        said = len(branch.chat.messages)
        for data in ("c:1", "c:1:a", "c:x:a:0", "c:1:a:x", "c:1:zz:0", "c:1::0", "c:1:r9:0", "c:1:a:0:0"):
            press = branch.sim.world.press(
                branch.people["Li"].account, card, {"text": "✅ Approve", "callback_data": data}
            )
            await branch.settled()
            assert "already handled" in (press.toast or ""), data

        assert len(branch.chat.messages) == said
        assert await branch.states() == ["in_review"]


async def test_yesterday_counts_from_the_day_it_was_written(tmp_path: Path) -> None:
    """What came in before midnight and is read after it keeps its day."""
    async with a_branch(tmp_path, at=NOON.replace(hour=23, minute=50), **SICHUAN) as branch:
        wang, world = branch.people["Wang"], branch.sim.world
        written = int(world.clock())
        branch.clock.at += timedelta(minutes=30)
        world.inject(
            {
                "message": {
                    "message_id": 9001,
                    "date": written,
                    "chat": wang.dm.chat.json(),
                    "from": wang.account.json(),
                    "document": {"file_id": "f", "file_unique_id": "u", "file_size": 9},
                    "caption": "/claim K401 昨天 idea",
                }
            }
        )
        await branch.settled()

        assert [str(row[0]) for row in branch.rows("SELECT occurred_on FROM claims")] == ["2026-05-12"]


async def test_undo_within_ten_minutes_by_the_one_who_decided(tmp_path: Path) -> None:
    """Reversed in the same month, the claim back at that level; after ten minutes it is too late."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await three_levels(branch)
        await branch.play("""
            Wang: photo "/claim F1 05-12 cleaning"
            Qian: [✅]
            Sun: [✅]
            Zhao: [✅]
            bot: Booked +0.50
            Sun: [↺] → toast: The last decision on #1 is not yours
            Zhao: [↺] → toast: Undone
            bot: Next: main leader – Zhao
            bot → Sun: Zhao: decision undone [↺ Undo]
            Sun: /undo 1
            bot: #1: the decision was undone
            bot: Next: deputy leader – Sun
            Sun: [✅]
            Zhao: [✅]
        """)
        branch.clock.at = NOON + timedelta(minutes=10, seconds=1)
        await branch.play("""
            Zhao: [↺] → toast: can be undone for 10 minutes
        """)

        assert branch.rows("SELECT points FROM ledger ORDER BY id") == [(50,), (-50,), (50,)]


async def test_two_reviewers_press_at_once(tmp_path: Path) -> None:
    """The second press, of the same card, changes nothing and says so."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.people["Li"].say(branch.chat, "/grant secretary Zhao")
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-12 cleaning")
        await branch.settled()
        card = branch.chat.with_button("✅")
        first, second = await asyncio.gather(
            branch.people["Li"].press(card, "✅"), branch.people["Zhao"].press(card, "✅")
        )
        await branch.settled()

        assert sorted((first.toast or "", second.toast or "")) == [
            "Approved.",
            "This was already handled. The card shows how it stands now; nothing was changed.",
        ]
        assert await branch.total("Wang") == Decimal("3.00")


async def test_three_levels_fall_back_to_distinct_persons(tmp_path: Path) -> None:
    """One person holds two levels: decides on one of them only, somebody else steps in for the other."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await branch.play("""
            Li: /grant section_chief Qian
            Li: /grant deputy_leader Qian
            Li: /grant main_leader Sun
            Li: /grant deputy_secretary Zhao
            Wang: photo "/claim F1 05-12 cleaning"
            bot: Review: section chief → deputy secretary → main leader … Next: section chief – Qian
            Qian: [✅]
            bot: Next: deputy secretary – Zhao
            Qian: [✅] → toast: #1 is waiting for the
            Zhao: [✅]
            Sun: [✅]
            bot: Booked +0.50 for May 2026. Approved by Qian, Zhao, and Sun
        """)


async def test_the_secretarys_own_claim_goes_to_somebody_else(tmp_path: Path) -> None:
    """Or waits, and the one who can mend it is told once which grant is missing."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: photo "/claim K701 05-12 cleaning"
            bot: #1 · Li … Nobody can review this yet
            bot → Li: /grant deputy_secretary NAME
            Li: [✅] → toast: #1 is your own claim
            Li: [📎]
            Li: reply photo
            bot → Li: nothing
            Li: /grant deputy_secretary Zhao
            bot: Next: deputy secretary – Zhao
            bot → Zhao: #1 · Li
            Zhao (private): [✅] → toast: Approved.
        """)

        assert await branch.total("Li") == Decimal("3.00")


async def test_a_reviewer_outside_the_group_decides_in_private(tmp_path: Path) -> None:
    """The private copy has the evidence and the same buttons, and all copies close together."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await three_levels(branch)
        await branch.people["Qian"].leave(branch.chat)
        await branch.play("""
            Wang: photo "/claim F1 05-12 cleaning"
            bot → Qian: (photo) #1 · Wang … [✅ Approve] [↩️ Return] [❌ Reject]
            Qian (private): [✅] → toast: Approved. Next
            bot: section chief Qian ✅ … Next: deputy leader – Sun
            bot → Qian: section chief Qian ✅ … [↺ Undo]
            bot → Sun: #1 · Wang … [✅
            Sun (private): [✅]
            bot → Qian: deputy leader Sun ✅
        """)


async def test_a_reviewer_who_never_started_the_bot_is_shown_the_door(tmp_path: Path) -> None:
    """❌ opens the private chat by a button in the group; what waited comes once the chat is open."""

    async with a_branch(tmp_path, **SICHUAN) as branch:
        shy = branch.sim.user("Shy", language_code="en")
        await shy.join(branch.chat)
        await branch.play("""
            Shy: /join Shy
            Li: [✅]
            Li: /grant secretary Shy
            Wang: photo "/claim K701 05-12 cleaning"
            bot: Next: branch secretary – Li and Shy
            Shy: [❌] → toast: in our private chat
            bot: for your eyes only … [Open private chat]
            Shy: [Open private chat]
            bot → Shy: Why is #1
            bot → Shy: (photo) #1 · Wang … [✅ Approve]
            Shy (private): seen twice
            bot: Closed, nothing booked
        """)


async def test_a_claim_without_anything_opens_the_picker(tmp_path: Path) -> None:
    """In the group it leads to the private chat; the picker shows only what the person can claim."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang: /claim
            bot: nothing
            bot → Wang: What would you like to claim? … [K101 … [K701 Volunteer service]
            Wang (private): [K501]
            bot → Wang: K501 Urgent task completed needs a photo or a document
            Wang (private): document "flood at the river"
            bot: #1 · Wang … K501
            bot → Wang: #1 is filed
        """)

        assert branch.rows("SELECT note FROM claims") == [("flood at the river",)]
        labels = " ".join(branch.people["Wang"].dm.with_button("K101").labels)
        assert "K801" not in labels, "an item for leaders"
        assert "K601" not in labels, "a deduction"


async def test_the_door_to_the_private_chat_leads_to_what_was_asked(tmp_path: Path) -> None:
    """Who never pressed Start gets it by the button, without asking again."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        shy = branch.sim.user("Shy", language_code="en")
        await shy.join(branch.chat)
        await branch.play("""
            Shy: /join Shy
            Li: [✅]
            Shy: /my 2026-04
            bot: for your eyes only … [Open private chat]
            Shy: [Open private chat]
            bot → Shy: Shy · 第一党支部 · April 2026
        """)
        await shy.block_bot()
        await branch.play("""
            Shy: /claim
            bot: for your eyes only … [Open private chat]
            Shy: [Open private chat]
            bot → Shy: What would you like to claim? … [K701
        """)
