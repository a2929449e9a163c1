"""Access: who may call what, and how often."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.refusals import not_enrolled, too_fast
from bot.services import people

if TYPE_CHECKING:
    from handlers.call import Call

Who = Callable[["Call"], None]
"""Raises a Refusal for whom the command is not."""

MOST_A_MINUTE = 300
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


def reader(call: "Call") -> None:
    """Members, and whoever administers the group anonymously: what everybody there may read."""
    if call.person is not None or not call.incoming.anonymous:
        member(call)
    elif call.branch.scheme_code is None:
        raise not_enrolled()


def secretary(call: "Call") -> None:
    """The secretary, or those above the branch."""
    people.need_role(call.desk, call.known_person, call.branch, "secretary")


class Pace:
    """How often each account has written in the last minute; kept in memory, it is worth nothing after one."""

    def __init__(self, most: int = MOST_A_MINUTE) -> None:
        self.most = most
        self._times: dict[int, deque[datetime]] = {}

    def take(self, account: int, now: datetime) -> None:
        """Count a message.

        Raises:
            Refusal: ``TOO_FAST`` above the limit.
        """
        if len(self._times) > 10_000:
            self._times = {who: times for who, times in self._times.items() if times and times[-1] > now - MINUTE}
        times = self._times.setdefault(account, deque())
        while times and (times[0] <= now - MINUTE or times[0] > now):
            times.popleft()
        if len(times) >= self.most:
            raise too_fast(int((times[0] + MINUTE - now).total_seconds()) + 1)
        times.append(now)
