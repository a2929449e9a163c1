"""The menu of the private chat: each button is a command."""

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import people
from bot.services.letters import Key
from bot.services.paging import in_rows
from handlers.call import Call, obey
from handlers.reply import Reply
from storage import grants, orgs

HELLO = N_(
    "👋 Hello! I keep the points ledger of party branches.\n"
    "You are not in a branch yet: please open your secretary's invitation link, or send /join and your real name in "
    "your branch's group."
)
WELCOME = N_("👋 Hello, {name}. Your branch: {branches}. What would you like to do?")
REVIEWER = N_("👋 Hello, {name}. You hold an office for {orgs}. What waits for your decision is under “To review”.")
HOME = N_("📍 In this chat we speak of {branch} from now on. /start changes it.")
MENU = {
    "claim": N_("✍️ Claim points"),
    "declare": N_("📋 Declaration form"),
    "my": N_("📊 My points"),
    "items": N_("📖 Catalogue"),
    "board": N_("🏆 Leaderboard"),
    "pending": N_("🔔 To review"),
    "settings": N_("⚙️ Settings"),
    "lang": N_("🌐 Language"),
    "help": N_("❓ Help"),
    "privacy": N_("🔒 Privacy"),
}
"""Command to the label of its button."""
FOR_STRANGERS = ("help", "privacy")
FOR_OUTSIDERS = ("pending", "lang", "help", "privacy")
FOR_OFFICES, FOR_SECRETARIES = frozenset({"pending"}), frozenset({"settings"})


def greeting(call: Call) -> Reply:
    """Greet with the menu of buttons."""
    from handlers import COMMANDS  # noqa: PLC0415 - the tables name this very module

    own = people.branches_with_role(call.desk, call.person) if call.person is not None else []
    held = grants.of_person(call.desk.tx, call.person.id) if call.person is not None else []
    if call.person is not None and held and not own:  # somebody above the branches, who reviews for them
        orgs_held = call.speech.listing(dict.fromkeys(orgs.get(call.desk.tx, one.org_id).name for one in held))
        text = call.speech.say(REVIEWER, name=call.person.name, orgs=orgs_held)
        return Reply(text=text, keyboard=_rows(call, FOR_OUTSIDERS))
    if not own or call.person is None:
        return Reply(text=call.speech.say(HELLO), keyboard=_rows(call, FOR_STRANGERS))
    kept_back = set() if people.holds_office(call.desk, call.person) else set(FOR_OFFICES)
    if not any("secretary" in people.roles_in(call.desk, call.person, org) for org in own):
        kept_back |= FOR_SECRETARIES
    offered = [name for name in MENU if name in COMMANDS and name not in kept_back]
    rows = _rows(call, offered)
    if len(own) > 1:
        here = call.branch
        rows += [[Key(label=("📍 " if org == here else "") + org.name, data=f"mn:home:{org.id}")] for org in own[:10]]
    names = call.speech.listing(org.name for org in own)
    return Reply(text=call.speech.say(WELCOME, name=call.person.name, branches=names), keyboard=rows)


def _rows(call: Call, names: tuple[str, ...] | list[str]) -> list[list[Key]]:
    keys = [Key(label=call.speech.plain(MENU[name]), data=f"mn:{name}") for name in names]
    return in_rows(keys, 2)


def press(call: Call) -> Reply | None:
    """mn:<command>: as if it had been typed; mn:home:<branch> chooses among several."""
    from handlers import COMMANDS  # noqa: PLC0415 - the tables name this very module

    if call.data[0] == "home":
        org = people.choose_home(call.desk, call.known_person, int(call.data[1]))
        return Reply(text=call.speech.say(HOME, branch=org.name), toast="📍")
    command = COMMANDS.get(call.data[0])
    if command is None:
        raise stale_card()
    call.name, call.rest = command.name, ""
    return obey(call, command)
