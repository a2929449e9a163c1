"""The page of somebody's own points: the total, the place, and a line for each entry and claim."""

from bot.i18n import N_, Html
from bot.services import my
from bot.services.board import Span
from bot.services.letters import Key
from bot.services.paging import in_rows, page_keys
from handlers.call import Call
from handlers.reply import Reply
from storage.orgs import Org

WHY = N_("Tap a number to see why.")
TOTAL = N_("❓ How the total is computed")
YEAR = N_("🗓 The year as a picture")
KEYS_IN_ROW = 4


def page(call: Call, branch: Org, span: Span, number: int) -> Reply:
    """A page of the asker's lines, a button each for its why."""
    person, speech = call.known_person, call.speech
    found, number, pages = my.page(call.desk, branch, person, span, number)
    told = [my.head_text(call.desk, branch, person, span, speech)]
    place = f"{branch.id}:{span.key}:{number}"
    keys = []
    for index, line in enumerate(found, start=number * my.PAGE + 1):
        told.append(my.line_text(call.desk, index, line, speech))
        shown = f"e{line.entry.id}" if line.entry else f"c{line.claim.id if line.claim else 0}"
        keys.append(Key(label=str(index), data=f"m:{place}:{shown}"))
    told.append(speech.say(WHY if found else my.NOTHING))
    rows = in_rows(keys, KEYS_IN_ROW)
    if turn := page_keys(f"m:{branch.id}:{span.key}", number, pages):
        rows.append(turn)
    rows.append(
        [
            Key(label=speech.plain(TOTAL), data=f"m:{place}:t"),
            Key(label=speech.plain(YEAR), data=f"m:{place}:y{span.end[:4]}"),
        ]
    )
    return Reply(text=Html("\n".join(told)), keyboard=rows, private=True, edit=True)
