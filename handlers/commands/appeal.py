"""/appeal: object to what is laid open, privately; in a group do nothing but open the private chat (2.3-8)."""

import re

from bot.domain.calendar.periods import parse_period
from bot.domain.points.appeal import Target
from bot.i18n import N_
from bot.services import appeal as service
from bot.services import appeal_case, my, people
from bot.services.appeal import Aim
from handlers.access import anyone
from handlers.buttons.appeal import ask_words, show
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages.appeal import page
from handlers.reply import Reply
from storage import orgs

_SIGN = re.compile(r"[Ss]0*([0-9]{1,12})")
_NUMBER = re.compile(r"#?([0-9]{1,18})")


def appeal(call: Call) -> Reply | None:
    """Show what can be objected to; with a claim's number ask for the words at once, with S018 show that one."""
    opened = door(call)
    if opened is not None:
        return opened
    word = "".join(call.words)
    if sign := _SIGN.fullmatch(word):
        return show(call, appeal_case.known(call.desk, call.known_person, int(sign[1])))
    number = _NUMBER.fullmatch(word)
    own = people.home(call.desk, call.known_person)
    if number is None or (own is not None and service.is_laid_open(call.desk, own, word)):
        return page(call, own, parse_period(word).key if word else None)
    claim = my.own_claim(call.desk, call.known_person, int(number[1]))
    branch = orgs.get(call.desk.tx, claim.branch_id)
    period = service.period_of_claim(call.desk, branch, claim)
    return ask_words(call, Aim(branch, period, Target.CLAIM, claim.id))


COMMAND = Command(
    name="appeal",
    triggers=("申诉", "申訴"),
    help=N_("object to what is laid open"),
    usage="[ID | PERIOD]",
    who=anyone,
    run=appeal,
)
