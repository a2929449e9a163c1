"""/privacy: what is kept, why, where, and how to leave."""

from bot.i18n import N_, Html
from handlers.access import anyone
from handlers.call import Call, Command, open_private
from handlers.reply import Reply

CONSENT = N_(
    "We keep only: your name, your branch, your points and their evidence, your Telegram number. "
    "No faces, no income, no whereabouts. /privacy tells all of it."
)
PARTS = (
    N_(
        "<b>What is kept.</b> Your name, branch and roles; your Telegram number and language; what you claim "
        "with date, note and the file numbers of your evidence; who decided what and when; the points. Files "
        "themselves stay with Telegram."
    ),
    N_(
        "<b>Only pressed Start?</b> Then your Telegram name and number are kept for seven days, so that an office "
        "can be given to you, and dropped after that."
    ),
    N_(
        "<b>What is not.</b> Conversations in the group (only what is meant for me), phone numbers, faces, "
        "income, whereabouts, read marks."
    ),
    N_(
        "<b>Why.</b> To keep the branch's points so that everybody can check them: entries cannot be changed,"
        " only corrected by another entry."
    ),
    N_(
        "<b>Where.</b> All messages and files pass through Telegram, a cloud outside the country; a Bot API "
        "server of one's own does not change that. The ledger is in the database of whoever runs this bot. "
        "Please send no inner documents and no other people's personal papers."
    ),
    N_(
        "<b>Who sees what.</b> The group sees neutral cards and the totals that the branch allows. Reasons, "
        "deductions, your lines and your rank are told to you alone. Reviewers see note and evidence of what "
        "they decide."
    ),
    N_(
        "<b>Leaving.</b> Taking part here is voluntary and no points are lost without it: the office can "
        "enter for you. Ask your secretary to end your membership; /mydata sends you a copy of your data, and "
        "the administrator can replace your name and texts. Sums stay, names go."
    ),
)
SHORT = N_("I keep names, points and evidence numbers, no conversations. All of it in our private chat:")


def privacy(call: Call) -> Reply:
    """Tell it in full in private, in a line in a group."""
    if not call.incoming.in_group:
        return Reply(text=Html("\n\n".join(call.speech.say(part) for part in PARTS)))
    door = open_private(call, "privacy")
    return Reply(text=call.speech.say(SHORT), keyboard=door.keyboard)


COMMAND = Command(name="privacy", help=N_("what is kept, and why"), who=anyone, run=privacy, anonymous=True)
