"""The status board (红黄绿挂牌): one card of a group that shows its units' colours, edited in place.

Units are named, for they stand in public; of persons a group knows numbers only.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple

from bot.domain.life.ryg import worst
from bot.i18n import N_, Html, Language
from bot.pictures.status import Status
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, Lane, post
from bot.services.life import coloring, task_text, units
from bot.services.life.task_text import SIGNS
from bot.services.life.units import Owner
from bot.services.pictures import status as pictured
from storage import chats, orgs, slots, task_lists, task_log, tasks, work_rounds
from storage.chats import Chat
from storage.orgs import Org
from storage.work_rounds import Board

EVERY = timedelta(minutes=5)
MOST_CHANGES = 8
MOST_HUNG = 6
HEAD = N_("🚦 <b>Work list</b> of {branch}, {day}")
UNIT = N_("{sign} {name}: {counts}")
PERSONS = N_("Persons, together: {counts}")
CHANGED = N_("Changed today:")
HUNG = N_("📌 Under supervision:")
NOTHING = N_("No task is open.")
MORE = N_("… and {count} more")
STANDS = N_("🚦 The board of the work list is the message above; it follows by itself.")
LOOK = N_("🗒 My tasks")


class Standing(NamedTuple):
    """How a branch's open tasks stand: its units by colour, its persons together."""

    units: Sequence[tuple[Owner, Counter[str]]]
    persons: Counter[str]


def standing(desk: Desk, branch: Org) -> Standing:
    """Count a branch's open tasks by colour, as its group may know them."""
    found: dict[tuple[str, int], Counter[str]] = {}
    tallies = task_lists.tally(desk.tx, branch.id)
    for one in tallies:
        found.setdefault((one.owner_kind, one.owner_id), Counter())[one.color] += one.number
    owners = [*units.owners(desk, branch, units.DEPARTMENT), *units.owners(desk, branch, units.SECTION)]
    return Standing(
        units=[(whose, found[whose.kind, whose.id]) for whose in owners if (whose.kind, whose.id) in found],
        persons=task_text.by_color(one for one in tallies if one.owner_kind == units.PERSON),
    )


def text(desk: Desk, branch: Org, found: Standing, speech: Language) -> Html:
    """Write the board."""
    lines = [speech.say(HEAD, branch=branch.name, day=desk.today)]
    for whose, own in found.units:
        facts = {"sign": SIGNS[worst(own)], "counts": task_text.counts(own, speech)}
        lines.append(speech.say(UNIT, name=whose.name, **facts))
    if found.persons:
        lines.append(speech.say(PERSONS, counts=task_text.counts(found.persons, speech)))
    if not found.units and not found.persons:
        lines.append(speech.say(NOTHING))
    return Html("\n".join([*lines, *_changes(desk, branch, speech), *_hung(desk, branch, speech)]))


def picture(desk: Desk, branch: Org, found: Standing, speech: Language) -> Status | None:
    """Answer the board's picture; None where there is nothing to see, or the branch wants none."""
    if not found.units:
        return None
    rows = [(whose.name, worst(own), own) for whose, own in found.units]
    return pictured.of_work(branch, rows, found.persons, speech, day=desk.today)


def _changes(desk: Desk, branch: Org, speech: Language) -> list[Html]:
    """Tell which units' tasks changed their colour today (domain 5.13)."""
    changes = {one.task_id: one for one in task_log.unit_colors_of_day(desk.tx, branch.id, desk.today)}
    told = []
    for number, change in list(changes.items())[:MOST_CHANGES]:
        task = tasks.get(desk.tx, number)
        if task is None:
            continue
        color = coloring.color_of(desk, branch, task)
        facts = {
            "title": task_text.title(task, speech),
            "owner": units.owner(desk, branch, task.owner_kind, task.owner_id).name,
            "why": task_text.why(desk, task, color, speech),
        }
        before, after = SIGNS[change.before], SIGNS[change.after]
        told.append(speech.say(task_text.UNIT_CHANGE, before=before, after=after, **facts))
    if len(changes) > MOST_CHANGES:
        told.append(speech.say(MORE, count=len(changes) - MOST_CHANGES))
    return [Html(), speech.say(CHANGED), *told] if told else []


def _hung(desk: Desk, branch: Org, speech: Language) -> list[Html]:
    """Show what hangs under supervision; of persons it is told to who sets their tasks, not to the group."""
    hung = [task for task in task_lists.of_units(desk.tx, branch.id) if task.supervised]
    told = [task_text.unit_line(desk, branch, task, speech) for task in hung[:MOST_HUNG]]
    if len(hung) > MOST_HUNG:
        told.append(speech.say(MORE, count=len(hung) - MOST_HUNG))
    return [Html(), speech.say(HUNG), *told] if told else []


def slot(chat_id: int) -> str:
    """Answer the slot in which a group's board stands."""
    return f"work:{chat_id}"


def start(desk: Desk, chat: Chat, branch: Org) -> None:
    """Post the board in a group, or point at the one that stands and bring it up to date."""
    standing = work_rounds.board(desk.tx, chat.id)
    _write(desk, chat, branch, None)
    place = slots.place_of(desk.tx, slot(chat.id))
    if standing is not None and place is not None:
        text = desk.speaks_in(chat).say(STANDS)
        post(desk, GroupLetter(chat=chat, text=text, reply_to=place.message_id))


def stop(desk: Desk, chat: Chat) -> bool:
    """Let the board of a group follow no more; answer whether there was one."""
    return work_rounds.stop(desk.tx, chat.id)


def follow(desk: Desk, branch: Org) -> None:
    """Bring the boards of a branch up to date at once."""
    for row in work_rounds.boards(desk.tx):
        if row.branch_id == branch.id:
            _refresh(desk, row)


def refresh(desk: Desk) -> int:
    """Bring the boards up to date that have rested long enough; answer how many were looked at."""
    rested = [row for row in work_rounds.boards(desk.tx) if desk.now - row.shown_at >= EVERY]
    for row in rested:
        _refresh(desk, row)
    return len(rested)


def _refresh(desk: Desk, row: Board) -> None:
    chat = chats.get(desk.tx, row.chat_id)
    if chat is None or chat.state != "bound" or chat.org_id != row.branch_id:
        work_rounds.stop(desk.tx, row.chat_id)
        return
    _write(desk, chat, orgs.get(desk.tx, row.branch_id), row)


def _write(desk: Desk, chat: Chat, branch: Org, before: Board | None) -> None:
    speech = desk.speaks_in(chat)
    found = standing(desk, branch)
    said = text(desk, branch, found, speech)
    digest = sha256(said.encode()).hexdigest()
    work_rounds.shown(desk.tx, chat.id, branch_id=branch.id, digest=digest, now=desk.now)
    if before is not None and before.shown == digest:
        return
    keys = [[Key(label=speech.plain(LOOK), url=desk.house.link("task"))]]
    drawn = picture(desk, branch, found, speech)
    post(
        desk,
        GroupLetter(
            chat=chat, text=said, keyboard=keys, lane=Lane.BROADCAST, slot=slot(chat.id), picture=drawn, beside=True
        ),
    )
