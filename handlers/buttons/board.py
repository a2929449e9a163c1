"""The buttons of boards: tabs, pages, the private list - each rewrites the message it stands under; and the picture."""

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.pictures import digest
from bot.services import board as service
from bot.services.board import Span
from bot.services.letters import GroupLetter, post
from handlers.call import Call
from handlers.pages import board
from handlers.reply import SENT, Reply
from storage import orgs
from storage.orgs import Org

DRAWN = N_("The picture stands below, as an answer to this post.")
NOTHING = N_("There is nothing on this board that could be drawn.")


def press(call: Call) -> Reply:
    """b:<g for group, p for private, i for picture>:<branch>:<kind>:<span>:<page>; b:a:<branch>:<page>: seasons."""
    if call.data[0] == "a":
        branch = orgs.get(call.desk.tx, int(call.data[1]))
        board.may_look(call, branch)
        return board.archive(call, branch, int(call.data[2]))
    mode, number, kind, key, page = call.data
    branch = orgs.get(call.desk.tx, int(number))
    board.may_look(call, branch)
    if kind not in service.kinds(call.desk, branch):
        raise stale_card()
    span = service.span_of(call.desk, key)
    if mode == "g":
        return board.public(call, branch, kind, span)
    if mode == "i" and call.incoming.in_group:
        return _draw(call, branch, kind, span)
    reply = board.private(call, branch, kind, span, int(page))
    if call.incoming.in_group:
        toast = call.speech.plain(SENT)
        return Reply(text=reply.text, keyboard=reply.keyboard, private=True, toast=toast, picture=reply.picture)
    return reply


def _draw(call: Call, branch: Org, kind: str, span: Span) -> Reply:
    """Show what a post says of a board as a picture, once, as an answer to the post."""
    shown = board.public(call, branch, kind, span)
    if shown.picture is None or call.chat is None:
        return Reply(toast=call.speech.plain(NOTHING))
    place = f"{call.incoming.chat_id}:{call.incoming.message_id}"
    letter = GroupLetter(
        chat=call.chat,
        text=board.heading(branch, kind, span, call.desk.speaks_in(call.chat)),
        reply_to=call.incoming.message_id,
        thread_id=call.incoming.thread_id or 0,
        picture=shown.picture,
        key=f"picture:{place}:{kind}:{digest(shown.picture)[:16]}",
    )
    post(call.desk, letter)
    return Reply(toast=call.speech.plain(DRAWN))
