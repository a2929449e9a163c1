"""The buttons of communities, and the words that are asked for after them."""

from typing import Any

from bot.domain.organisation.pairing import FOUR_ONES
from bot.domain.refusals import missing_argument, stale_card
from bot.i18n import N_
from bot.services import people
from bot.services.awards import community
from handlers.call import Call
from handlers.pages import community as page
from handlers.reply import Reply
from storage import drafts

WHEN = N_("{one}: on which day? Please answer with a day, like 5-12 or today.")
WHOM = N_("For whom? Please answer with the member's name.")
ASK = N_("Whom, on what, by when? Please answer like “Wang Fang 1 12-20”.\n{subjects}")
LINK = N_("🔗 For {name}'s community, good for one answer within {days} days:\n{link}")
QUESTION = N_("🔗 Question about {name} ({subject}), until {due}:\n{link}")
SENT = N_("Thank you. {name} reads it and says whether it is right.")
SETTLED = {
    "y": N_("It counts now. Thank you."),
    "n": N_("It does not count. Your secretary was told, and talks to you."),
}
ANSWERED = N_("Thank you. The branch was told; no words are kept.")


def press(call: Call) -> Reply:
    """cm:a:<one>, cm:p, cm:t:<post>, cm:l, cm:q, cm:k:<one>, cm:s, cm:r:<answer>, cm:y or n:<contact>."""
    desk = call.desk
    match call.data:
        case ["a", one] if one in FOUR_ONES:
            return _ask(call, WHEN, {"verb": "when", "one": one}, one=community.name_of(one, call.speech))
        case ["p"]:
            return page.posts(call)
        case ["t", post]:
            community.choose_post(desk, call.known_person, call.branch, int(post))
            return page.own(call, desk.today.year)
        case ["l"]:
            return _ask(call, WHOM, {"verb": "link"})
        case ["q"]:
            return _ask(call, ASK, {"verb": "ask"}, subjects=_subjects(call))
        case ["y" | "n" as verb, contact]:
            community.settle(desk, call.known_person, call.branch, int(contact), right=verb == "y")
            return Reply(text=call.speech.say(SETTLED[verb]), private=True, edit=True)
        case _:
            return _of_link(call)


def _of_link(call: Call) -> Reply:
    """What somebody presses who opened a link of ours; the link's word waits in the draft."""
    desk = call.desk
    draft = drafts.get(desk.tx, call.account, call.account)
    if draft is None or draft.kind != "community" or "word" not in draft.facts:
        raise stale_card()
    word, days = str(draft.facts["word"]), dict(draft.facts["days"])
    match call.data:
        case ["k", one] if one in FOUR_ONES:
            name, branch = page.about_whom(call, word)
            if days.pop(one, None) is None:
                days[one] = f"{desk.today}"
            drafts.put(desk.tx, call.account, call.account, "community", {"word": word, "days": days}, now=desk.now)
            return page.ticks(call, days, name=name, branch=branch)
        case ["s"]:
            told = dict.fromkeys(days, desk.today)
            person = community.tell(desk, page.contact(call), word, told, call.account)
            drafts.drop(desk.tx, call.account, call.account)
            return Reply(text=call.speech.say(SENT, name=person.name), private=True, edit=True)
        case ["r", answer]:
            community.reply(desk, page.contact(call), word, answer, call.account)
            drafts.drop(desk.tx, call.account, call.account)
            return Reply(text=call.speech.say(ANSWERED), private=True, edit=True)
        case _:
            raise stale_card()


def _subjects(call: Call) -> str:
    names = community.rules().consult_on
    return "\n".join(f"{at + 1} {community.listed(names, at, call.speech)}" for at in range(len(names)))


def _ask(call: Call, sentence: str, facts: dict[str, Any], **words: object) -> Reply:
    drafts.put(call.desk.tx, call.account, call.account, "community", facts, now=call.desk.now)
    return Reply(text=call.speech.say(sentence, **words), private=True, ask=True)


def words_came(call: Call) -> Reply | None:
    """A day of an own act, the name for a link, or a question's three words."""
    desk, me, text = call.desk, call.known_person, call.incoming.text.strip()
    match call.facts.get("verb"):
        case "when":
            community.enter(desk, me, call.branch, str(call.facts["one"]), text)
            reply = page.own(call, desk.today.year)
        case "link":
            person = people.find_member(desk, call.branch, text)
            link = community.link(desk, me, call.branch, person)
            said = call.speech.say(LINK, name=person.name, days=community.KEEP.days, link=link)
            reply = Reply(text=said, private=True)
        case "ask":
            reply = _question(call, text)
        case _:
            raise stale_card()
    drafts.drop(desk.tx, call.account, call.account)
    return reply


def _question(call: Call, text: str) -> Reply:
    *name, subject, due = text.split() if len(text.split()) >= 3 else ["", "", ""]
    if not subject.isdecimal():
        raise missing_argument("community", "Wang Fang 1 12-20")
    person = people.find_member(call.desk, call.branch, " ".join(name))
    asked, link = community.ask(call.desk, call.known_person, call.branch, person, subject=int(subject) - 1, due=due)
    about = community.listed(community.rules().consult_on, asked.subject, call.speech)
    said = call.speech.say(QUESTION, name=person.name, subject=about, due=asked.due_on, link=link)
    return Reply(text=said, private=True)
