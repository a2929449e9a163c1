"""/my: somebody's own points, line by line. Private, wherever it is asked."""

from bot.i18n import N_, Html
from bot.services import board, my
from bot.services.board import Span
from bot.services.letters import Key
from handlers.access import member
from handlers.call import Call, Command
from handlers.paging import page_keys
from handlers.reply import Reply
from storage.orgs import Org

WHY = N_("Tap a number to see why.")


def show(call: Call) -> Reply:
    """Show the running period, or the one that was asked for."""
    branch = call.branch
    return page(call, branch, board.parse_span(call.desk, branch, call.words), 0)


def page(call: Call, branch: Org, span: Span, number: int) -> Reply:
    """A page of the asker's lines, a button each for its why."""
    person, speech = call.known_person, call.speech
    found = my.lines(call.desk, branch, person, span)
    pages = max(1, -(-len(found) // my.PAGE))
    number = min(max(0, number), pages - 1)
    told = [my.head_text(call.desk, branch, person, span, speech)]
    place = f"{branch.id}:{span.key}:{number}"
    keys = []
    start = number * my.PAGE
    for index, line in enumerate(found[start : start + my.PAGE], start=start + 1):
        told.append(my.line_text(call.desk, index, line, speech))
        shown = f"e{line.entry.id}" if line.entry else f"c{line.claim.id if line.claim else 0}"
        keys.append(Key(label=str(index), data=f"m:{place}:{shown}"))
    told.append(speech.say(WHY if found else my.NOTHING))
    rows = [keys[at : at + 4] for at in range(0, len(keys), 4)]
    if turn := page_keys(f"m:{branch.id}:{span.key}", number, pages):
        rows.append(turn)
    return Reply(text=Html("\n".join(told)), keyboard=rows, private=True, edit=True)


COMMAND = Command(
    name="my",
    triggers=("我的积分", "我的積分"),
    help=N_("my points and why"),
    usage="[PERIOD]",
    who=member,
    run=show,
)
