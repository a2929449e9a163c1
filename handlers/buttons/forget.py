"""Forgetting one's evidence: what it would be, and the button that does it."""

from bot.domain.refusals import nothing_to_forget
from bot.i18n import N_, Html, nN_
from bot.services.letters import Key
from bot.services.privacy import forget as service
from handlers.call import Call
from handlers.reply import Reply

SHOWN = N_(
    "🧹 Evidence of yours that is no longer needed, by year:\n{years}\nForgetting it drops the file numbers, your "
    "words to them and any copies. The points stay, and so does the mark of each file, which shows nothing. Files in "
    "your own chat with me you delete yourself. It cannot be undone."
)
YEAR = nN_("• {year}: {n} piece", "• {year}: {n} pieces")
FORGET = N_("🗑 Forget them")
GONE = nN_(
    "🧹 {n} piece is forgotten. Your points are as they were.",
    "🧹 {n} pieces are forgotten. Your points are as they were.",
)


def show(call: Call) -> Reply:
    """Say what can be forgotten. Raises ``NOTHING_TO_FORGET``."""
    speech, found = call.speech, service.ready(call.desk, call.known_person)
    if not found:
        raise nothing_to_forget(call.desk.today.year)
    years = Html("\n".join(speech.count(YEAR, number, year=str(year)) for year, number in found.items()))
    key = Key(label=speech.plain(FORGET), data="fg:yes")
    return Reply(text=speech.say(SHOWN, years=years), keyboard=[[key]])


def press(call: Call) -> Reply:
    """fg:yes: forget it."""
    gone = service.forget(call.desk, call.known_person)
    return Reply(text=call.speech.count(GONE, gone), edit=True)
