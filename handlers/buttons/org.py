"""The buttons by which a change of the tree is made."""

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import org_tree
from handlers.call import Call
from handlers.pages import org as pages
from handlers.reply import Reply

TRANSFERRED = N_("✅ {name} belongs to {after} now.")
MERGED = N_("✅ {before} is part of {after} now.")
ENDED = N_("✅ {name} has ended.")


def press(call: Call) -> Reply:
    """og:l:<page>; og:t:<person>:<from>:<to>; og:m:<from>:<into>; og:a and og:x:<organisation>."""
    desk, me, say = call.desk, call.known_person, call.speech.say
    match call.data:
        case ["l", page]:
            return pages.tree(call, int(page))
        case ["t", person, before, after]:
            move = org_tree.transfer(desk, me, int(person), int(before), int(after))
            return Reply(text=say(TRANSFERRED, name=move.person.name, after=move.after.name), private=True, edit=True)
        case ["m", before, after]:
            gone, into = org_tree.merge(desk, me, int(before), int(after))
            return Reply(text=say(MERGED, before=gone.name, after=into.name), private=True, edit=True)
        case ["a", org]:
            return pages.to_end(call, org_tree.need(desk, me, int(org)))
        case ["x", org]:
            return Reply(text=say(ENDED, name=org_tree.abolish(desk, me, int(org)).name), private=True, edit=True)
        case _:
            raise stale_card()
