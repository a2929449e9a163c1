"""The pages of a reviewer's queue: what waits, what would be approved together, and the ticks before it."""

from collections.abc import Sequence

from bot.i18n import N_, Html
from bot.services import pending
from bot.services.claim_view import View
from bot.services.letters import Key
from bot.services.paging import in_rows, page_at, page_keys
from handlers.call import Call
from handlers.reply import Reply

APPROVE_PAGE = N_("✅ Approve these {count}")
YES = N_("✅ Yes, approve {count}")
CHOOSE = N_("☑️ Choose")
BACK = N_("◀ Queue")
KEYS_IN_ROW = 5
TICKS_IN_ROW = 3


def queue(call: Call, page: int, told: Sequence[Html] = ()) -> Reply:
    """A page of the queue below what has just been done; a button opens each claim."""
    speech = call.speech
    views = pending.queue(call.desk, call.known_person)
    page, pages = page_at(page, len(views), pending.PAGE)
    here = pending.page_of(views, page)
    lines = [*told, pending.head_text(len(views), speech)]
    lines.extend(pending.line_text(call.desk, view, speech) for view in here)
    keys = [Key(label=f"#{view.id}", data=f"p:o:{view.id}:{page}") for view in here]
    rows = in_rows(keys, KEYS_IN_ROW)
    if len(here) > 1:
        label = speech.plain(APPROVE_PAGE, count=len(here))
        rows.append([Key(label=label, data=f"p:q:{page}:{_all(here):x}:{pending.digest(here)}")])
    if turn := page_keys("p:p", page, pages):
        rows.append(turn)
    return Reply(text=Html("\n".join(lines)), keyboard=rows, private=True, edit=True)


def _all(views: Sequence[View]) -> int:
    return (1 << len(views)) - 1


def preview(call: Call, page: int, seen: str) -> Reply:
    """Show once more what would be approved together."""
    here = pending.page_of(pending.queue(call.desk, call.known_person), page, seen)
    speech, place = call.speech, f"{page}:{_all(here):x}:{seen}"
    lines = [speech.count(pending.PREVIEW, len(here))]
    lines.extend(pending.line_text(call.desk, view, speech) for view in here)
    yes = Key(label=speech.plain(YES, count=len(here)), data=f"p:y:{place}")
    rows = [[yes, Key(label=speech.plain(CHOOSE), data=f"p:t:{place}")], [_back(call, page)]]
    return Reply(text=Html("\n".join(lines)), keyboard=rows, private=True, edit=True)


def choose(call: Call, page: int, mask: int, seen: str) -> Reply:
    """Let the reviewer tick the claims; the ticks stand in the buttons, nothing is kept."""
    here = pending.page_of(pending.queue(call.desk, call.known_person), page, seen)
    speech = call.speech
    lines = [speech.say(pending.CHOOSE), *(pending.line_text(call.desk, view, speech) for view in here)]
    ticks = [
        Key(
            label=f"{'☑️' if mask >> index & 1 else '⬜️'} #{view.id}",
            data=f"p:t:{page}:{mask ^ 1 << index:x}:{seen}",
        )
        for index, view in enumerate(here)
    ]
    rows = in_rows(ticks, TICKS_IN_ROW)
    if count := mask.bit_count():
        rows.append([Key(label=speech.plain(YES, count=count), data=f"p:y:{page}:{mask:x}:{seen}")])
    return Reply(text=Html("\n".join(lines)), keyboard=[*rows, [_back(call, page)]], private=True, edit=True)


def _back(call: Call, page: int) -> Key:
    return Key(label=call.speech.plain(BACK), data=f"p:p:{page}")
