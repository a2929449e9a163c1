"""/items, as a chat."""

from pathlib import Path

from tests.conversations.acts import book, english_branch


async def test_the_catalogue_opens_by_category_and_item(tmp_path: Path) -> None:
    """Each tap rewrites the same message: categories, a category's items, one item with what its cap leaves."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        before = len(branch.people["Wang"].dm.from_bot)
        await branch.play("""
            Wang (private): /items
            bot → Wang: Sichuan member points (sichuan), version 1 … Choose a category. … Adapted from public reports
            Wang (private): [K7]
            bot → Wang: K701 Volunteer service: +3.00 each, at most 9.00 a month … [K701]
            Wang (private): [K701]
            bot → Wang: Evidence: … For: members … You have 6.00 of 9.00 from it; 3.00 are left. … [📝 Claim it]
            Wang (private): [◀]
            bot → Wang: K701 Volunteer service
        """)

        assert len(branch.people["Wang"].dm.from_bot) == before + 1


async def test_the_group_is_not_told_what_somebody_has(tmp_path: Path) -> None:
    """An item shown in the group says what it gives, never what the asker has of it."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.play("""
            Wang: /items k701
            bot: K701 Volunteer service … Gives: +3.00 each
        """)

        assert "You have" not in branch.chat.from_bot[-1].text


async def test_claiming_from_the_catalogue(tmp_path: Path) -> None:
    """[claim it] asks in the private chat; the answer is the claim, with its card in the group."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang: /items K701
            bot: [📝 Claim it]
            Wang: [📝]
            bot → Wang: K701 Volunteer service (+3.00 each, at most 9.00 a month): please answer
            Wang (private): photo "x2 05-12 street cleaning"
            bot → Wang: #1 is filed
            bot: #1 … Wang … K701 … +6.00
        """)


async def test_an_unknown_item_names_the_nearest(tmp_path: Path) -> None:
    """A wrong code costs one look, not a search."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang (private): /items K710
            bot → Wang: There is no item K710. Did you mean
        """)
