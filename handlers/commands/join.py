"""/join: ask to be enrolled under the real name; the request is the consent."""

from bot.domain.refusals import no_branch_bound
from bot.i18n import N_
from bot.services import join as service
from bot.services.letters import Key
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.reply import Reply
from storage import drafts

ASK_NAME = N_("Please answer with your real name, as your branch knows it.")
CARD = N_(
    "🙋 <b>{name}</b> asks to join {branch}.\n"
    "By asking, {name} agrees that we keep: name, branch, points, evidence file numbers, the Telegram number. "
    "No faces, no income, no whereabouts. /privacy tells all of it.\nThe secretary confirms:"
)
ADMIT = N_("✅ Admit")
DECLINE = N_("❌ Decline")


def join(call: Call) -> Reply:
    """Ask, or be asked for the name first."""
    if not call.rest.strip():
        drafts.put(call.desk.tx, call.incoming.chat_id, call.account, "join", {}, now=call.desk.now)
        return Reply(text=call.speech.say(ASK_NAME), ask=True)
    return request(call, call.rest)


def request(call: Call, name: str) -> Reply:
    """Put the request before the secretary, in the group."""
    if not call.incoming.in_group:
        raise no_branch_bound()
    sender = call.incoming.sender
    row = service.ask(
        call.desk,
        call.branch,
        call.account,
        name=name,
        lang=sender.lang if sender else None,
        chat_id=call.incoming.chat_id,
    )
    drafts.drop(call.desk.tx, call.incoming.chat_id, call.account)
    keys = [
        Key(label=call.speech.plain(ADMIT), data=f"j:{row.id}:a:{row.rev}"),
        Key(label=call.speech.plain(DECLINE), data=f"j:{row.id}:r:{row.rev}"),
    ]
    text = call.speech.say(CARD, name=service.real_name(name), branch=call.branch.name)
    return Reply(text=text, keyboard=[keys])


def name_came(call: Call) -> Reply:
    """The name that was asked for."""
    return request(call, call.incoming.text)


COMMAND = Command(name="join", triggers=("加入",), help=N_("ask to be enrolled"), usage="NAME", who=anyone, run=join)
