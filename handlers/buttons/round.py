"""The buttons of awards, and the words and files that are asked for after them."""

from collections.abc import Callable
from typing import Any

from bot.domain.refusals import Refusal, stale_card, too_many_files
from bot.i18n import N_
from bot.services import people
from bot.services.awards import award, granting, judging
from bot.services.awards import entry as entries
from bot.services.awards.award import Round
from bot.services.evidence import Piece
from handlers.call import Call, place
from handlers.guided import check_files
from handlers.pages import round as page
from handlers.reply import Reply
from storage import drafts
from storage.persons import Person

DONE = N_("Done.")
ENTERED = N_("🏆 Entered as #{number}. You can withdraw it until {due}.")
OBJECTED = N_("✋ Your objection is with those who handle it. The answer comes to you privately.")
ANSWERED = N_("Answered; who objected was told.")
ASK = {
    "enter": N_("Why? Please answer in your own words; “-” for none."),
    "enter_plan": N_("Please send the plan in words and at least two photos as an answer to this message; words last."),
    "enter_other": N_("Whom? Please answer with the name, then the reason: “Wang Fang …”."),
    "results": N_("Please send the results, one entry a line, like “Wang Fang 87.5”; a number #12 stands for a name."),
    "keep": N_("How many go on to the next heat? Who is tied with the last of them goes on, too."),
    "mark": N_("Which mark? Please answer with a number from 0 to 100."),
    "reason": N_("Why is it chosen so? Please answer in a few words; it stays with the round."),
    "object": N_("What do you see otherwise? Please answer in your own words; only those who handle it read them."),
    "answer": N_(
        "“{text}”\nPlease answer in your own words. Words alone do not uphold it; to take a candidate out begin with "
        "its number, like “12 the post was not held”."
    ),
    "revoke": N_("Why is it revoked? The winner reads it."),
}


def press(call: Call) -> Reply:
    """aw:<verb>:<number>[:<place or revision>[:<mark>]]."""
    match call.data:
        case [verb, number] if verb in _PAGES:
            return _PAGES[verb](call, int(number))
        case [verb, number] if verb in _QUESTIONS:
            return _QUESTIONS[verb](call, int(number))
        case [verb, number, at] if verb in _PLACES:
            return _PLACES[verb](call, int(number), int(at))
        case [verb, number, rev] if verb in _ACTS:
            return _ACTS[verb](call, int(number), int(rev))
        case ["k", number, at, mark]:
            return _marked(call, int(number), int(at), mark)
        case _:
            raise stale_card()


def _marked(call: Call, number: int, at: int, mark: str) -> Reply:
    judging.mark(call.desk, call.known_person, number, at, mark)
    return page.marking(call, number, at + 1)


def _enter(call: Call, number: int, title: int) -> Reply:
    """Ask for the words of an entry; where none are needed they may be left out."""
    found = award.known(call.desk, number)
    entries.check(call.desk, call.known_person, found, place(call), _subject(call, found))
    return _ask(call, "enter_plan" if found.rules.entry else "enter", number, at=title)


def _subject(call: Call, found: Round) -> Person | None:
    return call.known_person if found.rules.subject == "member" else None


_PAGES: dict[str, Callable[[Call, int], Reply]] = {
    "o": page.overview,
    "y": page.library,
    "f": page.files,
    "e": lambda call, number: _enter(call, number, 0),
}
"""Verb to the page that it opens."""

_PLACES: dict[str, Callable[[Call, int, int], Reply]] = {
    "m": page.marking,
    "e": _enter,
    "a": lambda call, number, at: _ask(call, "mark", number, at=at),
}
"""Verb to what it shows of an entry or a round at a place: a criterion, a title."""


# ---- acts --------------------------------------------------------------------------------------------------------
def _withdraw(call: Call, number: int, rev: int) -> Reply:
    return page.overview(call, entries.withdraw(call.desk, call.known_person, number, rev=rev).round_id)


def _choose(call: Call, number: int, rev: int) -> Reply:
    return page.overview(call, judging.choose(call.desk, call.known_person, number, rev=rev).round_id)


def _next_level(call: Call, number: int, rev: int) -> Reply:
    return page.overview(call, granting.next_level(call.desk, call.known_person, number, rev=rev).round_id)


def _round(act: Callable[..., Round]) -> Callable[[Call, int, int], Reply]:
    """Make the handler of an act on a round."""

    def pressed(call: Call, number: int, rev: int) -> Reply:
        act(call.desk, call.known_person, award.known(call.desk, number), rev=rev)
        return page.overview(call, number)

    return pressed


_ACTS: dict[str, Callable[[Call, int, int], Reply]] = {
    "w": _withdraw,
    "c": _choose,
    "l": _next_level,
    "b": _round(judging.begin),
    "p": _round(granting.publish),
    "g": _round(granting.grant),
    "s": lambda call, number, rev: _ask(call, "reason", number, rev=rev),
    "x": lambda call, number, rev: _ask(call, "keep", number, rev=rev),
}
"""Verb to what it does to a round or an entry that still stands at the revision."""


# ---- questions ---------------------------------------------------------------------------------------------------
def _ask(call: Call, verb: str, number: int, *, rev: int = 0, at: int = 0, **facts: object) -> Reply:
    kept: dict[str, Any] = {"verb": verb, "id": number, "rev": rev, "at": at, "branch": _branch_id(call)}
    drafts.put(call.desk.tx, call.account, call.account, "round", kept, now=call.desk.now)
    return Reply(text=call.speech.say(ASK[verb], **facts), private=True, ask=True)


def _branch_id(call: Call) -> int:
    return place(call).id


def _object(call: Call, number: int) -> Reply:
    granting.may_object(call.desk, call.known_person, award.known(call.desk, number))
    return _ask(call, "object", number)


def _answer(call: Call, number: int) -> Reply:
    objection, _ = granting.to_answer(call.desk, call.known_person, number)
    return _ask(call, "answer", number, text=objection.text)


_QUESTIONS: dict[str, Callable[[Call, int], Reply]] = {
    "n": lambda call, number: _ask(call, "enter_other", number),
    "r": lambda call, number: _ask(call, "results", number),
    "j": _object,
    "q": _answer,
    "v": lambda call, number: _ask(call, "revoke", number),
}
"""Verb to the question that it asks."""


def words_came(call: Call) -> Reply | None:
    """What a round waited for; what is refused may be answered again. Photos of a plan come before its words."""
    verb, number = str(call.facts["verb"]), int(call.facts["id"])
    if verb == "enter_plan" and not call.incoming.text.strip():
        _keep(call)
        return None
    reply = _taken(call, verb, number, int(call.facts["rev"]), int(call.facts["at"]))
    drafts.drop(call.desk.tx, call.account, call.account)
    return reply


def _pieces(call: Call) -> list[Piece]:
    kept = [Piece(**piece) for piece in call.facts.get("pieces", ())]
    found = [*kept, *call.incoming.pieces]
    if len(found) > entries.MOST_FILES:
        raise too_many_files(entries.MOST_FILES)
    return found


def _keep(call: Call) -> None:
    """Keep a photo of a plan until its words come."""
    check_files(call)
    stored = [{name: getattr(piece, name) for name in Piece.__dataclass_fields__} for piece in _pieces(call)]
    kept = {**call.facts, "pieces": stored}
    drafts.put(call.desk.tx, call.account, call.account, "round", kept, now=call.desk.now)


def _taken(call: Call, verb: str, number: int, rev: int, at: int) -> Reply | None:
    desk, me, text = call.desk, call.known_person, call.incoming.text
    match verb:
        case "enter" | "enter_plan":
            check_files(call)
            found = award.known(desk, number)
            words = "" if text.strip() in {"-", "–"} else text
            return _entered(call, found, _subject(call, found), words, at)
        case "enter_other":
            person, words = _named(call, text)
            return _entered(call, award.known(desk, number), person, words, at)
        case "results":
            judging.enter_results(desk, me, award.known(desk, number), text)
        case "keep":
            keep = int(text) if text.strip().isdecimal() else 0
            judging.next_heat(desk, me, award.known(desk, number), rev=rev, keep=keep)
        case "mark":
            return _marked(call, number, at, text)
        case "reason":
            judging.settle(desk, me, award.known(desk, number), rev=rev, text=text)
        case "object":
            granting.raise_objection(desk, me, award.known(desk, number), text)
            return Reply(text=call.speech.say(OBJECTED), private=True)
        case "answer":
            granting.answer(desk, me, number, text)
            return Reply(text=call.speech.say(ANSWERED), private=True)
        case "revoke":
            return page.overview(call, granting.revoke(desk, me, number, text).round_id)
        case _:
            raise stale_card()
    return page.overview(call, number)


def _named(call: Call, text: str) -> tuple[Person, str]:
    """Read a member's name at the head of a text; the longest name that fits."""
    words = text.split()
    for length in range(min(4, len(words)), 0, -1):
        try:
            return people.find_member(call.desk, place(call), " ".join(words[:length])), " ".join(words[length:])
        except Refusal:
            if length == 1:
                raise
    raise stale_card()


def _entered(call: Call, found: Round, person: Person | None, words: str, title: int) -> Reply:
    desk, me = call.desk, call.known_person
    one = entries.enter(desk, me, found, place(call), person=person, text=words, pieces=_pieces(call), title=title)
    return Reply(text=call.speech.say(ENTERED, number=one.id, due=found.row.due_on), private=True)
