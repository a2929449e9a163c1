"""/board: who stands where. A group sees what it may; the whole list comes privately, and the own place always."""

from bot.domain.refusals import group_only
from bot.i18n import N_
from bot.services import board, live, people
from bot.services.life import roll_up
from handlers.access import member
from handlers.call import Call, Command
from handlers.pages.board import archive, private, public, running
from handlers.reply import Reply
from storage.orgs import Org

ARCHIVE = frozenset({"archive", "seasons", "往期", "历届", "歷屆", "champions"})
LIVE = frozenset({"live", "实时", "即時", "實時"})
ROLL_UP = frozenset({"rollup", "汇总", "彙總"})
OFF = frozenset({"off", "关", "关闭", "關", "關閉"})
STOPPED = N_("⚪️ The live board follows no more.")
NONE = N_("There is no live board here. /board live starts one.")


def show(call: Call) -> Reply | None:
    """Show the board of the running period, or of the one that was asked for; or let a card follow it."""
    branch, asked = call.branch, {word.lower() for word in call.words}
    if asked & ARCHIVE:
        return archive(call, branch)
    if asked & ROLL_UP:
        return rolled_up(call, branch, [word for word in call.words if word.lower() not in ROLL_UP])
    words = [word for word in call.words if word.lower() not in LIVE]
    if len(words) < len(call.words):
        return follow(call, words)
    kind, words = board.parse_kind(call.desk, branch, words)
    span = board.parse_span(call.desk, branch, words)
    return public(call, branch, kind, span) if call.incoming.in_group else private(call, branch, kind, span, 0)


def rolled_up(call: Call, branch: Org, words: list[str]) -> Reply:
    """Show the scores from persons over sections to the department; a group reads no mean of one or two."""
    span = board.parse_span(call.desk, branch, words)
    found = roll_up.look(call.desk, branch, span)
    return Reply(text=roll_up.text(branch, found, span, call.speech, public=call.incoming.in_group))


def follow(call: Call, words: list[str]) -> Reply | None:
    """Post the group's one live card, which is edited as points are booked; with ``off`` it rests."""
    if not call.incoming.in_group or call.chat is None:
        raise group_only(call.name)
    if {word.lower() for word in words} & OFF:
        people.need_role(call.desk, call.known_person, call.branch, "secretary", "deputy_secretary")
        return Reply(text=call.speech.say(STOPPED if live.stop(call.desk, call.chat) else NONE))
    kind, _ = board.parse_kind(call.desk, call.branch, words)
    live.start(call.desk, call.chat, call.branch, kind, running)
    return None


COMMAND = Command(
    name="board",
    triggers=("榜单", "榜單"),
    help=N_("who stands where"),
    usage="[members|cadres|branches] [month|quarter|year|ytd|2026-01..2026-05|live|archive|rollup]",
    who=member,
    run=show,
)
