"""What only a changed client, a scanner or a fool sends is refused in words; it is no error of ours."""

from pathlib import Path
from typing import Any

from storage import letters
from storage.engine import open_writer
from storage.transaction import Tx
from tests.stage import a_branch, a_stage

ENGLISH: dict[str, Any] = {"preset": "sichuan", "locale": "en"}


async def test_the_data_of_a_button_that_no_message_has_is_refused_as_stale(tmp_path: Path) -> None:
    """Parts that are missing, no numbers, or too large for a database: a toast, and no incident."""
    async with a_branch(tmp_path, **ENGLISH) as branch:
        wang = branch.people["Wang"]
        await branch.play("""
            Wang (private): /help
        """)
        message = wang.dm.from_bot[-1]
        for data in ("b", "dg:n:x", "p:e:²", "i:1:2:3:4", f"fu:o:{'9' * 40}"):
            pressed = branch.sim.world.press(wang.account, message, {"text": "made up", "callback_data": data})
            await branch.settled()
            assert "went wrong" not in (pressed.toast or ""), data
            assert pressed.answer is not None, data


async def test_a_button_that_a_message_does_not_have_rewrites_nothing(tmp_path: Path) -> None:
    """A changed client presses a page's button on what everybody reads: the card stays, the group hears nothing."""
    async with a_branch(tmp_path, **ENGLISH) as branch:
        wang = branch.people["Wang"]
        await branch.play("""
            Wang: photo "/claim K701 05-12 cleaning"
            Wang (private): /my
        """)
        card, said = branch.chat.with_button("✅"), len(branch.chat.messages)
        before = card.text
        for data in ("pv:initials", "pv:page", "b:2026-05:0", "menu:my"):
            pressed = branch.sim.world.press(wang.account, card, {"text": "made up", "callback_data": data})
            await branch.settled()
            assert pressed.answer is not None, data
            assert (card.text, len(branch.chat.messages)) == (before, said), data


async def test_a_word_that_is_no_period_is_told_as_one(tmp_path: Path) -> None:
    async with a_branch(tmp_path, **ENGLISH) as branch:
        await branch.play("""
            Wang (private): /appeal $(id)
            bot → Wang: I do not know the period $(id)
        """)


async def test_a_refusal_does_not_repeat_a_page_of_somebodys_words(tmp_path: Path) -> None:
    """Telegram takes no message that long, and the person would hear nothing."""
    async with a_branch(tmp_path, **ENGLISH) as branch:
        await branch.people["Wang"].tell(f"/my {'y' * 4000}")
        await branch.settled()
        answer = branch.people["Wang"].dm.from_bot[-1].text

        assert "I do not know the period yyyy" in answer
        assert len(answer) < 1000


async def test_a_call_for_a_group_that_became_a_supergroup_goes_to_the_new_one(tmp_path: Path) -> None:
    """Not again and again to the old one, before everything else that waits for the group."""
    async with a_stage(tmp_path, locale="en") as stage:
        old = stage.sim.group("small", [stage.people["Li"]], kind="group")
        await stage.settled()
        new = old.migrate()
        body = f'{{"chat_id":{old.id},"user_id":{stage.sim.world.bot.id}}}'
        engine = open_writer(stage.url)
        with engine.connect() as connection, connection.begin():
            letters.add(
                Tx(connection),
                key="asked",
                chat_id=old.id,
                lane=0,
                method="getChatMember",
                body=body,
                now=stage.clock(),
            )
        engine.dispose()
        await stage.look()

        assert stage.rows("SELECT state, chat_id FROM letters WHERE key = 'asked'") == [("sent", new.id)]
        asked = [call for call in stage.sim.api.calls if call.method == "getchatmember"]
        assert len([call for call in asked if call.code != 200]) <= 1
