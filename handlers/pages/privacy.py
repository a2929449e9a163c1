"""The page of privacy: what is kept and why, and how a person is named on the group's boards."""

from bot.domain.organisation.keeping import KINDS
from bot.i18n import N_, Html
from bot.services.letters import Key
from handlers.call import Call
from handlers.reply import Reply
from storage import persons

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
        "<b>How long.</b> The ledger as long as the branch. Messages {letters} days, evidence until {evidence} months "
        "after its year, words of talks and leaves {talks} months after theirs; /forget drops evidence of past years "
        "at once."
    ),
    N_(
        "<b>Leaving.</b> Taking part here is voluntary and no points are lost without it: press the button below, and "
        "the office enters for you. /mydata sends you a copy of your data; the administrator can replace your name "
        "and texts. Sums stay, names go."
    ),
)
NAMED = {
    "full": N_("in full"),
    "initials": N_("by initials"),
    "hidden": N_("not at all"),
}
LEAVE = N_("👋 Withdraw my consent")
LEAVE_NOW = N_("👋 Yes, withdraw it")
STAY = N_("◀ No, go back")
WHAT_HAPPENS = N_(
    "👋 <b>If you withdraw your consent</b>, this bot forgets your Telegram number, your language and our messages at "
    "once. Your roles end. You remain a member, all your points stay, what is in review goes on, and the office "
    "enters new points for you. Your secretary is told, and can send you a link if you want to come back."
)
NAME = N_("<b>Your name on the group's boards:</b> {how}. Your points and your place stay the same.")


def page(call: Call) -> Reply:
    """All of it, and for who is known the choice of the name on boards."""
    speech, person = call.speech, call.person
    keeping = call.desk.house.keeping
    parts = [speech.say(part, **{kind: str(keeping.of(kind)) for kind in KINDS}) for part in PARTS]
    if person is None or person.consent_at is None:
        return Reply(text=Html("\n\n".join(parts)))
    chosen = persons.shy(call.desk.tx).get(person.id, "full")
    parts.append(speech.say(NAME, how=speech.word(NAMED[chosen])))
    keys = [
        Key(label=("• " if how == chosen else "") + speech.word(label), data=f"pv:{how}")
        for how, label in NAMED.items()
    ]
    leave = Key(label=speech.plain(LEAVE), data="pv:leave")
    return Reply(text=Html("\n\n".join(parts)), keyboard=[keys, [leave]], edit=True)


def leaving(call: Call) -> Reply:
    """What happens if the consent is withdrawn, with the button that does it."""
    speech = call.speech
    keys = [Key(label=speech.plain(LEAVE_NOW), data="pv:leave:yes"), Key(label=speech.plain(STAY), data="pv:page")]
    return Reply(text=speech.say(WHAT_HAPPENS), keyboard=[keys], edit=True)
