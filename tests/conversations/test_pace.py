"""How much one person may write in a minute, as a chat."""

from datetime import timedelta
from pathlib import Path

from tests.stage import a_branch


async def test_beyond_the_limit_one_polite_answer_then_silence_and_others_are_served(tmp_path: Path) -> None:
    """Twenty are taken, the next is answered, the rest is dropped and counted; a minute later all is as before."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", messages_per_minute=20) as branch:
        branch.clock.at += timedelta(minutes=2)
        wang, before = branch.people["Wang"], len(branch.people["Wang"].dm.from_bot)
        for number in range(50):
            await wang.photo(branch.chat, f"/claim K701 05-12 cleaning street {number}")
        await branch.settled()
        said = [message.text for message in branch.chat.from_bot]

        assert branch.rows("SELECT count(*) FROM claims") == [(20,)]
        assert sum("That was a lot at once. Please go on in 60 seconds" in text for text in said) == 1
        assert branch.app.running is not None
        assert branch.app.running.intake.pace.dropped == 30
        assert len(wang.dm.from_bot) == before
        await branch.play("Zhao: /items K701\nbot: K701")
        branch.clock.at += timedelta(minutes=1)
        await branch.play("Wang: /items K701\nbot: K701")


async def test_a_reviewer_presses_as_fast_as_they_like(tmp_path: Path) -> None:
    """Forty decisions within a minute of which the limit takes twenty messages: presses are not counted."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", messages_per_minute=20) as branch:
        for number in range(40):
            if number % 20 == 0:
                await branch.settled()
                branch.clock.at += timedelta(minutes=1)
            await branch.people["Wang"].photo(branch.chat, f"/claim K701 05-12 cleaning street {number}")
        await branch.settled()
        cards = [message for message in branch.chat.from_bot if message.text.startswith("#")]
        for card in cards:
            await branch.people["Li"].press(card, "✅")
        await branch.settled()

        assert len(cards) == 40
        assert set(await branch.states()) == {"approved"}


async def test_an_album_is_one_message(tmp_path: Path) -> None:
    """Ten photos with one caption count once, so that evidence does not use a minute up."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", messages_per_minute=20) as branch:
        branch.clock.at += timedelta(minutes=2)
        for number in range(10):
            await branch.people["Wang"].album(branch.people["Wang"].dm, f"/claim K701 05-12 cleaning {number}", 10)
        await branch.settled()

        assert branch.rows("SELECT count(*) FROM claims") == [(10,)]
        assert branch.rows("SELECT count(*) FROM evidence WHERE claim_id IS NOT NULL") == [(100,)]
