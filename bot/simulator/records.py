"""What a world keeps besides chats: its clock, the presses of buttons, the log of what the bot got through."""

from dataclasses import dataclass, field

from bot.simulator.model import Account, Json, Message

FIRST_MOMENT = 1_777_860_000.0
"""2026-05-04 10:00 in Shanghai: where a :class:`ManualClock` starts."""


@dataclass(slots=True)
class ManualClock:
    """A clock that stands until it is moved; called, it gives Unix seconds."""

    now: float = FIRST_MOMENT

    def __call__(self) -> float:
        """Give the Unix seconds."""
        return self.now

    def move(self, seconds: float) -> None:
        """Move forward."""
        self.now += seconds


@dataclass(slots=True, kw_only=True, eq=False)
class Press:
    """A press of an inline button and what the bot answered to it."""

    id: str
    account: Account
    message: Message
    data: str
    pressed: float
    answer: Json | None = None

    @property
    def toast(self) -> str | None:
        """The words of the answer; ``None`` while there is none, empty when it says nothing."""
        return None if self.answer is None else str(self.answer.get("text", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message the bot sent or edited, as it was accepted."""

    method: str
    chat_id: int
    message_id: int
    text: str
    silent: bool
    at: float
    """Monotonic seconds."""
    params: Json = field(default_factory=dict)
