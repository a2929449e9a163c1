"""What a running bot knows beforehand, so that a look that owes nothing costs nothing.

When the next post is due, and per chat up to when everything is settled. It is only a memory: whatever it forgets is
computed again from the calendar and the posts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a look at all chats learned.

    Attributes:
        generation: Of the memory when the look began.
        looked_at: Its moment.
        next_at: Before this nothing more is due.
        owed: Chats to which something is owed now, in the order of their ids.
        made_of: Chat to what its timetable is made of; another one makes what was known of it worthless.
        settled: Chat to the instant up to which everything is written.
        tidied_at: When old things were last dropped.
        closed_on: The day on which publicities were last checked for their end.
        ended: Branch and period of those that are to be closed now.
        waiting: Branches whose reviewers are to be told now what waits for them.
        digested_on: The day whose digests are settled with that.
    """

    generation: int
    looked_at: datetime
    next_at: datetime
    owed: tuple[int, ...]
    made_of: Mapping[int, object]
    settled: Mapping[int, datetime]
    tidied_at: datetime
    closed_on: date | None
    ended: tuple[tuple[int, str], ...] = ()
    waiting: tuple[int, ...] = ()
    digested_on: date | None = None


class Ahead:
    """What is known beforehand, of one running bot. Looks read it, and only what was committed is learned."""

    def __init__(self) -> None:
        self.generation = 0
        self.view: View | None = None

    def forget(self) -> None:
        """Forget: another process changed the data."""
        self.generation += 1
        self.view = None

    def learn(self, view: View) -> None:
        """Remember what a committed look learned, unless all was to be forgotten meanwhile."""
        if view.generation == self.generation:
            self.view = view

    def served(self, chat_id: int, view: View) -> None:
        """Remember that all that a look found owed to a chat is committed."""
        if self.view is not None and self.view.looked_at == view.looked_at:
            self.view = replace(self.view, settled={**self.view.settled, chat_id: view.looked_at})

    def not_closed(self) -> None:
        """Remember that a closing failed: the next look tries again."""
        if self.view is not None:
            self.view = replace(self.view, closed_on=None)

    def not_digested(self) -> None:
        """Remember that a digest failed: the next look tries again; nobody is told twice."""
        if self.view is not None:
            self.view = replace(self.view, digested_on=None)

    def known(self, now: datetime) -> View | None:
        """Answer what is remembered; a clock that went back makes it worthless."""
        view = self.view
        return view if view is not None and view.looked_at <= now else None
