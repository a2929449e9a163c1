"""The buttons of a request to join."""

from bot.i18n import N_
from bot.services import join as service
from bot.services.letters import PrivateLetter, post
from handlers.call import Call
from handlers.reply import Reply

ADMITTED = N_("✅ {name} is enrolled in {branch}. Confirmed by {by}.")
DECLINED = N_("The request was closed; {name} was not enrolled.")
WELCOME = N_(
    "✅ You are enrolled in {branch} as {name}.\n/claim files a claim, /my shows your points, /items the catalogue."
)
NOT_NOW = N_("Your request to join {branch} was not confirmed. If this is a mistake, please talk to its secretary.")


def press(call: Call) -> Reply:
    """j:<membership>:<a or r>:<revision>."""
    number, verb, rev = call.data
    admit = verb == "a"
    _, branch, asker = service.decide(call.desk, call.known_person, int(number), admit=admit, rev=int(rev))
    if asker.telegram_id is not None:
        speech = call.desk.speaks(asker, call.chat)
        text = speech.say(WELCOME if admit else NOT_NOW, branch=branch.name, name=asker.name)
        post(call.desk, PrivateLetter(to=asker.telegram_id, text=text, silent=True))
    sentence = ADMITTED if admit else DECLINED
    text = call.speech.say(sentence, name=asker.name, branch=branch.name, by=call.known_person.name)
    return Reply(text=text, edit=True, toast="✓")
