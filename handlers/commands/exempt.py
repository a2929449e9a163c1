"""/exempt: a leave whose months count neither in averages nor in the ladder. Private, for its reason is nobody's."""

from bot.i18n import N_
from bot.services import exemption
from handlers.access import member
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages.exempt import page
from handlers.reply import Reply

ASKED = N_("🗓 {name}, {first} – {last}: {names} must agree before it stands. You hear of it here.")


def exempt(call: Call) -> Reply | None:
    """Show the leaves, or enter one; in a group do nothing but open the private chat (2.3-8)."""
    if opened := door(call):
        return opened
    branch = call.branch
    if not call.words:
        return page(call, branch)
    wish = exemption.find(call.desk, branch, call.known_person, call.words)
    deciding = exemption.ask(call.desk, call.known_person, branch, wish)
    names = call.speech.listing(other.name for other in deciding)
    text = call.speech.say(ASKED, name=wish.person.name, first=wish.first, last=wish.last, names=names)
    return Reply(text=text, private=True)


COMMAND = Command(
    name="exempt",
    help=N_("a leave: its months are not counted"),
    usage="[NAME] [FROM TO REASON]",
    who=member,
    run=exempt,
    menu="staff",
)
