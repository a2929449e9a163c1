"""The links into the pages: the review desk for who decides, the notice board for who answers for the branch."""

from bot.i18n import N_, Html
from bot.services import pending, people
from bot.services.browser import doors
from bot.services.letters import APP, Key
from handlers.call import Call
from handlers.reply import Reply
from storage.orgs import Org

NO_PAGES = N_(
    "This bot has no pages in a browser. Whoever runs it sets <code>JIFENBOT_PUBLIC_URL</code> and "
    "<code>JIFENBOT_SECRET_KEY</code> for them."
)
DESK = N_(
    "🖥 <b>Review desk</b>: {count} waiting for you. The link opens it once, within ten minutes; it then stays open for "
    "eight hours. Please do not forward it."
)
OPEN = N_("🖥 Open the review desk")
INSIDE = N_("📱 Open it in Telegram")
BOARD = N_("📋 <b>Notice board of {branch}</b>: links that open it: {count}. Each holds for 90 days.")
NEW = N_("➕ New link")
BACK = N_("⛔ Take them back")
LINK = N_("📋 Notice board of {branch}, to be printed or hung up as a code. Whoever has the link can read it:\n{link}")
TAKEN = N_("Links taken back: {count}. They open nothing any more.")
ANSWERING = ("secretary", "deputy_secretary")


def page(call: Call) -> Reply:
    """Show what the asker can open."""
    desk, speech = call.desk, call.speech
    if not doors.ready(desk.house):
        return Reply(text=speech.say(NO_PAGES), private=True)
    person, branch = call.known_person, call.branch
    lines = [speech.say(DESK, count=len(pending.queue(desk, person)))]
    rows = [[Key(label=speech.plain(OPEN), url=doors.desk_link(desk, person))]]
    if doors.opens_inside(desk.house):
        app = f"{desk.house.public_url}{doors.PATH}desk/app"
        rows[0].append(Key(label=speech.plain(INSIDE), data=APP, url=app))
    if answers_for(call, branch):
        count = doors.boards_open(desk, branch)
        lines.append(speech.say(BOARD, branch=branch.name, count=count))
        keys = [Key(label=speech.plain(NEW), data=f"dk:n:{branch.id}")]
        if count:
            keys.append(Key(label=speech.plain(BACK), data=f"dk:x:{branch.id}"))
        rows.append(keys)
    return Reply(text=Html("\n\n".join(lines)), keyboard=rows, private=True)


def answers_for(call: Call, branch: Org) -> bool:
    """Tell whether the asker answers for a branch."""
    roles = people.roles_in(call.desk, call.known_person, branch)
    return bool(roles & set(ANSWERING)) or people.is_above(call.desk, call.known_person, branch)
