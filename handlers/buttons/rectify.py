"""The buttons of rectification: helpers, problems, the beginning and the end."""

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services.ratings import rectify as service
from bot.services.ratings.rectify import PLACES
from handlers.call import Call
from handlers.pages.rectify import page
from handlers.reply import Reply
from storage import drafts

ASK = {
    "h": N_("Who is it? Please answer with name and office: {place}."),
    "a": N_("Which problem is to be solved? Please answer in a few words."),
    "s": N_("What shows that it is solved? Please answer in a few words: what, when, where it can be seen."),
    "c": N_("Please record the result. If the rank is known, write it first: #5 …"),
}
DROPPED = N_("Dropped.")


def press(call: Call) -> Reply:
    """re:p show, re:b begin, re:d drop:<case>; re:h:<case>:<place>, re:a, re:c:<case>, re:s:<case>:<problem> ask."""
    desk, me = call.desk, call.known_person
    match call.data:
        case ["p", number]:
            return page(call, service.known(desk, me, int(number)))
        case ["b", number]:
            return page(call, service.activate(desk, me, int(number)))
        case ["d", number]:
            service.drop(desk, me, int(number))
            return Reply(text=call.speech.say(DROPPED), private=True, edit=True)
        case ["h" | "a" | "s" | "c" as verb, number, *more]:
            service.known(desk, me, int(number))
            return _ask(call, verb, int(number), more[0] if more else "")
        case _:
            raise stale_card()


def _ask(call: Call, verb: str, number: int, more: str) -> Reply:
    facts = {"verb": verb, "case": number, "more": more}
    drafts.put(call.desk.tx, call.account, call.account, "rectify", facts, now=call.desk.now)
    place = call.speech.word(PLACES.get(more, ""))
    return Reply(text=call.speech.say(ASK[verb], place=place), private=True, ask=True)


def words_came(call: Call) -> Reply:
    """The words that a rectification waited for."""
    desk, me, text = call.desk, call.known_person, call.incoming.text
    verb, number, more = str(call.facts["verb"]), int(call.facts["case"]), str(call.facts["more"])
    if verb == "h":
        case = service.name_helper(desk, me, number, more, text)
    elif verb == "a":
        case = service.add_problem(desk, me, number, text)
    elif verb == "s":
        case = service.solve(desk, me, number, int(more), text)
    else:
        first, _, rest = text.strip().partition(" ")
        rank = int(first[1:]) if first[:1] == "#" and first[1:].isdecimal() else None
        case = service.close(desk, me, number, rest if rank is not None else text, rank=rank)
    drafts.drop(desk.tx, call.account, call.account)
    return page(call, case)
