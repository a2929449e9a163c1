"""/forget: the evidence of cycles that are over, before its time."""

from bot.i18n import N_
from handlers.access import anyone
from handlers.buttons.forget import show
from handlers.call import Call, Command
from handlers.reply import Reply


def forget(call: Call) -> Reply:
    """Say what can be forgotten, with the button that does it."""
    return show(call)


COMMAND = Command(
    name="forget",
    triggers=("清除证据", "清除證據"),
    help=N_("forget my evidence of past years"),
    who=anyone,
    where="private",
    run=forget,
)
