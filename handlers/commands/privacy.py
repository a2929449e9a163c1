"""/privacy: what is kept, why, where, and how to leave."""

from bot.i18n import N_
from handlers.access import anyone
from handlers.call import Call, Command, open_private
from handlers.pages.privacy import page
from handlers.reply import Reply

CONSENT = N_(
    "We keep only: your name, your branch, your points and their evidence, your Telegram number. "
    "No faces, no income, no whereabouts. /privacy tells all of it."
)
SHORT = N_("I keep names, points and evidence numbers, no conversations. All of it in our private chat:")


def privacy(call: Call) -> Reply:
    """Tell it in full in private, in a line in a group."""
    if not call.incoming.in_group:
        return page(call)
    door = open_private(call, "privacy")
    return Reply(text=call.speech.say(SHORT), keyboard=door.keyboard)


COMMAND = Command(name="privacy", help=N_("what is kept, and why"), who=anyone, run=privacy, anonymous=True)
