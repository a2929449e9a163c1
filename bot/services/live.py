"""Live boards: one card in a group that follows its board, edited in place, at most once in some minutes."""

from collections.abc import Callable
from datetime import timedelta

from bot.i18n import N_, Html
from bot.services import board
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Keyboard, Lane, post
from storage import boards, chats, heads, orgs, slots
from storage.boards import LiveBoard
from storage.chats import Chat
from storage.orgs import Org

EVERY = timedelta(minutes=5)
"""Edits count to a group's twenty messages a minute, so a busy hour is told in a dozen of them."""

FOOT = N_("🔴 Live, as of {at}; it follows by itself.")
STANDS = N_("🔴 The live board is the message above; it follows by itself.")

Render = Callable[[Desk, Chat, Org, str], tuple[Html, Keyboard]]
"""Words what a group may see of the running board of a kind."""


def start(desk: Desk, chat: Chat, branch: Org, kind: str, render: Render) -> None:
    """Post the card of a group, or point at the one that stands and show the board of this kind there."""
    standing = boards.live_in(desk.tx, chat.id)
    boards.follow(desk.tx, chat.id, branch_id=branch.id, kind=kind, seen=_seen(desk, branch, kind), now=desk.now)
    _write(desk, chat, branch, kind, render)
    place = slots.place_of(desk.tx, slot(chat.id))
    if standing is not None and place is not None:
        text = desk.speaks_in(chat).say(STANDS)
        post(desk, GroupLetter(chat=chat, text=text, reply_to=place.message_id))


def stop(desk: Desk, chat: Chat) -> bool:
    """Let the card of a group follow no more; answer whether there was one."""
    return boards.stop(desk.tx, chat.id)


def refresh(desk: Desk, render: Render) -> int:
    """Write the cards anew whose board has changed and that have rested long enough; answer how many."""
    changed = [row for row in boards.live(desk.tx) if desk.now - row.shown_at >= EVERY and _behind(desk, row)]
    for row in changed:
        chat = chats.get(desk.tx, row.chat_id)
        if chat is None or chat.state != "bound" or chat.org_id != row.branch_id:
            boards.stop(desk.tx, row.chat_id)
            continue
        branch = orgs.get(desk.tx, row.branch_id)
        kind = row.kind if row.kind in board.kinds(desk, branch) else board.default_kind(desk, branch)
        boards.shown(desk.tx, chat.id, seen=_seen(desk, branch, row.kind), now=desk.now)
        _write(desk, chat, branch, kind, render)
    return len(changed)


def slot(chat_id: int) -> str:
    """Answer the slot in which a group's card stands."""
    return f"live:{chat_id}"


def _behind(desk: Desk, row: LiveBoard) -> bool:
    return _seen(desk, orgs.get(desk.tx, row.branch_id), row.kind) != row.seen


def _seen(desk: Desk, branch: Org, kind: str) -> int:
    """Answer up to which entry a board now shows: of the branch, or of all where it compares branches."""
    return boards.last_entry(desk.tx) if kind == "branch" else heads.read(desk.tx, branch.id)[0]


def _write(desk: Desk, chat: Chat, branch: Org, kind: str, render: Render) -> None:
    text, keys = render(desk, chat, branch, kind)
    foot = desk.speaks_in(chat).say(FOOT, at=desk.speaks_in(chat).moment(desk.now, desk.house.zone))
    letter = GroupLetter(
        chat=chat, text=Html(f"{text}\n{foot}"), keyboard=keys, lane=Lane.BROADCAST, slot=slot(chat.id)
    )
    post(desk, letter)
