"""The buttons of a declaration form: of its member, of the group leader who checks it, of the secretary."""

from bot.domain.points.item import Item
from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import declare as service
from bot.services import form_result
from bot.services.claim import Request
from handlers.call import Call
from handlers.guided import offer
from handlers.pages.declare import page
from handlers.reply import Reply
from storage import drafts
from storage.declarations import Declaration
from storage.orgs import Org

WHICH_GAIN = N_("What do you add to the form? Choose the item.")
WHICH_DEDUCTION = N_("What do you declare? Choose the item. Honesty is taken into account by those who review it.")
SIGNED = N_("✍️ Signed.")
OPENED = N_("The form is open again.")
CONFIRMED = N_("👍 Thank you, confirmed.")
WHY = N_("What is not right about the result? Please answer with a few words; only the secretary reads them.")
DISPUTED = N_("👎 Your words went to the secretary, who will talk with you.")
QUESTION = N_("What do you ask? Please answer with a few words; the member and the reviewers read them.")
CHECKED = N_("Thank you. The reviewers see it.")
AGAIN = N_("Asked again.")


def press(call: Call) -> Reply | None:
    """fm:<form>:<p, m, d and a line, s, r, y or n of the member; k or q of a group leader; g of the office>:<rev>."""
    number, verb, rev = call.data
    match verb[0]:
        case "k" | "q":
            return _check(call, form_result.known(call.desk, int(number)), verb)
        case "g":
            form_result.ask_again(call.desk, call.known_person, form_result.known(call.desk, int(number)))
            return Reply(toast=call.speech.plain(AGAIN))
        case _:
            form = service.own(call.desk, call.known_person, int(number), rev=int(rev))
            return _own(call, form, verb)


def _own(call: Call, form: Declaration, verb: str) -> Reply | None:
    desk, say = call.desk, call.speech.plain
    match verb[0]:
        case "p" | "m":
            return _offer(call, form, minus=verb == "m")
        case "d":
            return page(call, service.drop(desk, form, int(verb[1:])))
        case "s":
            return _with(page(call, service.sign(desk, call.known_person, form)), say(SIGNED))
        case "r":
            return _with(page(call, service.reopen(desk, form)), say(OPENED))
        case "y":
            return _with(page(call, form_result.answer(desk, form, right=True)), say(CONFIRMED))
        case "n":
            return _ask(call, form, verb, WHY)
        case _:
            raise stale_card()


def _with(reply: Reply, toast: str) -> Reply:
    return Reply(text=reply.text, keyboard=reply.keyboard, private=True, edit=True, toast=toast)


def _offer(call: Call, form: Declaration, *, minus: bool) -> Reply:
    """Offer the items of one sign; what is chosen is asked for and added to this form."""
    person, branch = call.known_person, service.need_open(call.desk, form)
    request = Request(
        text="",
        verb="declare",
        chat_id=call.incoming.chat_id,
        message_id=call.incoming.message_id,
        today=call.desk.today.isoformat(),
        about=form.month,
    )

    def suits(_branch: Org, item: Item) -> bool:
        return service.declarable(call.desk, branch, person, item, minus=minus)

    return offer(call, WHICH_DEDUCTION if minus else WHICH_GAIN, request, suits)


def _check(call: Call, form: Declaration, verb: str) -> Reply:
    service.may_check(call.desk, call.known_person, form)
    if verb == "q":
        return _ask(call, form, verb, QUESTION)
    service.check(call.desk, call.known_person, form)
    return Reply(toast=call.speech.plain(CHECKED))


def _ask(call: Call, form: Declaration, verb: str, sentence: str) -> Reply:
    facts = {"form": form.id, "rev": form.rev, "verb": verb}
    drafts.put(call.desk.tx, call.account, call.account, "form", facts, now=call.desk.now)
    return Reply(text=call.speech.say(sentence), private=True, ask=True)


def words_came(call: Call) -> Reply:
    """Why a member disputes the result, or what a group leader asks, in the own words."""
    form, verb = form_result.known(call.desk, int(call.facts["form"])), call.facts["verb"]
    if verb == "q":
        service.check(call.desk, call.known_person, form, doubt=call.incoming.text)
        said = CHECKED
    else:
        form = service.own(call.desk, call.known_person, form.id, rev=int(call.facts["rev"]))
        form_result.answer(call.desk, form, right=False, words=call.incoming.text)
        said = DISPUTED
    drafts.drop(call.desk.tx, call.account, call.account)
    return Reply(text=call.speech.say(said), private=True)
