"""The page of leaves: who is away from when to when, and what may be done about it. Private, for it tells why."""

from bot.i18n import N_, html
from bot.services import exemption, people
from bot.services.exemption import page_text, shown
from bot.services.letters import Key
from bot.services.paging import page_at, page_keys
from handlers.call import Call
from handlers.reply import Reply
from handlers.usage import spelled
from storage.exemptions import Exemption
from storage.orgs import Org

END = N_("⏹ {n}: back today")
WITHDRAW = N_("🗑 {n}: take back")
PAGE = 8


def page(call: Call, branch: Org, number: int = 0) -> Reply:
    """Show a page of the leaves that who asks may see."""
    desk, me = call.desk, call.known_person
    rows = shown(desk, branch, me)
    number, pages = page_at(number, len(rows), PAGE)
    here = rows[number * PAGE :][:PAGE]
    text = page_text(desk, branch, here, html(spelled(call.speech, exemption.USAGE)), call.speech)
    keys = [_keys(call, branch, row, index) for index, row in enumerate(here, start=1)]
    keys.append(page_keys(f"x:{branch.id}:p", number, pages))
    return Reply(text=text, keyboard=[row for row in keys if row], private=True, edit=True)


def _keys(call: Call, branch: Org, row: Exemption, index: int) -> list[Key]:
    desk, me, speech = call.desk, call.known_person, call.speech
    office = bool(people.roles_in(desk, me, branch) & set(exemption.OFFICE)) or people.is_above(desk, me, branch)
    if row.state == "waiting":
        deciding = exemption.answer_keys(row.id, speech) if exemption.may_decide(desk, me, row) else []
        if office or row.asked_by == me.id:
            deciding = [*deciding, Key(label=speech.plain(WITHDRAW, n=index), data=f"x:{row.id}:w")]
        return deciding
    if office and row.first <= desk.today < row.last:
        return [Key(label=speech.plain(END, n=index), data=f"x:{row.id}:e")]
    return []
