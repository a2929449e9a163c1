"""/roles: who holds which role here, and which the rulebook still asks for."""

from bot.domain.organisation.roles import ROLES
from bot.i18n import N_, Html
from bot.services import people
from bot.services import roles as service
from bot.services.words import role_name
from handlers.access import member
from handlers.call import Call, Command
from handlers.reply import Reply
from storage import persons

TITLE = N_("<b>Roles of {branch}</b>")
LINE = N_("{role}: {names}")
MISSING = N_("▫️ {role}: nobody yet – the review chain asks for one: /grant {code} NAME")
HOW = N_("Give and take roles with /grant and /revoke; /handover passes on the secretary's office.")


def roles(call: Call) -> Reply:
    """List the roles with their holders."""
    holders = people.holders(call.desk, call.branch)
    lines = [call.speech.say(TITLE, branch=call.branch.name)]
    for role in ROLES:
        if role in holders:
            names = call.speech.listing(persons.get(call.desk.tx, int(key)).name for key in holders[role])
            lines.append(call.speech.say(LINE, role=role_name(role, call.speech), names=names))
    missing = service.missing(call.desk, call.branch)
    lines += [call.speech.say(MISSING, role=role_name(role, call.speech), code=role) for role in missing]
    return Reply(text=Html("\n".join([*lines, call.speech.say(HOW)])))


COMMAND = Command(name="roles", help=N_("who holds which role"), who=member, run=roles, menu="staff")
