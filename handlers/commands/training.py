"""/training: courses attended, hours of the year, who is short. Private, for hours that are missing weigh on people."""

from bot.domain.life.training import written
from bot.i18n import N_
from bot.services.life import training as service
from handlers.access import official
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages import training as page
from handlers.reply import Reply

CLAIMED = N_("📚 “{title}”, {hours} hours: it waits for the office's word. You hear of it here.")
WRITTEN = N_("📚 “{title}” of {name}, {hours} hours: it counts. {name} is told, and may say that it is not right.")


def training(call: Call) -> Reply | None:
    """Show a year, or enter a course; in a group do nothing but open the private chat (2.3-8)."""
    if opened := door(call):
        return opened
    words = call.words
    if not words:
        return page.own(call, call.desk.today.year)
    if len(words) == 1 and words[0].isdecimal() and len(words[0]) == 4 and "2000" <= words[0] <= "2099":
        return page.own(call, int(words[0]))
    desk, me, branch = call.desk, call.known_person, call.branch
    wish = service.find(desk, branch, me, " ".join(words))
    service.enter(desk, me, branch, wish)
    sentence = CLAIMED if wish.person.id == me.id else WRITTEN
    text = call.speech.say(sentence, title=wish.title, hours=written(wish.hours), name=wish.person.name)
    return Reply(text=text, private=True)


COMMAND = Command(
    name="training",
    triggers=("培训", "培訓"),
    help=N_("training: courses and hours of the year"),
    usage="[YEAR | [NAME] DATE HOURS KIND COURSE; EVIDENCE]",
    who=official,
    run=training,
    menu="member",
)
