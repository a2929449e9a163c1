"""Meetings: the kinds of organisation life (三会一课 and what stands beside it), their states, how one is written."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.life.refusals import bad_time, meeting_needs_day, meeting_needs_kind, meeting_not_so, too_far_away
from bot.domain.points.day import parse_near_day
from bot.domain.points.text import NAME_LIMIT, clean_text, normalise_text

BACK, AHEAD = timedelta(days=92), timedelta(days=366)
"""How far away a meeting may be: one that was held without the bot is written down afterwards."""
PLACE_LIMIT = NAME_LIMIT * 2
TITLE_LIMIT = 120


class Kind(StrEnum):
    """What kind of meeting it is."""

    MEMBERS_MEETING = "members_meeting"
    COMMITTEE = "committee"
    GROUP = "group"
    LECTURE = "lecture"
    THEME_DAY = "theme_day"
    ORG_LIFE = "org_life"
    STUDY = "study"
    RESEARCH = "research"
    CONTEST = "contest"


class State(StrEnum):
    """Where a meeting stands (2.1)."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    RECORDED = "recorded"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


MOVES = {
    "open": ((State.PLANNED,), State.OPEN),
    "close": ((State.OPEN,), State.CLOSED),
    "record": ((State.CLOSED,), State.RECORDED),
    "verify": ((State.RECORDED,), State.VERIFIED),
    "send_back": ((State.RECORDED,), State.CLOSED),
    "cancel": ((State.PLANNED, State.OPEN), State.CANCELLED),
}
"""Act to the states in which it is possible, and the one that it leads to."""

HELD = frozenset({State.RECORDED, State.VERIFIED})
"""States in which a meeting counts as held."""
RUNNING = frozenset({State.PLANNED, State.OPEN, State.CLOSED})

KIND_WORDS = {
    word: Kind(kind)
    for kind, words in {
        "members_meeting": "members_meeting members 党员大会 黨員大會 支部党员大会 支部黨員大會 党员会 黨員會",
        "committee": "committee 支委会 支委會 支部委员会 支部委員會 支委 委员会 委員會",
        "group": "group 党小组会 黨小組會 小组会 小組會 党小组 黨小組",
        "lecture": "lecture 党课 黨課",
        "theme_day": "theme_day themeday 主题党日 主題黨日",
        "org_life": "org_life orglife 组织生活会 組織生活會 组织生活 組織生活 民主生活会 民主生活會",
        "study": "study 集中学习 集中學習 学习 學習 学习会 學習會",
        "research": "research 研究日 研讨 研討 研讨会 研討會 调研 調研",
        "contest": "contest 竞赛 競賽 比赛 比賽",
    }.items()
    for word in words.split()
}
"""Words by which a kind is called, lower case."""

_TIME = re.compile(r"(上午|下午|晚上|早上|中午)?([0-9]{1,2})(?::([0-9]{2})|[点點时時](半|[0-9]{1,2})?分?)")
_SPAN = re.compile(r"[-–—~至到]")
_AFTERNOON = frozenset({"下午", "晚上"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A meeting as somebody wrote it.

    Attributes:
        kind: What kind.
        day: On which day.
        starts: At what time.
        ends: Until when, or None.
        place: Where; empty where nothing was said.
        title: What it is about, likewise.
    """

    kind: Kind
    day: date
    starts: time
    ends: time | None = None
    place: str = ""
    title: str = ""

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
        """Answer when it begins and ends; an end at or before the beginning is on the next day."""
        begins = datetime.combine(self.day, self.starts, zone)
        if self.ends is None:
            return begins, None
        ends = datetime.combine(self.day, self.ends, zone)
        return begins, ends if ends > begins else ends + timedelta(days=1)


def parse_kind(word: str) -> Kind | None:
    """Read a kind by its code or its Chinese name, None for another word."""
    return KIND_WORDS.get(normalise_text(word).strip().lower())


def parse_meeting(text: str, today: date, *, kind: Kind | None = None) -> Plan:
    """Read ``theme_day 06-10 15:00-16:30 PLACE | TITLE``.

    Args:
        text: What was written; without the kind where one was chosen already.
        today: Gives the year of a day that names none: the nearest such day.
        kind: The kind that was chosen.

    Raises:
        Refusal: ``MEETING_NEEDS_KIND``, ``MEETING_NEEDS_DAY``, ``BAD_TIME``, ``BAD_DATE``, ``TOO_FAR_AWAY``,
            ``TEXT_TOO_LONG``.
    """
    head, _, title = normalise_text(text).partition("|")
    words = head.split()
    if words and (named := parse_kind(words[0])) is not None:
        kind, words = named, words[1:]
    if kind is None:
        raise meeting_needs_kind(tuple(one.value for one in Kind))
    day = parse_near_day(words[0], today) if words else None
    if day is None or len(words) < 2:
        raise meeting_needs_day()
    if not today - BACK <= day <= today + AHEAD:
        raise too_far_away(day)
    starts, ends = _times(words[1])
    return Plan(
        kind=kind,
        day=day,
        starts=starts,
        ends=ends,
        place=clean_text(" ".join(words[2:]), PLACE_LIMIT),
        title=clean_text(title, TITLE_LIMIT),
    )


def _times(word: str) -> tuple[time, time | None]:
    parts = _SPAN.split(word, maxsplit=1)
    found = [_time(part.strip(), word) for part in parts]
    return found[0], found[1] if len(found) > 1 else None


def _time(part: str, word: str) -> time:
    match = _TIME.fullmatch(part)
    if match is None:
        raise bad_time(word)
    hour = int(match[2]) + (12 if match[1] in _AFTERNOON and int(match[2]) < 12 else 0)
    minute = 30 if match[4] == "半" else int(match[3] or match[4] or 0)
    if hour > 23 or minute > 59:
        raise bad_time(word)
    return time(hour, minute)


def moved(state: str, act: str) -> State:
    """Answer the state to which an act leads.

    Raises:
        Refusal: ``MEETING_NOT_SO`` where it stands otherwise.

    Source: domain 2.1.
    """
    possible, after = MOVES[act]
    if state not in possible:
        raise meeting_not_so(state)
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """Who came, in figures.

    Attributes:
        expected: Who should come; those exempt are not counted.
        present: Who is checked in, of all.
        by_hand: Of these by roll call.
        leave: Who is expected, did not come and asked for leave.
        absent: Who is expected, did not come and did not.
        guests: Who is checked in without being expected: exempt people who came all the same.
    """

    expected: int
    present: int
    by_hand: int
    leave: int
    absent: int
    guests: int

    @property
    def rate(self) -> int:
        """Percent of the expected who came, rounded down; 100 where nobody is expected."""
        return 100 if not self.expected else (self.present - self.guests) * 100 // self.expected


def turnout(
    expected: frozenset[int], on_leave: frozenset[int], present: frozenset[int], by_hand: frozenset[int]
) -> Turnout:
    """Count who came.

    Args:
        expected: Ids of who should come, without those exempt.
        on_leave: Of who asked for leave.
        present: Of who is checked in.
        by_hand: Of these by roll call.
    """
    away = expected - present
    return Turnout(
        expected=len(expected),
        present=len(present),
        by_hand=len(by_hand),
        leave=len(away & on_leave),
        absent=len(away - on_leave),
        guests=len(present - expected),
    )
