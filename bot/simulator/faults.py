"""Trouble on order: error answers, broken connections, slowness."""

from dataclasses import dataclass, field
from typing import Literal

from bot.simulator.errors import ApiError, too_many_requests

Trouble = Literal["answer", "drop_before", "drop_after", "delay"]


@dataclass(slots=True, kw_only=True)
class Fault:
    """What happens to the next ``times`` calls of a method.

    Attributes:
        trouble: ``answer`` an error; drop the connection before or after the call took effect; ``delay`` it.
        method: Name of the method; ``*`` for any but getUpdates.
        chat_id: Only calls to this chat; ``None`` for any.
    """

    trouble: Trouble
    method: str = "*"
    times: int = 1
    chat_id: int | None = None
    error: ApiError | None = None
    seconds: float = 0.0

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Whether the fault concerns this call."""
        named = method != "getupdates" if self.method == "*" else self.method.lower() == method
        return self.times > 0 and named and (self.chat_id is None or self.chat_id == chat_id)


@dataclass(slots=True)
class Faults:
    """The faults in wait, first ordered first served."""

    waiting: list[Fault] = field(default_factory=list)

    def answer(
        self, method: str = "*", code: int = 500, *, times: int = 1, retry_after: int = 1, chat_id: int | None = None
    ) -> None:
        """Answer the next calls with 429, 500, 502 or any other code."""
        words = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}
        error = too_many_requests(retry_after) if code == 429 else ApiError(code, words.get(code, f"Error {code}"))
        self.waiting.append(Fault(trouble="answer", method=method, times=times, chat_id=chat_id, error=error))

    def refuse(self, method: str, error: ApiError, *, times: int = 1, chat_id: int | None = None) -> None:
        """Answer the next calls with exactly this error."""
        self.waiting.append(Fault(trouble="answer", method=method, times=times, chat_id=chat_id, error=error))

    def drop(self, method: str = "*", *, accepted: bool, times: int = 1, chat_id: int | None = None) -> None:
        """Break the connection of the next calls, before or after Telegram accepted them."""
        trouble: Trouble = "drop_after" if accepted else "drop_before"
        self.waiting.append(Fault(trouble=trouble, method=method, times=times, chat_id=chat_id))

    def delay(self, method: str, seconds: float, *, times: int = 1, chat_id: int | None = None) -> None:
        """Answer the next calls only after ``seconds``."""
        self.waiting.append(Fault(trouble="delay", method=method, times=times, chat_id=chat_id, seconds=seconds))

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Give the fault that hits this call, and count it down."""
        for fault in self.waiting:
            if fault.fits(method, chat_id):
                fault.times -= 1
                if fault.times == 0:
                    self.waiting.remove(fault)
                return fault
        return None
