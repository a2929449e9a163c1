"""/org: the tree of organisations and how it changes; for committees and administrators, in the private chat."""

from collections.abc import Callable

from bot.domain.refusals import no_right
from bot.i18n import N_
from bot.services import org_tree
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.pages import org as pages
from handlers.reply import Reply
from storage import orgs

CHANGES: dict[str, Callable[[Call, list[str]], Reply]] = {
    "transfer": pages.transfer,
    "merge": pages.merge,
    "abolish": pages.abolish,
    "temporary": pages.temporary,
}


def org(call: Call) -> Reply:
    """Show the tree, or an organisation with its history, or a change before it is made."""
    words = call.words
    if words and words[0].lower() in CHANGES:
        return CHANGES[words[0].lower()](call, words[1:])
    if words:
        found = orgs.by_code(call.desk.tx, words[0].upper())
        if found is not None and found in org_tree.below(call.desk, call.known_person):
            return pages.one(call, found)
        return pages.one(call, org_tree.find(call.desk, call.known_person, words[0]))
    if not org_tree.below(call.desk, call.known_person):
        raise no_right(("admin",))
    return pages.tree(call)


COMMAND = Command(
    name="org",
    triggers=("组织", "組織"),
    help=N_("organisations: transfer people, merge, abolish, temporary ones"),
    usage="[CODE | transfer NAME CODE | merge CODE INTO | abolish CODE | temporary CODE DATE]",
    where="private",
    who=anyone,
    run=org,
    menu="staff",
)
