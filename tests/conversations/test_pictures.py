"""Pictures, as chats: beside the board, as an answer to a notice; sent up once, gone without harm."""

import io
from datetime import datetime
from pathlib import Path

from PIL import Image

from bot.simulator import Message
from bot.simulator.errors import bad_request
from bot.simulator.rooms import Room
from tests.conversations.acts import book, english_branch, write
from tests.stage import ZONE, Stage

NOTICE = datetime(2026, 6, 8, 9, 0, tzinfo=ZONE)
"""The sixth working day of June."""


def photos(room: Room) -> list[Message]:
    """The pictures of the bot in a chat."""
    return [message for message in room.from_bot if "photo" in message.json]


def drawn(branch: Stage, message: Message) -> Image.Image:
    """What a picture shows."""
    content = branch.sim.world.files.find(message.json["photo"][-1]["file_id"]).content
    return Image.open(io.BytesIO(content))


def uploads(branch: Stage) -> int:
    """How many pictures were sent up by the bot."""
    return sum(stored.name == "picture.png" for stored in branch.sim.world.files.by_id.values())


async def test_a_board_comes_with_a_picture_of_the_same(tmp_path: Path) -> None:
    """The text first and whole, with its buttons; the picture below it, silently."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.play("""
            Zhao: /board
            bot: May 2026 … 🥇 Wang 86.00 … [📋 Full list, privately]
            bot: (photo) 第一党支部 · members · May 2026
        """)
        [picture] = photos(branch.chat)

        assert picture.silent
        with drawn(branch, picture) as shown:
            assert (shown.format, shown.width) == ("PNG", 864)


async def test_text_and_picture_are_rewritten_in_their_places(tmp_path: Path) -> None:
    """🔄 edits both, other months too; what has not changed is drawn and sent up once."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.people["Zhao"].tell("/board")
        await branch.settled()
        [before] = photos(branch.people["Zhao"].dm)
        first = before.json["photo"][-1]["file_id"]
        await branch.people["Zhao"].tell("/board")
        await branch.settled()
        assert uploads(branch) == 1
        assert len(photos(branch.people["Zhao"].dm)) == 2

        await branch.people["Wang"].say(branch.chat, "/board")
        await branch.settled()
        [public] = photos(branch.chat)
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.play("""
            Zhao: [🔄]
            bot: 🥇 Wang 86.00
            bot: (photo) 第一党支部 · members · May 2026
        """)

        assert [message.id for message in photos(branch.chat)] == [public.id]
        assert public.json["photo"][-1]["file_id"] != first


async def test_a_picture_that_somebody_deleted_comes_again(tmp_path: Path) -> None:
    """The text stands where it stood, the picture is sent anew."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.people["Zhao"].say(branch.chat, "/board")
        await branch.settled()
        [picture] = photos(branch.chat)
        branch.sim.world.remove(picture, by=branch.people["Li"].account)
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.play("""
            Zhao: [🔄]
            bot: 🥇 Wang 86.00
            bot: (photo) 第一党支部
        """)


async def test_the_own_row_is_marked_only_for_its_reader(tmp_path: Path) -> None:
    """So two readers have two pictures, and a group has neither of them."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        for name in ("Wang", "Zhao"):
            await branch.people[name].tell("/board")
            await branch.settled()
        await branch.people["Zhao"].say(branch.chat, "/board")
        await branch.settled()

        assert uploads(branch) == 3


async def test_who_fell_below_the_base_is_in_no_picture_of_the_group(tmp_path: Path) -> None:
    """The picture has the rows of the text beside it, no others."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        write(
            branch,
            "INSERT INTO totals SELECT m.org_id, 'member', '2026-05', p.id, -500, 1, 0 FROM persons p "
            "JOIN memberships m ON m.person_id = p.id WHERE p.name = 'Zhao'",
        )
        await branch.people["Zhao"].say(branch.chat, "/board")
        await branch.settled()

        told = branch.rows("SELECT body FROM letters WHERE method = 'enclosure'")
        assert len(told) == 1
        assert "Wang" in told[0][0]
        assert "Zhao" not in told[0][0]


async def test_a_notice_shows_its_picture_to_who_asks_once(tmp_path: Path) -> None:
    """One post; the picture is an answer to it, whoever presses and however often."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.move_to(NOTICE)
        assert photos(branch.chat) == []
        await branch.play("""
            Zhao: [🖼 Picture] → toast: The picture stands below
            bot: (photo) 🏆 第一党支部 · members · May 2026
            Wang: [🖼 Picture] → toast: The picture stands below
            bot: nothing
        """)
        [picture] = photos(branch.chat)

        assert picture.json["reply_to_message"]["message_id"] == branch.chat.with_button("🖼").id


async def test_a_branch_chooses_dark_pictures_or_none(tmp_path: Path) -> None:
    """The setting counts from the next picture on; without pictures the text is all there is."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Li (private): /settings pictures dark
            Zhao: /board
            bot: (photo) 第一党支部
            Li (private): /settings pictures off
        """)
        with drawn(branch, photos(branch.chat)[-1]) as dark:
            assert dark.convert("L").getpixel((2, dark.height - 2)) < 40  # type: ignore[operator]  # one number in mode L
        await branch.play("""
            Zhao: /board
            bot: 🥇 Li 80.00
            Zhao: [🔄]
        """)

        assert len(photos(branch.chat)) == 1


async def test_a_group_that_takes_no_photos_keeps_its_texts(tmp_path: Path) -> None:
    """What the bot may not send is left out; the group is not taken for lost."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        refusal = bad_request("not enough rights to send photos to the chat")
        branch.sim.world.faults.refuse("sendPhoto", refusal, times=9)
        await branch.play("""
            Zhao: /board
            bot: 🥇 Li 80.00
            Zhao: /board
            bot: 🥇 Li 80.00
        """)

        assert photos(branch.chat) == []
        assert branch.rows("SELECT state FROM chats") == [("bound",)]


async def test_an_id_that_telegram_does_not_know_any_more_is_forgotten(tmp_path: Path) -> None:
    """Another token, or a file that is gone: the picture goes up again."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.people["Zhao"].tell("/board")
        await branch.settled()
        branch.sim.world.files.by_id.clear()
        await branch.play("""
            Zhao (private): /board
            bot → Zhao: (photo) 第一党支部
        """)

        assert uploads(branch) == 1
        assert branch.rows("SELECT count(*) FROM letters WHERE state = 'failed'") == [(0,)]


async def test_equal_pictures_that_wait_at_once_are_sent_up_once(tmp_path: Path) -> None:
    """Thousands of groups may be told the same: the first one brings it, the others name it."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.people["Zhao"].say(branch.chat, "/board")
        await branch.settled()
        assert uploads(branch) == 1
        [(told,)] = branch.rows("SELECT body FROM letters WHERE method = 'enclosure'")
        changed = told.replace("members", "everybody")
        for number, name in enumerate(("Li", "Wang", "Zhao")):
            branch.write(
                "INSERT INTO letters (key, chat_id, lane, method, body, state, due_at, created_at, attempts) "
                "SELECT :key, :chat, 2, 'enclosure', :body, 'due', max(due_at), max(due_at), 0 FROM letters",
                key=f"same:{number}",
                chat=branch.people[name].id,
                body=changed,
            )
        await branch.look()
        while branch.rows("SELECT 1 FROM letters WHERE state = 'due' LIMIT 1"):
            await branch.settled()

        assert [len(photos(branch.people[name].dm)) for name in ("Li", "Wang", "Zhao")] == [1, 1, 1]
        assert uploads(branch) == 2


async def test_a_server_that_knows_no_photos_delays_no_text(tmp_path: Path) -> None:
    """The text is on its way before the picture is even drawn."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        branch.sim.world.faults.answer("sendPhoto", 404, times=9)
        await branch.play("""
            Zhao: /board
            bot: 🥇 Li 80.00
        """)

        assert photos(branch.chat) == []


async def test_somebody_s_year_is_a_picture_with_the_same_in_words_below(tmp_path: Path) -> None:
    """One message, privately; under a base the months have scores, and months to come have none."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await book(branch, "Wang", "K701 05-03 cleaning")
        await branch.play("""
            Wang (private): /my
            bot → Wang: … [🗓 The year as a picture]
            Wang (private): [🗓]
            bot → Wang: (photo) 🗓 Wang · 第一党支部 · 2026 Total 9.00 on 2 days Best day: Tue, May 12 … 2026: 89.00
        """)
        [picture] = photos(branch.people["Wang"].dm)

        assert "June" not in picture.text
        with drawn(branch, picture) as shown:
            assert shown.width == 864


async def test_a_branch_without_pictures_tells_the_year_in_words(tmp_path: Path) -> None:
    """Whoever wants no pictures loses no fact."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Li (private): /settings pictures off
            Wang (private): /my
            Wang (private): [🗓]
            bot → Wang: 🗓 Wang · 第一党支部 · 2026 Total 0.00 on 0 days
        """)

        assert photos(branch.people["Wang"].dm) == []
