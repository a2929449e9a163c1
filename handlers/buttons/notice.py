"""The buttons of scheduled posts, and of what the secretary does with them."""

from dataclasses import replace

from bot.domain.refusals import not_enrolled, stale_card
from bot.i18n import N_
from bot.services import board, by_hand, notice, people, plan, reminder
from bot.services.letters import Fallback, PrivateLetter, post
from bot.services.plan import Planned
from handlers.call import Call
from handlers.commands.notice import POSTED, skip
from handlers.compose import compose
from handlers.pages import my
from handlers.pages.appeal import open_page
from handlers.pages.notice import page
from handlers.reply import SENT, Reply
from storage import chats, drafts, orgs
from storage.orgs import Org

ASK_REASON = N_(
    "Why is it skipped: {kind}, {period}, “{title}”? Please answer in your own words; all secretaries read it."
)
STOPPED = N_("No more reminders for {month}.")


def press(call: Call) -> Reply | None:
    """nt:<verb>:…: view, send, k for skip a chat's post; object to a month, its details; quiet for a branch's month."""
    match call.data:
        case ["o", month]:
            return open_page(call, _own(call), month)
        case ["d", month]:
            branch = _own(call)
            reply = my.page(call, branch, board.span_of(call.desk, month), 0)
            return replace(reply, edit=False, toast=call.speech.plain(SENT) if call.incoming.in_group else "")
        case ["q", branch_id, month]:
            reminder.stop(call.desk, call.known_person, int(branch_id), month)
            return Reply(toast=call.speech.plain(STOPPED, month=call.speech.month(month)))
        case ["v", chat_id, kind, *period]:
            return page(call, _planned(call, int(chat_id), kind, ":".join(period)))
        case ["s", chat_id, kind, *period]:
            planned = _planned(call, int(chat_id), kind, ":".join(period))
            by_hand.send_now(call.desk, compose, call.known_person, planned)
            return Reply(text=call.speech.say(POSTED), private=True, edit=True, toast=call.speech.plain(POSTED))
        case ["k", chat_id, kind, *period]:
            return ask_reason(call, _planned(call, int(chat_id), kind, ":".join(period)))
        case _:
            raise stale_card()


def ask_reason(call: Call, planned: Planned) -> Reply:
    """Ask privately why a post is left out."""
    facts = {"chat": planned.chat.id, "kind": planned.post.kind.value, "period": planned.post.period}
    drafts.put(call.desk.tx, call.account, call.account, "skip", facts, now=call.desk.now)
    text = call.speech.say(
        ASK_REASON,
        kind=notice.kind_name(planned.post.kind, call.speech),
        period=notice.period_name(planned.post.period, call.speech),
        title=planned.chat.title,
    )
    fallback = Fallback(chat_id=call.incoming.chat_id, lang=call.speech.code) if call.incoming.in_group else None
    post(call.desk, PrivateLetter(to=call.account, text=text, fallback=fallback, about=planned.branch))
    return Reply(toast="✓")


def reason_came(call: Call) -> Reply:
    """The reason for a skip."""
    planned = _planned(call, int(call.facts["chat"]), str(call.facts["kind"]), str(call.facts["period"]))
    reply = skip(call, planned, call.incoming.text)
    drafts.drop(call.desk.tx, call.account, call.account)
    return reply


def _own(call: Call) -> Org:
    """Answer the branch that a post is about; it answers its members and those who hold a role for it."""
    branch, person = call.branch, call.known_person
    if not people.is_member(call.desk, person, branch) and not people.roles_in(call.desk, person, branch):
        raise not_enrolled()
    return branch


def _planned(call: Call, chat_id: int, kind: str, period: str) -> Planned:
    """Answer a post of a chat, for its secretary."""
    chat = chats.get(call.desk.tx, chat_id)
    if chat is None or chat.org_id is None or chat.state != "bound":
        raise stale_card()
    branch = orgs.get(call.desk.tx, chat.org_id)
    people.need_role(call.desk, call.known_person, branch, "secretary")
    planned = plan.find(call.desk, chat, branch, kind, period)
    if planned is None:
        raise stale_card()
    return planned
