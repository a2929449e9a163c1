"""Memory: what was read and seldom changes - organisations, people, roles, schemes - true as long as it is kept.

A key is a word, or a tuple that begins with the kind of thing and names one of them: `("person", 7)`. What is written
is forgotten by its keys, so that a newcomer's first word costs nobody else a look into the database. What costs too
much to name (an organisation moves in the tree) forgets everything.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")
MOST_REMEMBERED = 120_000
"""Values kept at most; a list counts as many as it holds. A value takes some two hundred bytes."""
_UNKNOWN: Any = object()


class Shelf:
    """What is remembered, up to a weight; what was not asked for in a long time goes first.

    There are two boards. Whatever is asked for stands on the upper one; when that holds half of what may be kept, the
    lower one is emptied and they change places. It costs no more than a dictionary, and nothing is ever sorted.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._half = most // 2
        self.upper: dict[Hashable, Any] = {}
        self._lower: dict[Hashable, Any] = {}
        self._weight = 0

    def find(self, key: Hashable) -> Any:
        """Answer what stands under a key, `_UNKNOWN` for nothing."""
        found = self.upper.get(key, _UNKNOWN)
        if found is _UNKNOWN and self._lower:
            found = self._lower.pop(key, _UNKNOWN)
            if found is not _UNKNOWN:
                self.put(key, found)
        return found

    def put(self, key: Hashable, value: Any) -> None:
        """Put something under a key that is not there."""
        self._weight += 1 + (len(value) if isinstance(value, list | dict) else 0)
        if self._weight > self._half:
            self.upper, self._lower, self._weight = {}, self.upper, 0
        self.upper[key] = value

    def drop(self, keys: Iterable[Hashable], kinds: frozenset[str]) -> None:
        """Take down what stands under some keys, and everything of some kinds."""
        for board in (self.upper, self._lower):
            for key in keys:
                board.pop(key, None)
            if kinds:
                for key in [key for key in board if _kind(key) in kinds]:
                    del board[key]

    def everything(self) -> dict[Hashable, Any]:
        """Answer all that stands here, what was asked for last behind the rest."""
        return {**self._lower, **self.upper}


class Memory:
    """What is remembered between transactions, and what the open one has written of it.

    From the first thing forgotten on, a transaction remembers beside what is committed. What it read itself joins the
    rest by the commit; a part of it that did not happen, or all of it, leaves nothing remembered.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._committed = Shelf(most)
        self._beside: Shelf | None = None
        self._keys: set[Hashable] = set()
        self._kinds: frozenset[str] = frozenset()
        self._everything = False
        self.reads = 0
        """How often something had to be read."""

    def recall(self, key: Hashable, read: Callable[[], T]) -> T:
        """Answer what is remembered under `key`, reading it at the first time."""
        shelf = self._committed
        if self._beside is None:
            found = shelf.upper.get(key, _UNKNOWN)  # nearly always; a claim recalls some thirty things
            if found is not _UNKNOWN:
                return found  # type: ignore[no-any-return]  # what `read` answered
            found = shelf.find(key)
        else:
            found = self._beside.find(key)
            if found is _UNKNOWN and not self._is_written(key):
                found = shelf.find(key)
            shelf = self._beside
        if found is _UNKNOWN:
            self.reads += 1
            found = read()
            shelf.put(key, found)
        return found  # type: ignore[no-any-return]  # likewise

    def _is_written(self, key: Hashable) -> bool:
        return self._everything or key in self._keys or _kind(key) in self._kinds

    def forget(self, *keys: Hashable, kinds: Iterable[str] = ()) -> None:
        """Something remembered is being written in this transaction.

        Args:
            keys: What is written, and what else is made of it.
            kinds: Everything of a kind, where one change reaches many. Without keys and kinds: everything.
        """
        if self._beside is None:
            self._beside = Shelf(self._most)
        if not keys and not kinds:
            self._everything = True
            self._beside = Shelf(self._most)
            return
        self._keys.update(keys)
        self._kinds |= frozenset(kinds)
        self._beside.drop(keys, self._kinds)

    @property
    def written(self) -> bool:
        """Whether something remembered was written in this transaction."""
        return self._beside is not None

    def committed(self) -> None:
        """The transaction is on disk: what was written is true now."""
        beside = self._beside
        if beside is None:
            return
        if self._everything:
            self._committed = beside
        else:
            read = beside.everything()
            self._committed.drop([*self._keys, *read], self._kinds)
            for key, value in read.items():
                self._committed.put(key, value)
        self._begin()

    def rolled_back(self, *, whole: bool) -> None:
        """Part of the transaction, or all of it, did not happen."""
        if self._beside is None:
            return
        if whole:
            self._begin()
        else:
            self._beside = Shelf(self._most)

    def clear(self) -> None:
        """Forget everything."""
        self._committed = Shelf(self._most)
        self._begin()

    def _begin(self) -> None:
        self._beside, self._keys, self._kinds, self._everything = None, set(), frozenset(), False


def _kind(key: Hashable) -> Any:
    return key[0] if isinstance(key, tuple) else key
