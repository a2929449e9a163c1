"""/settings: what the secretary may choose for the branch."""

from bot.domain.refusals import missing_argument
from bot.i18n import N_, Html
from bot.services import people, topic
from bot.services import settings as service
from bot.services.letters import Key
from handlers.access import anyone
from handlers.call import OPEN, Call, Command
from handlers.pages.settings import panel, spoken
from handlers.reply import Reply
from storage import orgs
from storage.orgs import Org

SHORT = N_("⚙️ Settings of {branch}: they open in our private chat. Posts of this group by themselves: /settings topic")
DONE = N_("✅ {setting}: {value}")
HERE = N_("📌 Scheduled posts come into this topic from now on.")
GENERAL = N_("📌 Scheduled posts come into the main topic from now on.")
USAGE = "/settings public_rows all"


def settings(call: Call) -> Reply | None:
    """Open the panel in private; with SETTING VALUE, change one at once."""
    branch = asked(call)
    people.need_role(call.desk, call.known_person, branch, "secretary")
    words = [word for word in call.words if word != branch.code]
    if call.incoming.in_group and words[:1] == ["topic"]:
        return bind_topic(call, off=words[1:] == ["off"])
    if len(words) == 1:
        raise missing_argument("settings", USAGE)
    if words:
        told = service.change(call.desk, call.known_person, branch, words[0], " ".join(words[1:]))
        if call.incoming.in_group:
            return None  # the line that everybody reads is the answer
        text = call.speech.say(DONE, setting=spoken(call, told.name), value=spoken(call, told.after))
        return Reply(text=text)
    if not call.incoming.in_group:
        return panel(call, branch)
    payload = f"settings-{branch.code}" if branch.code.replace("-", "").replace("_", "").isalnum() else "settings"
    key = Key(label=call.speech.plain(OPEN), url=call.desk.house.link(payload[:64]))
    return Reply(text=call.speech.say(SHORT, branch=branch.name), keyboard=[[key]])


def asked(call: Call) -> Org:
    """Answer the branch that is meant: by its code in private, else the group's or the own one."""
    if call.words and not call.incoming.in_group:
        named = orgs.by_code(call.desk.tx, call.words[0])
        if named is not None and named.state == "active":
            return named
    return call.branch


def bind_topic(call: Call, *, off: bool) -> Reply:
    """Let scheduled posts come into the forum topic in which this was written."""
    thread = None if off else call.incoming.thread_id
    topic.bind(call.desk, call.known_person, call.chat, thread)
    return Reply(text=Html(call.speech.say(HERE if thread else GENERAL)))


COMMAND = Command(
    name="settings", help=N_("settings of the branch"), usage="[SETTING VALUE]", who=anyone, run=settings, menu="staff"
)
