"""Publicity of points: what is laid open, how far it is, and the digest by which anybody can recheck it.

The payload of a period is the JSON array ``["jifenbot-publicity-1", branch, period, head_seq, head_hash, rows]``,
written as Python's ``json.dumps(…, ensure_ascii=True, separators=(",", ":"))`` does; a row is ``[kind, code,
hundredths, entries, zeroings]`` of one subject, in that order sorted. Everything in it follows from the ledger alone.
"""

import json
from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from bot.domain.refusals import publicity_is

FORMAT = "jifenbot-publicity-1"


class PublicityState(StrEnum):
    """How far a publicity is (2.1); a draft is not stored, it is the preview of the post that publishes it."""

    DRAFT = "draft"
    RUNNING = "running"
    OBJECTIONS_OPEN = "objections_open"
    SUSPENDED = "suspended"
    CONCLUDED = "concluded"
    ANNOUNCED = "announced"


_STEPS = {
    "publish": ((PublicityState.DRAFT,), PublicityState.RUNNING),
    "object": ((PublicityState.RUNNING, PublicityState.OBJECTIONS_OPEN), PublicityState.OBJECTIONS_OPEN),
    "settle": ((PublicityState.OBJECTIONS_OPEN,), PublicityState.RUNNING),
    "suspend": ((PublicityState.RUNNING, PublicityState.OBJECTIONS_OPEN), PublicityState.SUSPENDED),
    "resume": ((PublicityState.SUSPENDED,), PublicityState.RUNNING),
    "conclude": ((PublicityState.RUNNING,), PublicityState.CONCLUDED),
    "announce": ((PublicityState.CONCLUDED,), PublicityState.ANNOUNCED),
}


def step(state: PublicityState, do: str) -> PublicityState:
    """Move a publicity on.

    Args:
        state: Where it stands.
        do: publish, object, settle (the last objection is decided), suspend, resume, conclude, announce.

    Raises:
        Refusal: ``PUBLICITY_IS``.

    Source: domain 2.1 (publicity), 2.2-11.
    """
    allowed, then = _STEPS[do]
    if state not in allowed:
        raise publicity_is(state.value)
    return then


class PublishedRow(NamedTuple):
    """What the entries of a period give one subject."""

    kind: str
    code: str
    hundredths: int
    entries: int
    zeroings: int


def payload_hash(branch: str, period: str, head_seq: int, head_hash: str, rows: Iterable[PublishedRow]) -> str:
    """Digest what a publicity lays open; the order of the rows does not matter."""
    payload = [FORMAT, branch, period, head_seq, head_hash, sorted(rows)]
    return sha256(json.dumps(payload, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
