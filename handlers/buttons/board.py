"""The buttons of boards: tabs, pages, the private list - each rewrites the message it stands under."""

from bot.domain.refusals import stale_card
from bot.services import board as service
from handlers.call import Call
from handlers.pages import board
from handlers.reply import SENT, Reply
from storage import orgs


def press(call: Call) -> Reply:
    """b:<g for group, p for private>:<branch>:<kind>:<span>:<page>, or b:a:<branch>:<page> for closed seasons."""
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
    reply = board.private(call, branch, kind, span, int(page))
    if call.incoming.in_group:
        return Reply(text=reply.text, keyboard=reply.keyboard, private=True, toast=call.speech.plain(SENT))
    return reply
