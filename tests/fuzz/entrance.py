"""An entrance, and what every case of it must keep: no error but those it may tell, little time, little memory."""

import resource
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from random import Random
from time import process_time
from typing import Any

MOST_MEGABYTES = 400
"""By which the process may grow over all cases of an entrance."""


class Fault(AssertionError):  # noqa: N818 - it is what was found
    """A case that an entrance does not stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """Where input comes in.

    Attributes:
        name: What it is called on the command line.
        make: Makes a case of chance.
        opened: Opens it; what it yields takes a case and raises where something is wrong.
        seconds: Of the processor's time that a case may take.
    """

    name: str
    make: Callable[[Random], Any]
    opened: Callable[[], AbstractContextManager[Callable[[Any], None]]]
    seconds: float = 3.0


def play(entrance: Entrance, numbers: Iterable[int]) -> int:
    """Feed cases by their numbers; answer how many.

    Raises:
        Fault: With the case, and how to play it again.
    """
    before, played = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0
    with entrance.opened() as feed:
        for number in numbers:
            case = entrance.make(Random(f"{entrance.name}:{number}"))
            started = process_time()
            try:
                feed(case)
            except Exception as error:
                raise Fault(_told(entrance, number, case, f"{type(error).__name__}: {error}")) from error
            if process_time() - started > entrance.seconds:
                raise Fault(_told(entrance, number, case, f"it took {process_time() - started:.1f} s"))
            played += 1
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    if grown > MOST_MEGABYTES:
        raise Fault(f"{entrance.name}: the process grew by {grown} MB")
    return played


def _told(entrance: Entrance, number: int, case: Any, what: str) -> str:
    again = f"python -m tests.fuzz {entrance.name}:{number}"
    return f"{entrance.name} {number}: {what}\n\n{repr(case)[:2000]}\n\nOnce more: {again}"
