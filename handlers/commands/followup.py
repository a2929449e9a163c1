"""/followup: what a secretary agrees with a member, by when; private, for it is nobody else's business."""

from bot.i18n import N_
from bot.services import followup as service
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages.followup import listed
from handlers.reply import Reply
from storage import persons

OPENED = N_("🤝 Noted: {name}, by {day}. {name} was told privately.")
NOT_REACHED = N_("🤝 Noted: {name}, by {day}. {name} cannot be reached through me; please tell them in person.")


def follow(call: Call) -> Reply | None:
    """Agree on one, or list those that are running."""
    if entrance := door(call):
        return entrance
    branch, me = call.branch, call.known_person
    service.may_read(call.desk, me, branch)
    if not call.words:
        return listed(call, branch)
    made = service.open_(call.desk, branch, me, " ".join(call.words))
    member = persons.get(call.desk.tx, made.person_id)
    reached = member.telegram_id is not None and member.reachable is not False
    sentence = OPENED if reached else NOT_REACHED
    return Reply(text=call.speech.say(sentence, name=member.name, day=made.due_on), private=True)


COMMAND = Command(
    name="followup",
    triggers=("跟进", "跟進"),
    help=N_("agree on education or something to put right, privately (secretary)"),
    usage="NAME DATE WHAT",
    who=anyone,
    run=follow,
    menu="staff",
)
