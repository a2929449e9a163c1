"""Reply: what a handler wants said. The way it takes (group, private, toast) is decided in handlers/command.py."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
        caption: The text is the picture's caption instead: one message, for an answer that is never rewritten.
        ask: Let the person's app open an answer to this message (needed in groups with privacy mode).
        unwritten: Say it privately, from memory: what must not lie in the outbox (a ballot under way, an income). A
            kill before it went out loses it, and asking once more brings it again.
        open: A link that the press opens, by the payload it asks the private chat for.
    """

    text: Html = NOTHING
    keyboard: Sequence[Sequence[Key]] = ()
    private: bool = False
    toast: str = ""
    alert: bool = False
    edit: bool = False
    picture: Facts | None = None
    caption: bool = False
    ask: bool = False
    unwritten: bool = False
    open: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """What is said from memory, right after the commit: a pressed button's answer, and what must not be written down.

    Where it is one call, and what it answers came by webhook, the answer to that carries it.

    Attributes:
        callback_id: Of the pressed button, empty where none was.
        text, alert, url: What the press shows, or opens.
        method, body: A call of Telegram's that says what an unwritten reply says.
    """

    callback_id: str
    text: str = ""
    alert: bool = False
    url: str = ""
    method: str = ""
    body: Mapping[str, Any] | None = None

    def calls(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give Telegram's calls that say it."""
        if self.method:
            yield self.method, dict(self.body or {})
        if self.callback_id:
            answer = {"callback_query_id": self.callback_id, "text": self.text, "url": self.url}
            shown: dict[str, Any] = {name: value for name, value in answer.items() if value}
            yield "answerCallbackQuery", {**shown, "show_alert": True} if self.alert else shown
