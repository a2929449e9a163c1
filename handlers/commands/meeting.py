"""/meeting: meetings are planned, held and looked at; the reply of a plan is its card in the group."""

from bot.domain.life.meeting import parse_meeting
from bot.i18n import N_
from bot.services.life import meeting as service
from handlers.access import member
from handlers.call import Call, Command
from handlers.pages import meeting as pages
from handlers.reply import Reply


def meeting(call: Call) -> Reply | None:
    """Plan the meeting that was written, open the panel of a number, or show what is planned."""
    word = call.rest.strip()
    if not word:
        return pages.overview(call, call.branch)
    if word.lstrip("#").isdigit():
        return pages.panel(call, service.need_host(call.desk, call.known_person, int(word.lstrip("#"))))
    wish = parse_meeting(word, call.written_on)
    planned = service.plan(call.desk, call.known_person, call.branch, wish, chat_id=call.incoming.chat_id)
    if call.incoming.in_group and planned.chat_id == call.incoming.chat_id:
        if service.in_research_week(call.desk, planned):
            return Reply(text=pages.in_research_week(call, planned), private=True)
        return None  # its card is the answer
    return pages.panel(call, service.look(call.desk, planned))


COMMAND = Command(
    name="meeting",
    triggers=("三会一课", "三會一課"),
    help=N_("plan and hold meetings: check-in, minutes, who came"),
    usage="[KIND DATE TIME PLACE]",
    who=member,
    run=meeting,
)
