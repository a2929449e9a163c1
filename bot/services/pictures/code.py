"""The check-in code of a meeting as a picture in the host's private chat, where no page can show it."""

from bot.i18n import N_, Language
from bot.pictures.code import Code
from bot.services.pictures import theme_of
from storage.orgs import Org

UNTIL = N_("New every 30 seconds; an old one is refused.")


def of_meeting(branch: Org, speech: Language, *, title: str, when: str, content: str, digits: str) -> Code | None:
    """Answer the picture; None where the branch wants no pictures.

    Args:
        branch: Whose setting decides.
        speech: The host's language.
        title: What kind of meeting it is.
        when: When and where.
        content: The link that a phone's camera reads.
        digits: The same for who has no camera.
    """
    theme = theme_of(branch)
    if theme is None:
        return None
    notes = (speech.word(UNTIL),)
    return Code(lang=speech.code, theme=theme, title=title, subtitle=when, content=content, spoken=digits, notes=notes)
