"""/claim, its card and its buttons, as a chat."""

from decimal import Decimal
from pathlib import Path

from tests.stage import a_branch


async def test_a_claim_is_filed_approved_and_booked(tmp_path: Path) -> None:
    """The main job: claim with a photo, approve with a tap, points at once."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Wang: photo "/claim K701 x2 05-12 street cleaning"
            bot: #1 … Wang … K701 … +6.00 … Next: branch secretary – Li
            Li: [✅] → toast: Approved.
            bot: #1 … Booked +6.00 … Approved by Li
            bot → Wang: #1 … +6.00 booked
        """)

        assert await branch.total("Wang") == Decimal("6.00")


async def test_the_second_press_loses_politely(tmp_path: Path) -> None:
    """A press on a card that was handled changes nothing and says so."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        wang, li = branch.people["Wang"], branch.people["Li"]
        await wang.photo(branch.chat, "/claim K701 05-12 cleaning")
        await branch.settled()
        card = branch.chat.with_button("✅")
        assert card is not None
        old = card.button("✅")
        assert old is not None
        await li.press(branch.chat, "✅")
        await branch.settled()
        branch.sim.world.inject(
            {
                "callback_query": {
                    "id": "77",
                    "from": li.account.json(),
                    "chat_instance": "1",
                    "data": old["callback_data"],
                    "message": {"message_id": card.id, "date": 0, "chat": branch.chat.chat.json()},
                }
            }
        )
        await branch.settled()

        assert await branch.total("Wang") == Decimal("3.00")
        assert branch.rows("SELECT count(*) FROM ledger")[0][0] == 1
