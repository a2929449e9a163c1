"""/dues: what the dues of an income are, reckoned in private and forgotten; for who keeps the record, its marks."""

from bot.domain.life.dues import read_income
from bot.i18n import N_
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.doors import door
from handlers.pages.dues import mine, reckoned
from handlers.reply import Reply


def dues(call: Call) -> Reply | None:
    """Reckon the dues of the income that is written, or show the own months and ask for it."""
    opened = door(call)  # an income typed in a group is taken out of it
    if opened is not None:
        return opened
    if not call.words:
        return mine(call)
    return reckoned(call, read_income("".join(call.words)))


def income_came(call: Call) -> Reply:
    """The income that was asked for; it is reckoned with and forgotten."""
    return reckoned(call, read_income("".join(call.incoming.text.split())), asked=True)


COMMAND = Command(
    name="dues",
    triggers=("党费", "黨費"),
    help=N_("reckon party dues; mark paid months (recorder)"),
    usage="[INCOME]",
    who=anyone,
    run=dues,
)
