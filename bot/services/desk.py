"""Desk: what a decision is made on - the open transaction, the moment, the house rules."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.calendar.workdays import Workdays
from bot.domain.organisation.keeping import Keeping
from bot.i18n import Language, from_telegram, language
from bot.signing import Signer
from storage import workdays
from storage.chats import Chat
from storage.persons import Person
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What an operator decided for this installation.

    Attributes:
        zone: Zone of every calendar rule.
        locale: Default language.
        owners: Telegram ids that hold the role admin.
        username: The bot's own, for deep links; empty before Telegram told it.
        bot_id: The bot's own account.
        quiet: Span without scheduled posts, or None.
        public_url: Root of links to pages, or empty.
        signer: Signs links and invites with the operator's keys.
        keeping: How long each kind of data is kept.
        reads_all: Whether the bot hears plain text in groups (privacy mode off).
    """

    zone: ZoneInfo
    locale: str = "zh_Hans"
    owners: frozenset[int] = frozenset()
    username: str = ""
    bot_id: int = 0
    quiet: tuple[time, time] | None = None
    public_url: str = ""
    signer: Signer = field(default_factory=Signer)
    keeping: Keeping = field(default_factory=Keeping)
    reads_all: bool = False

    def link(self, payload: str = "") -> str:
        """Answer the deep link that opens the private chat."""
        return f"https://t.me/{self.username}" + (f"?start={payload}" if payload else "")


@dataclass(slots=True, kw_only=True)
class Desk:
    """One decision's surroundings. `source` names where it came from and makes the keys of its letters unique."""

    tx: Tx
    now: datetime
    house: House
    source: str
    letters: int = 0
    _today: date | None = field(default=None, init=False)

    @property
    def today(self) -> date:
        """The date in the organisation's zone."""
        if self._today is None:
            self._today = self.now.astimezone(self.house.zone).date()
        return self._today

    def next_key(self) -> str:
        """Answer a key for a letter that answers just this source."""
        self.letters += 1
        return f"{self.source}:{self.letters}"

    def calendar(self) -> Workdays:
        """Answer the working days, the operator's own list first."""
        tx = self.tx
        return tx.memory.recall("calendar", lambda: Workdays(workdays.overrides(tx)))

    def speaks(self, person: Person | None, chat: Chat | None = None) -> Language:
        """Answer the language of a person: as chosen, else the group's, else as the app reports, else the default."""
        if person is not None and person.lang:
            return language(person.lang)
        if chat is not None:
            return self.speaks_in(chat)
        return language(from_telegram(person.telegram_lang if person else None) or self.house.locale)

    def speaks_code(self, code: str) -> Language:
        """Answer a language by its code."""
        return language(code)

    def speaks_in(self, chat: Chat | None) -> Language:
        """Answer the language of a group."""
        return language((chat.lang if chat else None) or self.house.locale)
