"""Paging: a long list cut into pages, and the buttons under it."""

from collections.abc import Sequence

from bot.services.letters import Key


def page_at(number: int, count: int, size: int) -> tuple[int, int]:
    """Answer the page nearest to the one that is asked for, from 0, and how many there are; an empty list has one.

    Args:
        number: The page that is asked for; a list may have become shorter meanwhile.
        count: How long the list is.
        size: How many stand on a page.
    """
    pages = max(1, -(-count // size))
    return min(max(0, number), pages - 1), pages


def page_keys(prefix: str, page: int, pages: int) -> list[Key]:
    """Answer ◀ 2/5 ▶, nothing for a single page; the ends lead around.

    Args:
        prefix: Callback data up to the page's number.
        page: The page shown, from 0.
        pages: How many there are.
    """
    if pages < 2:
        return []
    return [
        Key(label="◀", data=f"{prefix}:{(page - 1) % pages}"),
        Key(label=f"{page + 1}/{pages}", data=f"{prefix}:{page}"),
        Key(label="▶", data=f"{prefix}:{(page + 1) % pages}"),
    ]


def in_rows(keys: Sequence[Key], width: int) -> list[list[Key]]:
    """Answer buttons in rows of so many."""
    return [list(keys[start : start + width]) for start in range(0, len(keys), width)]
