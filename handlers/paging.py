"""Paging: the row of buttons under a list of several pages."""

from bot.services.letters import Key


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
