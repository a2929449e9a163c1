"""What a guided request can ask for: how it is attempted, and what is said when it is done."""

from collections.abc import Callable
from typing import Any, NamedTuple

from bot.services.claim import Missing, Request
from bot.services.desk import Desk
from handlers.call import Call
from handlers.reply import Reply
from storage.orgs import Org
from storage.persons import Person


class Verb(NamedTuple):
    """One kind of request."""

    attempt: Callable[[Desk, Org, Person, Request], Any | Missing]
    done: Callable[[Call, Any], Reply | None]


VERBS: dict[str, Verb] = {}
"""Filled by the commands: name to what it does."""
