"""Pictures: what is read out of the books for each kind of them; bot/pictures draws it."""

from bot.pictures.theme import ThemeName
from bot.services import settings
from storage.orgs import Org


def theme_of(branch: Org) -> ThemeName | None:
    """Answer in which colours a branch has its pictures, None where it wants none."""
    chosen = settings.pictures(branch)
    return None if chosen == settings.OFF else "dark" if chosen == "dark" else "light"
