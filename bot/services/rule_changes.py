"""Changed rules in words: what a new version of a rulebook says otherwise, told in the branch's next post."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bot.domain.points.item import Item
from bot.domain.points.scheme import Scheme
from bot.i18n import N_, Html, Language, nN_, points_text
from bot.schemes.stored import Change, scheme_changes
from bot.services import rulebook
from bot.services.desk import Desk
from bot.services.words import item_name
from storage import told
from storage.chats import Chat
from storage.orgs import Org
from storage.schemes import SchemeRow

RULES = "rules"
"""What a group is told of along with its posts: versions, by their number in the database."""
SHOWN = 8

ADDED = N_("• new: {code} {item}")
REMOVED = N_("• no longer: {code} {item}")
CHANGED = N_("• {code} {item}: {parts}")
SETTING = N_("• {parts}")
CATEGORY = N_("• category {code}")
FROM_TO = N_("{what} {before} → {after}")
MORE = nN_("• and {n} more change; /items shows all items.", "• and {n} more changes; /items shows all items.")

PARTS = {
    "points": N_("points"),
    "tiers": N_("points by level"),
    "minimum": N_("least points"),
    "maximum": N_("most points"),
    "cap": N_("cap"),
    "cap_period": N_("period of the cap"),
    "who": N_("who may claim"),
    "evidence": N_("evidence"),
    "names": N_("name"),
    "target": N_("target"),
    "standard": N_("standard"),
    "chain": N_("review"),
    "basis": N_("basis"),
    "category": N_("category"),
    "kind": N_("way of counting"),
    "base": N_("base points"),
    "pass_line": N_("pass line"),
    "floor": N_("least score"),
    "publicity_workdays": N_("working days of the publicity"),
    "review_chain": N_("review"),
    "cycle": N_("cycle"),
    "linkage": N_("linkage"),
    "public_rows": N_("rows that the group sees of a board"),
    "spot_check": N_("spot check"),
}
OTHER = N_("other settings")
"""What of a rulebook may change, as people call it."""


class NewRules(NamedTuple):
    """A version that a group was not told of, and the one before it."""

    row: SchemeRow
    before: Scheme
    after: Scheme


def news(desk: Desk, chat: Chat, branch: Org) -> list[NewRules]:
    """Answer the versions that came since a group was bound and that it was not told of, the oldest first."""
    rows = rulebook.in_turn(desk, branch)
    since = chat.bound_at or desk.now
    fresh = [(row, before) for row, before in pairwise(rows) if row.created_at >= since]
    if not fresh:
        return []
    known = told.of_chat(desk.tx, RULES, chat.id)
    found = [
        NewRules(row, rulebook.by_id(desk, before.id).scheme, rulebook.by_id(desk, row.id).scheme)
        for row, before in reversed(fresh)
        if str(row.id) not in known
    ]
    return [one for one in found if scheme_changes(one.before, one.after)]


def note_told(desk: Desk, chat: Chat, said: Sequence[NewRules]) -> None:
    """Remember what a group is told now."""
    for one in said:
        told.add(desk.tx, RULES, str(one.row.id), chat.id, now=desk.now)


def lines(before: Scheme, after: Scheme, speech: Language, *, most: int = SHOWN) -> list[Html]:
    """Write what differs, a line for each item, the settings in one."""
    changes = scheme_changes(before, after)
    settings = [change for change in changes if change.what == "setting"]
    found = [speech.say(SETTING, parts=speech.listing(_parts(settings, before, after, speech)))] if settings else []
    found += [speech.say(CATEGORY, code=code) for code in dict.fromkeys(_codes(changes, "category"))]
    for code in dict.fromkeys(_codes(changes, "item")):
        own = [change for change in changes if change.what == "item" and change.code == code]
        item = after.items.get(code) or before.items[code]
        facts = {"code": code, "item": item_name(item, speech)}
        if own[0].how == "changed":
            parts = _parts(own, before.items[code], after.items[code], speech)
            found.append(speech.say(CHANGED, parts=speech.listing(parts), **facts))
        else:
            found.append(speech.say(ADDED if own[0].how == "added" else REMOVED, **facts))
    more = len(found) - most
    return found if more <= 0 else [*found[:most], speech.count(MORE, more)]


def _codes(changes: Sequence[Change], what: str) -> list[str]:
    return [change.code for change in changes if change.what == what]


def _parts(changes: Sequence[Change], before: Scheme | Item, after: Scheme | Item, speech: Language) -> list[str]:
    """Name what changed; a number with what it was and what it becomes."""
    known = {spec.name for spec in fields(before)}
    told_of: list[str] = []
    for change in changes:
        part = change.part or change.code
        what = speech.word(PARTS.get(part, OTHER))
        was, becomes = (getattr(one, part) if part in known else None for one in (before, after))
        if isinstance(was, Decimal | int) or isinstance(becomes, Decimal | int):
            told_of.append(speech.plain(FROM_TO, what=what, before=_number(was), after=_number(becomes)))
        else:
            told_of.append(what)
    return list(dict.fromkeys(told_of))


def _number(value: object) -> str:
    if isinstance(value, Decimal):
        return points_text(value)
    return "–" if value is None else str(value)
