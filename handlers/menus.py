"""Menus: the commands that Telegram's apps offer, per scope and language."""

from bot.services.desk import Desk


def announce(desk: Desk) -> None:
    """Set the menus, once per version of them."""
    del desk
