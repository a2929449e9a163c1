"""The pages of the catalogue: its categories, the items of one, and one item with everything about it."""

from collections.abc import Sequence

from bot.domain.points.item import Item
from bot.i18n import N_, Language
from bot.services import items, rulebook
from bot.services.letters import Key
from bot.services.paging import in_rows
from handlers.call import Call
from handlers.reply import Reply

CLAIM = N_("📝 Claim it")
BACK = N_("◀ Catalogue")
CODES_IN_ROW = 4


def spoken(call: Call) -> Language:
    """Answer the language of what a group may read together, or of the one reader."""
    return call.desk.speaks_in(call.chat) if call.incoming.in_group else call.speech


def catalogue(call: Call) -> Reply:
    """The categories, a button each."""
    speech, rules = spoken(call), rulebook.current(call.desk, call.branch)
    rows = [
        [Key(label=f"{items.category_name(rules.scheme, code, speech)} ({len(held)})", data=f"i:k:{code}")]
        for code, held in items.by_category(rules.scheme).items()
    ]
    return Reply(text=items.catalogue_text(call.desk, rules, speech), keyboard=rows, edit=True)


def category(call: Call, code: str) -> Reply:
    """The items of a category, a line and a button each."""
    speech, rules = spoken(call), rulebook.current(call.desk, call.branch)
    held = items.by_category(rules.scheme).get(code, [])
    rows = [*code_keys(held), [Key(label=speech.plain(BACK), data="i:m")]]
    return Reply(text=items.category_text(rules, code, speech), keyboard=rows, edit=True)


def code_keys(held: Sequence[Item]) -> list[list[Key]]:
    """Answer buttons with the codes of items, some in a row."""
    keys = [Key(label=one.code, data=f"i:t:{one.code}") for one in held]
    return in_rows(keys, CODES_IN_ROW)


def item(call: Call, one: Item) -> Reply:
    """One item; what its cap leaves somebody is told in the private chat only."""
    speech, rules = spoken(call), rulebook.current(call.desk, call.branch)
    reader = None if call.incoming.in_group else call.person
    text = items.item_text(call.desk, call.branch, rules, one, speech, person=reader)
    rows = [[Key(label=speech.plain(BACK), data=f"i:k:{one.category}")]]
    if one.claimable:
        rows.insert(0, [Key(label=speech.plain(CLAIM), data=f"i:c:{one.code}")])
    return Reply(text=text, keyboard=rows, edit=True)
