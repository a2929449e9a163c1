"""/join: ask to be enrolled under the real name; the request is the consent."""

from bot.domain.refusals import already_enrolled, in_no_branch
from bot.i18n import N_
from bot.services import invite, people
from bot.services import join as service
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.reply import Reply
from storage import drafts, orgs, persons
from storage.memberships import Membership

ASK_NAME = N_("Please answer with your real name, as your branch knows it.")
RENAMED = N_("You are kept as {name} from now on.")
SENT = N_("Your request to join {branch} as {name} is with the secretary. You hear from me here.")


def join(call: Call) -> Reply | None:
    """Ask, or be asked for the name first."""
    if not call.incoming.in_group and "token" not in call.facts:
        return _already(call)
    if not call.rest.strip():
        if call.incoming.in_group and call.person is not None:
            known = service.check_open(call.desk, call.branch, call.person)
            if known:
                return request(call, known)
        drafts.put(call.desk.tx, call.incoming.chat_id, call.account, "join", call.facts, now=call.desk.now)
        return Reply(text=call.speech.say(ASK_NAME), ask=True)
    return request(call, call.rest)


def _already(call: Call) -> Reply | None:
    """In private without an invitation: a stranger is told the way; a secretary may give the own real name."""
    if call.person is None or not people.branches_of(call.desk, call.person):
        raise in_no_branch()
    if not call.rest.strip():
        raise already_enrolled(call.person.name)
    row = service.ask(call.desk, call.branch, call.account, name=call.rest, lang=None, chat_id=None)
    return _answer(call, row)


def request(call: Call, name: str) -> Reply | None:
    """Put the request before the secretary: in the group on a card, by invitation privately."""
    incoming = call.incoming
    lang = incoming.sender.lang if incoming.sender else None
    if incoming.in_group:
        row = service.ask(
            call.desk,
            call.branch,
            call.account,
            name=name,
            lang=lang,
            chat_id=incoming.chat_id,
            message_id=incoming.message_id,
            thread_id=incoming.thread_id,
        )
    else:
        row, _ = invite.request(call.desk, str(call.facts.get("token", "")), call.account, name=name, lang=lang)
    drafts.drop(call.desk.tx, incoming.chat_id, call.account)
    return _answer(call, row)


def _answer(call: Call, row: Membership) -> Reply | None:
    name = persons.get(call.desk.tx, row.person_id).name
    if row.state == "active":
        return Reply(text=call.speech.say(RENAMED, name=name))
    if call.incoming.in_group:
        return None  # the card is the answer
    return Reply(text=call.speech.say(SENT, name=name, branch=orgs.get(call.desk.tx, row.org_id).name))


def name_came(call: Call) -> Reply | None:
    """The name that was asked for."""
    return request(call, call.incoming.text)


COMMAND = Command(name="join", triggers=("加入",), help=N_("ask to be enrolled"), usage="NAME", who=anyone, run=join)
