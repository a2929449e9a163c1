"""The buttons of standing: the pages, what who decides makes of a case, and what those concerned say to it."""

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import cases, exemption
from handlers.call import Call
from handlers.commands.exempt import ASKED
from handlers.pages import standing as page
from handlers.reply import Reply
from storage import drafts, orgs
from storage.cases import Case

TOLD = N_("Told. They may answer until {due}.")
ASK = {
    "explain": N_("Please say in your own words what should be considered. Only who decides reads it."),
    "object": N_("Why do you object? Please answer in your own words; somebody else than who began it decides then."),
    "leave": N_("From when to when, and why? Please answer like this: {usage}"),
    "record": N_("Please record the talk or the decision: when, who, what was agreed. The person reads it too."),
    "drop": N_("Why is it dropped? Please answer in a few words."),
}
THANKS = N_("Thank you. It is before those who decide: {names}.")
USAGE = "2026-05-03 2026-05-31 …"
VERBS = {"e": "explain", "o": "object", "a": "leave", "r": "record", "d": "drop"}


def press(call: Call) -> Reply:
    """st:l:<branch>:<year>:<page>, st:v:<case>, st:h, r or d:<case>:<rev>, st:e, o or a:<case>."""
    desk, me = call.desk, call.known_person
    match call.data:
        case ["l", branch_id, year, number]:
            return page.office(call, orgs.get(desk.tx, int(branch_id)), int(year), int(number))
        case ["v", number]:
            return page.case(call, int(number))
        case ["h", number, rev]:
            case = cases.hear(desk, me, int(number), int(rev))
            reply = page.case(call, case.id)
            return Reply(
                text=reply.text,
                keyboard=reply.keyboard,
                private=True,
                edit=True,
                toast=call.speech.plain(TOLD, due=case.due_on),
            )
        case ["r" | "d" as verb, number, rev]:
            cases.check_end(desk, me, int(number), rev=int(rev), verb=VERBS[verb])
            return _ask(call, VERBS[verb], int(number), int(rev))
        case ["e" | "o" | "a" as verb, number]:
            cases.for_concerned(desk, me, int(number))
            return _ask(call, VERBS[verb], int(number), 0)
        case _:
            raise stale_card()


def _ask(call: Call, verb: str, number: int, rev: int) -> Reply:
    facts = {"case": number, "rev": rev, "verb": verb}
    drafts.put(call.desk.tx, call.account, call.account, "case", facts, now=call.desk.now)
    return Reply(text=call.speech.say(ASK[verb], usage=USAGE), private=True, ask=True)


def words_came(call: Call) -> Reply:
    """The words that a case waited for."""
    desk, me, verb = call.desk, call.known_person, str(call.facts["verb"])
    number, rev = int(call.facts["case"]), int(call.facts["rev"])
    if verb == "leave":
        reply = _leave(call, cases.for_concerned(desk, me, number))
    elif verb in {"explain", "object"}:
        case = cases.reply(desk, me, number, verb, call.incoming.text)
        names = call.speech.listing(person.name for person in cases.deciders(desk, case))
        reply = Reply(text=call.speech.say(THANKS, names=names), private=True)
    else:
        cases.finish(desk, me, number, rev=rev, verb=verb, text=call.incoming.text)
        reply = page.case(call, number)
    drafts.drop(desk.tx, call.account, call.account)
    return reply


def _leave(call: Call, case: Case) -> Reply:
    """Enter the own leave that was forgotten; a second person agrees, and its months count no more."""
    branch = orgs.get(call.desk.tx, case.branch_id)
    wish = exemption.find(call.desk, branch, call.known_person, call.incoming.text.split())
    deciding = exemption.ask(call.desk, call.known_person, branch, wish)
    names = call.speech.listing(person.name for person in deciding)
    text = call.speech.say(ASKED, name=wish.person.name, first=wish.first, last=wish.last, names=names)
    return Reply(text=text, private=True)
