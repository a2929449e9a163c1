"""The buttons of /export."""

from bot.domain.organisation.roles import KEEP_BOOKS
from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import document, people
from handlers.call import Call
from handlers.pages.export import page, period_of
from handlers.reply import Reply
from storage import orgs

COMES = N_("The file comes in a moment.")


def press(call: Call) -> Reply:
    """ex:<branch>:p:<period> to choose the months, ex:<branch>:<table>:<format>:<period> to have a table sent."""
    number, verb, *rest = call.data
    branch, me = orgs.get(call.desk.tx, int(number)), call.known_person
    people.need_role(call.desk, me, branch, *KEEP_BOOKS)
    document.refuse_rehearsal(branch)
    if verb == "p":
        return page(call, branch, period_of(rest[0]) if rest[0] else "")
    if verb not in document.TABLES or rest[0] not in document.formats_of(verb):
        raise stale_card()
    document.send_table(call.desk, me, branch, verb, table_format=rest[0], period=rest[1] or None)
    return Reply(toast=call.speech.plain(COMES))
