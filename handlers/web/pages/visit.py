"""What a page is built from, and what building it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.i18n import Language
from bot.services.desk import House
from bot.services.links import Ask
from storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody who opened a link of ours that is still good.

    Attributes:
        ask: What the link asks for.
        speech: The reader's language.
        house: The installation.
        reader: Reads the database.
        now: The moment.
    """

    ask: Ask
    speech: Language
    house: House
    reader: Reader
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as its template needs it.

    Attributes:
        template: Its file in ``templates/``.
        title: What the browser's window is called.
        lang: Code of its language.
        facts: What the template names; texts are plain and escaped there, only ``Markup`` is not.
        refresh: Seconds after which the browser loads it anew, None for never.
        status: HTTP status.
        root: Way from its address to the style sheet.
    """

    template: str
    title: str
    lang: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    refresh: int | None = None
    status: int = 200
    root: str = ""
