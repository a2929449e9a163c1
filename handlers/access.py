"""Access: who may call what, and how often."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from bot.domain.refusals import not_enrolled, too_fast
from bot.services import committee, people

if TYPE_CHECKING:
    from handlers.call import Call

Who = Callable[["Call"], None]
"""Raises a Refusal for whom the command is not."""

MOST_A_MINUTE = 300
"""Five a second: no thumb reaches it, and a client that has run wild costs little. Settings may say otherwise."""
MINUTE = timedelta(minutes=1)


def anyone(_call: "Call") -> None:
    """Everybody who can be told apart from others."""


def member(call: "Call") -> None:
    """Members of the branch, and those who hold a role for it."""
    branch = call.branch  # whether there is one is told first: /join would not help where there is none
    if call.person is None:
        raise not_enrolled()
    if not people.is_member(call.desk, call.person, branch) and not people.roles_in(call.desk, call.person, branch):
        raise not_enrolled()


def official(call: "Call") -> None:
    """Members, and those who hold a role of a committee without being a member anywhere."""
    committee.place_of(call.desk, call.known_person)


def reader(call: "Call") -> None:
    """Members, and whoever administers the group anonymously: what everybody there may read."""
    if call.person is not None or not call.incoming.anonymous:
        member(call)
    elif call.branch.scheme_code is None:
        raise not_enrolled()


def secretary(call: "Call") -> None:
    """The secretary, or those above the branch."""
    people.need_role(call.desk, call.known_person, call.branch, "secretary")


@dataclass(slots=True)
class _Lately:
    """What one account wrote in the last minute."""

    times: deque[datetime] = field(default_factory=deque)
    album: str | None = None
    told: bool = False


class Pace:
    """How often each account has written in the last minute; kept in memory, it is worth nothing after one.

    Presses of buttons are not counted: a reviewer presses fast, and a press that changes nothing writes nothing.

    Attributes:
        most: Messages a minute that are taken from one account.
        dropped: Messages beyond that since the start, for /metrics.
    """

    def __init__(self, most: int = MOST_A_MINUTE) -> None:
        self.most = most
        self.dropped = 0
        self._lately: dict[int, _Lately] = {}

    def take(self, account: int, now: datetime, *, album: str | None = None) -> bool:
        """Count a message; an album is one, however many parts it has.

        Returns:
            Whether it is taken. Beyond the limit only the first is answered, by the refusal.

        Raises:
            Refusal: ``TOO_FAST`` for the first message above the limit.
        """
        if len(self._lately) > 10_000:
            self._lately = {who: one for who, one in self._lately.items() if one.times and one.times[-1] > now - MINUTE}
        lately = self._lately.setdefault(account, _Lately())
        times = lately.times
        while times and (times[0] <= now - MINUTE or times[0] > now):
            times.popleft()
        if album is not None and album == lately.album:
            return True
        if len(times) < self.most:
            times.append(now)
            lately.album, lately.told = album, False
            return True
        self.dropped += 1
        if lately.told:
            return False
        lately.told = True
        raise too_fast(ceil((times[0] + MINUTE - now).total_seconds()))
