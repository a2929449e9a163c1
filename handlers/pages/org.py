"""The pages of the tree: what is below somebody, an organisation with its history, a change before it is made."""

from bot.domain.points.day import parse_due
from bot.domain.refusals import missing_argument
from bot.i18n import N_, Html
from bot.services import org_tree
from bot.services.letters import Key
from bot.services.paging import page_at, page_keys
from handlers.call import Call
from handlers.reply import Reply
from storage import memberships
from storage.orgs import Org

USAGE = "/org [CODE] | transfer NAME CODE | merge CODE INTO | abolish CODE | temporary CODE DATE"
HEAD = N_("🏛 <b>Organisations</b> ({count})\nChanges: {usage}")
LINE = N_("{code} {name} · {count} people")
STATES = {"merged": N_("merged"), "abolished": N_("ended")}
ONE = N_("🏛 <b>{name}</b> ({code}) · {count} people")
MERGED_INTO = N_("Now part of {code}.")
TRANSFER = N_(
    "🏛 {name}: from {before} to {after}. Entries stay at {before}, roles there end; new claims go to {after}. "
    "Is it right?"
)
MERGE = N_(
    "🏛 {before} becomes part of {after}: {count} people and {chats} groups go over, the ledger of {before} stays "
    "as it was written. This cannot be undone. Is it right?"
)
ABOLISH = N_("🏛 {name} ends: {chats} groups are free, what was recorded stays. This cannot be undone. Is it right?")
TEMPORARY = N_("🏛 {name} is temporary until {day}. I tell those who answer for it a week before, and ask at the end.")
CONFIRM = N_("✅ Confirm")
ON_PAGE = 20


def tree(call: Call, page: int = 0) -> Reply:
    """What there is below the reader, a page of it."""
    desk, speech = call.desk, call.speech
    found, heads = org_tree.below(desk, call.known_person), memberships.heads(desk.tx)
    page, pages = page_at(page, len(found), ON_PAGE)
    lines = [speech.say(HEAD, count=len(found), usage=USAGE)]
    for org in found[page * ON_PAGE : (page + 1) * ON_PAGE]:
        line = speech.say(LINE, code=org.code, name=org.name, count=heads.get(org.id, 0))
        state = STATES.get(org.state)
        lines.append(Html(f"{line} · {speech.say(state)}") if state else line)
    turn = page_keys("og:l", page, pages)
    return Reply(text=Html("\n".join(lines)), keyboard=[turn] if turn else [], private=True, edit=True)


def one(call: Call, org: Org) -> Reply:
    """An organisation with its history."""
    count = memberships.heads(call.desk.tx).get(org.id, 0)
    lines = [call.speech.say(ONE, name=org.name, code=org.code, count=count)]
    if into := org.settings.get("merged_into"):
        lines.append(call.speech.say(MERGED_INTO, code=into))
    lines += org_tree.history(call.desk, org, call.speech)
    return Reply(text=Html("\n".join(lines)), private=True)


def transfer(call: Call, words: list[str]) -> Reply:
    """A transfer before it is made."""
    if len(words) < 2:
        raise missing_argument("org", USAGE)
    move = org_tree.plan_transfer(call.desk, call.known_person, " ".join(words[:-1]), words[-1])
    person, before, after = move
    text = call.speech.say(TRANSFER, name=person.name, before=before.name, after=after.name)
    return _asked(call, text, f"og:t:{person.id}:{before.id}:{after.id}")


def merge(call: Call, words: list[str]) -> Reply:
    """A merger before it is made."""
    if len(words) != 2:
        raise missing_argument("org", USAGE)
    desk, me = call.desk, call.known_person
    before, after = org_tree.find(desk, me, words[0]), org_tree.find(desk, me, words[1])
    org_tree.check_merge(desk, before, after)
    count, groups = memberships.heads(desk.tx).get(before.id, 0), org_tree.groups(desk, before)
    text = call.speech.say(MERGE, before=before.name, after=after.name, count=count, chats=groups)
    return _asked(call, text, f"og:m:{before.id}:{after.id}")


def abolish(call: Call, words: list[str]) -> Reply:
    """An end before it is made."""
    if len(words) != 1:
        raise missing_argument("org", USAGE)
    return to_end(call, org_tree.find(call.desk, call.known_person, words[0]))


def to_end(call: Call, org: Org) -> Reply:
    """The end of an organisation before it is made, from the command or from the question of a temporary one."""
    org_tree.check_abolish(call.desk, org)
    text = call.speech.say(ABOLISH, name=org.name, chats=org_tree.groups(call.desk, org))
    return _asked(call, text, f"og:x:{org.id}")


def temporary(call: Call, words: list[str]) -> Reply:
    """An organisation that ends on a day."""
    day = parse_due(words[1], call.desk.today) if len(words) == 2 else None
    if day is None:
        raise missing_argument("org", USAGE)
    org = org_tree.find(call.desk, call.known_person, words[0])
    org_tree.limit(call.desk, call.known_person, org, day)
    return Reply(text=call.speech.say(TEMPORARY, name=org.name, day=day), private=True)


def _asked(call: Call, text: Html, data: str) -> Reply:
    return Reply(text=text, keyboard=[[Key(label=call.speech.plain(CONFIRM), data=data)]], private=True)
