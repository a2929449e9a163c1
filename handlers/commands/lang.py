"""/lang: the language for oneself, or of the group."""

from bot.i18n import N_, Language, language
from bot.services import lang as service
from bot.services.letters import Key
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.menus import for_person
from handlers.reply import Reply
from handlers.welcome import show
from storage import slots

NAMES = {"zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English"}
CHOOSE = N_("Which language shall I use with you?")
CHOOSE_GROUP = N_("Which language shall I use in this group?")
MINE = N_("From now on I write to you in this language.")
OURS = N_("From now on I write in this language here. Everybody can choose another one for themselves with /lang.")
AFTER_JOINING = N_("I shall remember your language once you have joined a branch; until then I keep nothing about you.")


def lang(call: Call) -> Reply:
    """Choose a language, or offer the three."""
    words = [word.lower() for word in call.words]
    whole_group = bool(words) and words[0] in service.GROUP
    rest = words[1:] if whole_group else words
    if rest:
        return choose(call, service.read(rest[0]), group=whole_group)
    rows = [[Key(label=name, data=f"l:{'g' if whole_group else 'p'}:{code}")] for code, name in NAMES.items()]
    return Reply(text=call.speech.say(CHOOSE_GROUP if whole_group else CHOOSE), keyboard=rows)


def choose(call: Call, code: str, *, group: bool) -> Reply:
    """Remember the choice, and say so in that language."""
    speech = language(code)
    if group:
        chat = service.choose_for_group(call.desk, call.chat, call.person, code)
        if call.incoming.kind == "button" and on_card(call):
            show(call.desk, chat)
            return Reply(toast=speech.plain(OURS))
        return Reply(text=speech.say(OURS), edit=True)
    return Reply(text=speech.say(_mine(call, code, speech)), edit=True)


def on_card(call: Call) -> bool:
    """Tell whether the button stands on the group's card, which is then written anew instead of replaced."""
    slot = slots.at(call.desk.tx, call.incoming.chat_id, call.incoming.message_id or 0)
    return slot is not None and slot.slot.startswith("rights:")


def _mine(call: Call, code: str, speech: Language) -> str:
    if call.person is None:
        return AFTER_JOINING
    service.choose_for_oneself(call.desk, call.person, code)
    for_person(call.desk, call.account, speech)
    return MINE


COMMAND = Command(
    name="lang",
    help=N_("choose the language"),
    usage="[zh_Hans|zh_Hant|en]",
    who=anyone,
    run=lang,
)
