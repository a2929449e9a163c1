"""The buttons of who runs a vote. A word in them is the key of an urn: it is used, never written."""

from bot.domain.awards.ballot import VoteKind
from bot.domain.awards.motion import USAGE, read_motion
from bot.domain.refusals import stale_card
from bot.i18n import N_, Html
from bot.services.awards import vote as service
from bot.services.awards import vote_text
from bot.services.letters import Key, Lane, PrivateLetter, post
from handlers.call import Call
from handlers.pages.vote import START, page, prepared, result, with_key
from handlers.reply import Reply
from storage import drafts
from storage.persons import Person
from storage.votes import Vote

ASK = N_("What is to be voted on? Please answer as after the second word here: {usage}")
ASK_TELLER = N_("Who is the teller? Please answer with the name.")
ASK_RECORD = N_("What did the committee above decide, when, under which number? Please answer in a few words.")
NAMED = N_("{name} is told, and may hold a key too.")
YOU_COUNT = N_("👤 {name} names you as teller of “{title}” in {branch}. Whoever opens the vote holds its key.")
CALLED_OFF = N_("Called off.")
LINKS = N_("🔗 Each link is good for one answer. Please hand them out one by one; who gets which is noted nowhere.")
LINKS_AT_ONCE = 10


def press(call: Call) -> Reply:
    """v:n:<kind>; v:<verb>:<vote>; v:<verb>:<vote>:<word> with the key of the urn."""
    match call.data:
        case ["n", kind]:
            return _ask(call, ASK, usage=USAGE[VoteKind(kind)], facts={"verb": "n", "kind": kind})
        case [verb, number] if verb in _PLAIN:
            return _PLAIN[verb](call, int(number))
        case ["o" | "h" | "g" | "c" | "z" as verb, number, word]:
            return _keyed(call, verb, int(number), word)
        case _:
            raise stale_card()


def _keyed(call: Call, verb: str, number: int, word: str) -> Reply:
    desk, me = call.desk, call.known_person
    if verb == "z":
        return result(call, service.count(desk, me, number, word).vote)
    if verb == "h":
        return with_key(call, service.keep_key(desk, me, number, word), word, kept=True)
    if verb == "g":
        return with_key(call, service.known(desk, number), word)
    vote = service.known(desk, number)
    if verb == "o" and vote.state == "prepared":
        vote = service.open_(desk, me, number, word)
    if verb == "c":
        vote = service.close(desk, me, number, word)
    return with_key(call, vote, word)


def _key(call: Call, number: int) -> Reply:
    return with_key(call, *service.take_key(call.desk, call.known_person, number))


def _cancel(call: Call, number: int) -> Reply:
    vote = service.cancel(call.desk, call.known_person, number)
    text = Html("\n".join([*vote_text.head(vote, call.speech), call.speech.say(CALLED_OFF)]))
    return Reply(text=text, private=True, edit=True)


def _page(call: Call, number: int) -> Reply:
    return page(call, service.known(call.desk, number))


def _result(call: Call, number: int) -> Reply:
    vote = service.known(call.desk, number)
    if vote.state != "counted" or vote.branch_id != call.branch.id:
        raise stale_card()
    return result(call, vote)


def _links(call: Call, number: int) -> Reply:
    words = service.links(call.desk, call.known_person, number, LINKS_AT_ONCE)
    urls = [Html(call.desk.house.link(f"poll-{word}")) for word in words]
    return Reply(text=Html("\n".join([call.speech.say(LINKS), *urls])), private=True, unwritten=True)


def _runoff(call: Call, number: int) -> Reply:
    return prepared(call, service.runoff(call.desk, call.known_person, number))


def _teller(call: Call, number: int) -> Reply:
    return _ask(call, ASK_TELLER, facts={"verb": "t", "vote": number})


def _record(call: Call, number: int) -> Reply:
    service.for_record(call.desk, call.known_person, number)
    return _ask(call, ASK_RECORD, facts={"verb": "m", "vote": number})


_PLAIN = {
    "p": _page,
    "s": _result,
    "k": _key,
    "x": _cancel,
    "i": _links,
    "r": _runoff,
    "t": _teller,
    "m": _record,
}
"""What needs no key: the page, the result, a key, calling off, links, the runoff, a teller, the committee's word."""


def _ask(call: Call, sentence: str, *, facts: dict[str, object], usage: str = "") -> Reply:
    drafts.put(call.desk.tx, call.account, call.account, "vote", facts, now=call.desk.now)
    return Reply(text=call.speech.say(sentence, usage=usage), private=True, ask=True)


def words_came(call: Call) -> Reply:
    """The words that a vote waited for: what it is about, its teller, the committee's decision."""
    desk, me, facts = call.desk, call.known_person, call.facts
    if facts["verb"] == "n":
        motion = read_motion(call.incoming.text, VoteKind(facts["kind"]))
        reply = prepared(call, service.prepare(desk, me, call.branch, motion))
    elif facts["verb"] == "t":
        vote, teller = service.name_teller(desk, me, int(facts["vote"]), call.incoming.text)
        _tell_teller(call, vote, teller)
        reply = Reply(text=call.speech.say(NAMED, name=teller.name), private=True)
    else:
        reply = result(call, service.record(desk, me, int(facts["vote"]), call.incoming.text))
    drafts.drop(desk.tx, call.account, call.account)
    return reply


def _tell_teller(call: Call, vote: Vote, teller: Person) -> None:
    if teller.telegram_id is None:
        return
    speech, branch = call.desk.speaks(teller), service.branch_of(call.desk, vote)
    text = speech.say(YOU_COUNT, name=call.known_person.name, title=vote.title, branch=branch.name)
    keys = [[Key(label=speech.plain(START), data=f"v:k:{vote.id}")]]
    post(call.desk, PrivateLetter(to=teller.telegram_id, text=text, keyboard=keys, lane=Lane.CARD, about=branch))
