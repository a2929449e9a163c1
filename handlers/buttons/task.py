"""The buttons of work lists, and the words and files that they ask for."""

from typing import Any

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services.letters import Key, PrivateLetter, post
from bot.services.life import task as service
from bot.services.life import task_form, task_letters, task_seen, task_text, units, worklist
from bot.services.life.task_seen import Seen
from bot.services.paging import in_rows
from handlers.call import Call
from handlers.guided import check_files
from handlers.pages import task as pages
from handlers.reply import Reply
from storage import drafts, orgs

ASK = {
    "progress": N_("How far is №{id}? Choose, or answer with a percentage and a few words, such as: 60% …"),
    "evidence": N_("Please send photos, a file or a few words that show №{id}. Only who accepts it sees them."),
    "extension": N_("Until when, and why? Please answer like this: {usage}"),
    "escalation": N_("What is to be coordinated for №{id}? Please answer in a few words; who stands above reads them."),
    "return": N_("What is missing in №{id}? Please answer in a few words; who did it reads them."),
    "cancel": N_("Why is №{id} not needed? Please answer in a few words; who had it to do reads them."),
    "miss": N_("Why is №{id} closed as not done? Please answer in a few words. It may cost points, and they are told."),
    "declined": N_("Why not? Please answer in a few words; who asked reads them."),
    "answered": N_("What was coordinated, or who helps? Please answer in a few words; who asked reads them."),
    "for": N_("By when, and what? Please answer like this: {usage}"),
}
ASK_NEW = N_("🗒 Whom is the task for? Choose, or write it all at once: {usage}")
GIVEN = N_("🗒 №{id} is set for {owner}, by {day}.")
GIVEN_TOLD = N_("🗒 №{id} is set for {owner}, by {day}. {names} was told privately.")
NOTED = N_("Noted.")
ASKED = N_("Thank you. It is before {names}.")
NOBODY = N_("Nobody is left to answer it: an administrator can appoint a deputy secretary with /grant.")
ADDED = N_("📎 Added to №{id}. Hand it in once it is done.")
TWO_WORDS = {"x": "extension", "c": "escalation", "p": "progress", "e": "evidence"}
DECIDE = {"n": "return", "d": "cancel", "k": "miss"}
ANSWER = {"h": "declined", "w": "answered"}
PERCENTS = (25, 50, 75, 100)
USAGE = {"extension": "06-20 REASON", "for": "06-10 WHAT"}


def press(call: Call) -> Reply:
    """t:<verb>:…; lists are m, a, r; of one task o, p, e, s, x, c, y, n, d, k, z, v, f; of what was asked g, h, w."""
    desk, me = call.desk, call.known_person
    match call.data:
        case ["m", page]:
            return pages.mine(call, int(page))
        case ["a", branch_id, page]:
            return pages.listed(call, orgs.get(desk.tx, int(branch_id)), int(page))
        case ["r", branch_id, *mark]:
            branch = orgs.get(desk.tx, int(branch_id))
            worklist.switch(desk, me, branch, ":".join(mark))
            return pages.recurring(call, branch)
        case ["w" | "h" as verb, number]:
            found, ask = service.open_ask(desk, me, int(number))
            return _ask(call, ANSWER[verb], found.task.id, ask=ask.id)
        case ["g", number]:
            found = service.answer(desk, me, int(number), state="granted")
            return _shown(call, found.task.id)
        case ["new", kind, number]:
            return _ask(call, "for", 0, kind=kind, owner=int(number))
        case [verb, number]:
            return _of_task(call, verb, int(number))
        case [verb, number, rest]:
            return _decide(call, verb, int(number), int(rest))
        case _:
            raise stale_card()


def _of_task(call: Call, verb: str, number: int) -> Reply:
    desk, me = call.desk, call.known_person
    match verb:
        case "o":
            return pages.one(call, number)
        case "v":
            service.supervise(desk, me, number)
            return _shown(call, number)
        case "f":
            _send_files(call, number)
            return Reply()
        case "p" | "e" | "x" | "c":
            service.for_doer(desk, me, number)
            return _ask(call, TWO_WORDS[verb], number)
        case _:
            raise stale_card()


def _decide(call: Call, verb: str, number: int, rev: int) -> Reply:
    desk, me = call.desk, call.known_person
    match verb:
        case "q":  # a chosen percentage; its last part is the percentage
            service.progress(desk, me, number, min(rev, 100))
            drafts.drop(desk.tx, call.account, call.account)
        case "s":
            service.submit(desk, me, number, rev)
        case "y":
            service.accept(desk, me, number, rev)
        case "z":
            service.undo(desk, me, number, rev)
        case "n" | "d" | "k":
            service.for_supervisor(desk, me, number, rev)
            return _ask(call, DECIDE[verb], number, rev=rev)
        case _:
            raise stale_card()
    return _shown(call, number)


def _shown(call: Call, number: int) -> Reply:
    """Show a task as it is now, in place of the message whose button was pressed."""
    page = pages.one(call, number)
    return Reply(text=page.text, keyboard=page.keyboard, private=True, edit=True, toast=call.speech.plain(NOTED))


def _send_files(call: Call, number: int) -> None:
    found = task_seen.seen(call.desk, call.known_person, number)
    title = call.speech.say(pages.FILES)
    media = task_letters.files(call.desk, number)
    post(call.desk, PrivateLetter(to=call.account, text=title, media=media, about=found.branch))


def _ask(call: Call, verb: str, number: int, **facts: Any) -> Reply:
    """Ask for words or files, and wait for them in the private chat."""
    kept = {"verb": verb, "id": number, **facts}
    drafts.put(call.desk.tx, call.account, call.account, "task", kept, now=call.desk.now)
    text = call.speech.say(ASK[verb], id=number, usage=pages.usage(call, USAGE.get(verb, "")))
    if verb == "progress":
        keys = [Key(label=f"{percent}%", data=f"t:q:{number}:{percent}") for percent in PERCENTS]
        return Reply(text=text, keyboard=[keys], private=True)
    return Reply(text=text, private=True, ask=True)


def ask_new(call: Call) -> Reply:
    """Ask whom a new task is for: oneself, a section, the department; members are written."""
    desk, branch, me = call.desk, call.branch, call.known_person
    usage = pages.usage(call, task_form.USAGE)
    chosen = [units.Owner(units.PERSON, me.id, me.name)]
    if units.sets_for_all(desk, me, branch):
        chosen += [*units.owners(desk, branch, units.SECTION), units.department(desk, branch)]
    drafts.put(desk.tx, call.account, call.account, "task", {"verb": "new", "id": 0}, now=desk.now)
    keys = [Key(label=whose.name, data=f"t:new:{whose.kind}:{whose.id}") for whose in chosen]
    return Reply(text=call.speech.say(ASK_NEW, usage=usage), keyboard=in_rows(keys, 2), private=True)


def told_given(call: Call, found: Seen) -> Reply:
    """Tell that a task is set, and who was told of it."""
    speech, me = call.speech, call.known_person
    told = [one for one in found.doers if one != me.id]
    names = speech.listing(task_seen.name_of(call.desk, one) for one in told)
    facts = {"id": found.task.id, "owner": found.owner.name, "day": task_text.due(found.task, speech), "names": names}
    keys = [[Key(label=f"№{found.task.id}", data=f"t:o:{found.task.id}")]]
    return Reply(text=speech.say(GIVEN_TOLD if told else GIVEN, **facts), keyboard=keys, private=True)


def words_came(call: Call) -> Reply | None:
    """Words or files that were asked for."""
    facts, incoming = call.facts, call.incoming
    verb, number = str(facts["verb"]), int(facts["id"])
    check_files(call)
    if verb in {"progress", "evidence"}:
        return reported(call, number)
    reply = _said(call, verb, number, incoming.text)
    drafts.drop(call.desk.tx, call.account, call.account)
    return reply


def reported(call: Call, number: int) -> Reply | None:
    """Take what shows the work; the other parts of its album come by themselves."""
    incoming, album = call.incoming, call.facts.get("group")
    if album is not None and (incoming.media_group != album or incoming.text):
        from handlers.hearing import hear  # noqa: PLC0415 - it knows all buttons, these among them

        drafts.drop(call.desk.tx, call.account, call.account)
        return hear(call)
    service.report(call.desk, call.known_person, number, incoming.text, incoming.pieces)
    drafts.drop(call.desk.tx, call.account, call.account)
    if incoming.media_group is not None:
        kept = {"verb": "evidence", "id": number, "group": incoming.media_group}
        drafts.put(call.desk.tx, call.account, call.account, "task", kept, now=call.desk.now)
    if album is not None:
        return None
    found = task_seen.seen(call.desk, call.known_person, number)
    keys = task_letters.doer_keys(found, call.speech)
    return Reply(text=call.speech.say(ADDED, id=number), keyboard=keys[:1], private=True)


def _said(call: Call, verb: str, number: int, text: str) -> Reply:
    desk, me, facts = call.desk, call.known_person, call.facts
    match verb:
        case "new":
            whose, due, title = task_form.read_new(desk, call.branch, text)
            return told_given(call, service.set_task(desk, call.branch, me, whose, due=due, title=title))
        case "for":
            chosen = units.owner(desk, call.branch, str(facts["kind"]), int(facts["owner"]))
            due, title = task_form.read_due(desk, text)
            return told_given(call, service.set_task(desk, call.branch, me, chosen, due=due, title=title))
        case "extension" | "escalation":
            run = service.ask_for_time if verb == "extension" else service.escalate
            ask = run(desk, me, number, text)
            able = task_seen.answerers(desk, task_seen.seen(desk, me, number), ask)
            names = call.speech.listing(person.name for person in able)
            return Reply(text=call.speech.say(ASKED if able else NOBODY, names=names), private=True)
        case "return":
            service.give_back(desk, me, number, int(facts["rev"]), text)
        case "cancel" | "miss":
            service.close(desk, me, number, int(facts["rev"]), verb=verb, reason=text)
        case _:
            service.answer(desk, me, int(facts["ask"]), state=verb, words=text)
    return pages.one(call, number)
