"""Reply: what a handler wants said. The way it takes (group, private, toast) is decided in handlers/command.py."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import N_, Html
from bot.pictures import Facts
from bot.services.letters import Key

NOTHING = Html()
SENT = N_("I send it to you privately.")
"""The toast in a group where the answer comes privately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer to the person who wrote or pressed.

    Attributes:
        text: The answer as HTML; empty for a toast alone.
        keyboard: Its buttons.
        private: It tells a private fact: by direct message, wherever it was asked.
        toast: What a pressed button shows, at most 200 characters.
        alert: Show the toast as a box that wants to be closed.
        edit: Rewrite the message whose button was pressed instead of sending a new one.
        picture: Comes beside the text, and is drawn anew in its place when the text is rewritten.
        ask: Let the person's app open an answer to this message (needed in groups with privacy mode).
    """

    text: Html = NOTHING
    keyboard: Sequence[Sequence[Key]] = ()
    private: bool = False
    toast: str = ""
    alert: bool = False
    edit: bool = False
    picture: Facts | None = None
    ask: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """The one thing that is said from memory, right after the commit: a pressed button's answer."""

    callback_id: str
    text: str = ""
    alert: bool = False
    url: str = ""
