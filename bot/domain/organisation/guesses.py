"""Guessing: who has said the wrong word too often waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessRule:
    """How often one account may be wrong.

    Attributes:
        kind: What is guessed (``invite``, ``checkin``); each kind is counted by itself.
        most: Wrong words within the window; the next attempt, right or wrong, is not looked at.
        window: Time from the first wrong word until all is forgotten.
    """

    kind: str
    most: int
    window: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Wrong words of one account, counted since the first of them."""

    count: int
    since: datetime


def waits_until(rule: GuessRule, wrong: Wrong | None, now: datetime) -> datetime | None:
    """Answer until when the account has to wait, or None."""
    if wrong is None or wrong.count < rule.most:
        return None
    until = wrong.since + rule.window
    return until if wrong.since <= now < until else None  # a clock set back locks nobody out


def one_more(rule: GuessRule, wrong: Wrong | None, now: datetime) -> Wrong:
    """Count a wrong word; the first after the window begins a new one."""
    if wrong is None or not wrong.since <= now < wrong.since + rule.window:
        return Wrong(count=1, since=now)
    return Wrong(count=wrong.count + 1, since=wrong.since)
