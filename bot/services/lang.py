"""Languages: of a person, of a group."""

from bot.domain.refusals import bad_setting, group_only, not_enrolled
from bot.i18n import LANGUAGES
from bot.services import chat as chats_service
from bot.services import people
from bot.services.desk import Desk
from storage import audit, chats, orgs, persons
from storage.chats import Chat
from storage.persons import Person

WORDS = {
    "zh_Hans": ("zh", "zh-hans", "zh_hans", "zh-cn", "zh_cn", "cn", "hans", "简体", "简体中文", "簡體", "中文"),
    "zh_Hant": (
        "zh-hant",
        "zh_hant",
        "zh-tw",
        "zh_tw",
        "zh-hk",
        "tw",
        "hk",
        "hant",
        "繁体",
        "繁體",
        "繁體中文",
        "正體",
    ),
    "en": ("en", "eng", "english", "英文", "英语", "英語"),
}
GROUP = ("group", "群", "群组", "群組", "本群")


def read(word: str) -> str:
    """Read the name of a language.

    Raises:
        Refusal: ``BAD_SETTING``.
    """
    wanted = word.lower()
    for code, words in WORDS.items():
        if wanted in words:
            return code
    raise bad_setting(word[:32], LANGUAGES)


def choose_for_oneself(desk: Desk, person: Person, code: str) -> None:
    """Remember in which language a person wants to be addressed."""
    persons.change(desk.tx, person.id, lang=read(code))


def choose_for_group(desk: Desk, chat: Chat | None, person: Person | None, code: str) -> Chat:
    """Choose the language of a group: its secretary does; anybody while nothing is bound there. Answer it as it is now.

    Raises:
        Refusal: ``GROUP_ONLY``, ``NOT_ENROLLED``, ``NO_RIGHT``.
    """
    if chat is None:
        raise group_only("lang")
    lang, before = read(code), chat.lang
    if chat.org_id is not None and chat.state == "bound":
        if person is None:
            raise not_enrolled()
        people.need_role(desk, person, orgs.get(desk.tx, chat.org_id), "secretary")
    chats.change(desk.tx, chat.id, lang=lang)
    chat = chats_service.fresh(desk, chat)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id if person else None,
        action="setting",
        what=f"chat {chat.id} lang",
        before=before,
        after=lang,
        chat_id=chat.id,
    )
    return chat
