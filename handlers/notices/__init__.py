"""Scheduled posts: one file a kind. NOTICES in handlers/__init__.py names them all; handlers/compose.py joins them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.calendar.timetable import Post
from bot.i18n import N_, Html, Language
from bot.services import board
from bot.services.desk import Desk
from bot.services.letters import Key
from bot.services.notice import KindBoard
from bot.services.pictures import theme_of
from storage.orgs import Org

BUDGET = 2200
"""Most characters of board rows in one post: a message may hold several posts, and Telegram takes 4096."""

CLAIM = N_("✍️ Claim")
BOARD = N_("📋 Full list, privately")
PICTURE = N_("🖼 Picture")
PICTURE_OF = N_("🖼 {kind}")
SUMMARY = {
    True: N_("{name}: {scope} in scope, {scored} fully reviewed, average {average}"),
    False: N_("{name}: {scope} in scope, {scored} with points, average {average}"),
}
"""Of a board, by whether everybody starts from a base."""
NOTHING_YET = N_("Nobody has points yet.")
HIDDEN = N_("The board is shown once more members have points.")
UNCERTAIN = N_("⚠️ The make-up working days of {year} are not published yet, so dates may still change.")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a post is worded from: as of when, for which branch, in which language."""

    desk: Desk
    branch: Org
    post: Post
    speech: Language

    @property
    def day(self) -> date:
        """The day on which it is posted."""
        return self.desk.today


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A post in words.

    Attributes:
        text: As HTML.
        keys: Its buttons.
        sounds: Whether it tells of a deadline that is near; all others are silent.
    """

    text: Html
    keys: Sequence[Sequence[Key]] = ()
    sounds: bool = False


def board_lines(view: View, boards: Sequence[KindBoard]) -> list[Html]:
    """Write what a group may see of the boards; several kinds get a head each."""
    lines: list[Html] = []
    for one in boards:
        if len(boards) > 1:
            kind = Html(f"<b>{view.speech.word(board.KINDS[one.kind])}</b>")
            lines += [Html(), summary(view, kind, one)]
        if not one.based and one.on_board == 0:
            lines.append(view.speech.say(NOTHING_YET))
        elif one.shown:
            budget = BUDGET // len(boards)
            lines.append(board.group_text(view.desk, view.branch, one.rows, view.speech, budget=budget))
        else:
            lines.append(view.speech.say(HIDDEN))
    return [*lines, Html()] if len(boards) > 1 else lines


def summary(view: View, name: str, one: KindBoard) -> Html:
    """Write how many a board is about, how many of them are done, and their average."""
    facts = {"scope": len(one.rows), "scored": one.scored, "average": one.average}
    return view.speech.say(SUMMARY[one.based], name=name, **facts)


def link(view: View, label: str, payload: str) -> Key:
    """Answer a button that opens the private chat."""
    return Key(label=view.speech.plain(label), url=view.desk.house.link(payload))


def full_board(view: View, key: str) -> Key:
    """Answer the button that sends whoever presses it the whole board of a period, privately."""
    kind = board.default_kind(view.desk, view.branch)
    return Key(label=view.speech.plain(BOARD), data=f"b:p:{view.branch.id}:{kind}:{key}:0")


def pictures(view: View, key: str, boards: Sequence[KindBoard]) -> list[Key]:
    """Answer a button for each board of a post that shows rows; the picture comes as an answer to the post."""
    if theme_of(view.branch) is None:
        return []
    seen = [one for one in boards if one.shown and (one.based or one.on_board)]
    several = len(seen) > 1
    return [
        Key(
            label=view.speech.plain(PICTURE_OF, kind=view.speech.word(board.KINDS[one.kind]))
            if several
            else view.speech.plain(PICTURE),
            data=f"b:i:{view.branch.id}:{one.kind}:{key}:0",
        )
        for one in seen
    ]


def uncertain(view: View, day: date, *, certain: bool) -> list[Html]:
    """Say that dates may change, where the official calendar of their year is not known yet."""
    return [] if certain else [view.speech.say(UNCERTAIN, year=day.year)]


def joined(lines: Sequence[Html]) -> Html:
    """Put lines under each other."""
    return Html("\n".join(lines))
