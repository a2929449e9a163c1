"""An invitation: what the link shows, and the answers to it."""

from bot.i18n import N_, Html
from bot.services import invite as service
from bot.services import join
from bot.services.letters import Key
from handlers.call import Call
from handlers.commands.privacy import CONSENT
from handlers.reply import Reply
from storage import drafts

ARE_YOU = N_("Are you <b>{name}</b> of {branch}?")
INVITED = N_("You are invited to {branch}.")
YOUR_NAME = N_("If you agree, please answer with your real name; the secretary confirms it.")
THAT_IS_ME = N_("✅ That is me, I agree")
NOT_ME = N_("That is not me")
FOR_ANOTHER = N_(
    "Thank you. Then this link is for somebody else: please tell your secretary, and pass it on to nobody."
)


def opened(call: Call, word: str) -> Reply:
    """Open an invitation: who it is for, what is kept, and the one answer that is needed."""
    found = service.look(call.desk, word, call.account)
    consent = call.speech.say(CONSENT)
    if found.person is not None:
        text = call.speech.say(ARE_YOU, name=found.person.name, branch=found.branch.name)
        rows = [
            [Key(label=call.speech.plain(label), data=f"iv:{answer}:{word}")]
            for label, answer in ((THAT_IS_ME, "y"), (NOT_ME, "n"))
        ]
        return Reply(text=Html(f"{text}\n{consent}"), keyboard=rows)
    drafts.put(call.desk.tx, call.incoming.chat_id, call.account, "join", {"token": word}, now=call.desk.now)
    text = call.speech.say(INVITED, branch=found.branch.name)
    return Reply(text=Html(f"{text}\n{consent}\n{call.speech.say(YOUR_NAME)}"), ask=True)


def press(call: Call) -> Reply:
    """iv:<y or n>:<word of the invitation>: whether the person is whom the link is for."""
    answer, word = call.data
    if answer == "n":
        service.look(call.desk, word, call.account)
        return Reply(text=call.speech.say(FOR_ANOTHER), edit=True)
    lang = call.incoming.sender.lang if call.incoming.sender else None
    person, branch = service.accept(call.desk, word, call.account, lang=lang)
    text = call.desk.speaks(person).say(join.WELCOME, branch=branch.name, name=person.name)
    return Reply(text=text, edit=True)
