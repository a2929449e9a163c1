"""Guided requests: what is complete is done, else the bot asks for the one thing that is missing.

A claim and an entry by the office go the same way; the verb of the request says whose rules read it.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.points.item import Item, item_points
from bot.domain.points.text import normalise_text
from bot.domain.refusals import Refusal, file_too_large, stale_card, too_many_files, unsupported_file
from bot.i18n import N_, Html, points_text
from bot.services import claim_view, people, rulebook
from bot.services.card_text import card_text, left_text
from bot.services.claim import Missing, Request
from bot.services.evidence import MOST_FILES
from bot.services.letters import Key
from bot.services.words import LEVELS, item_name
from handlers.access import member
from handlers.call import Call
from handlers.errors import EVIDENCE, refusal_text
from handlers.reply import Reply
from handlers.verbs import VERBS
from storage import chats, claims, drafts, orgs
from storage.orgs import Org

ASK_LEVEL = N_("{code} {item}: at which level was it?")
ASK_EVIDENCE = N_("{code} {item} needs {evidence}. Please answer this message with it, then your claim is filed.")
ASK_EVIDENCE_FOR_FORM = N_(
    "{code} {item} needs {evidence}. Please answer this message with it, then the line stands on your form."
)
ASK_NOTE = N_(
    "{code} {item} ({points} each): on which day was it, and what happened? Please answer this message, for example: "
    "{example} …"
)
AND_SHOW = N_("{text}\nWith {evidence}, please.")
ASK_SAME = N_("This looks the same as #{same}. Is it another act, to be claimed again?")
ASK_PERSON = N_("Several people here are called {name}. Which one do you mean?")
AGAIN = N_("Yes, file it")
CANCEL = N_("No, cancel")
CANCELLED = N_("Cancelled, nothing was filed.")
FILE_LIMIT = 20 * 1024 * 1024


def request_of(call: Call, text: str, *, verb: str = "claim") -> Request:
    """Gather what a message asks for: its words, its files, and those of the message it answers."""
    incoming = call.incoming
    check_files(call)
    pieces = incoming.pieces
    reply = incoming.reply
    if reply is not None and not (reply.sender and reply.sender.is_bot):
        pieces = (*pieces, *reply.pieces)
    return Request(
        text=normalise_text(text),
        verb=verb,
        chat_id=incoming.chat_id,
        message_id=incoming.message_id,
        thread_id=incoming.thread_id or 0,
        today=call.written_on.isoformat(),
        media_group=incoming.media_group or (reply.media_group if reply and reply.pieces else None),
        pieces=pieces,
    )


def check_files(call: Call) -> None:
    """Refuse what is no evidence: stickers, voices, files that are too large.

    Raises:
        Refusal: ``UNSUPPORTED_FILE``, ``FILE_TOO_LARGE``.
    """
    incoming = call.incoming
    if incoming.other:
        raise unsupported_file(incoming.other)
    for size in (*incoming.sizes, *(incoming.reply.sizes if incoming.reply else ())):
        if size > FILE_LIMIT:
            raise file_too_large(size, FILE_LIMIT)


def proceed(call: Call, request: Request) -> Reply | None:
    """Do what a request asks for, or put the one question that is missing."""
    verb = VERBS[request.verb]
    if call.incoming.kind == "button" and call.incoming.in_group:
        request = replace(request, card_at=call.incoming.message_id)
    try:
        outcome = verb.attempt(call.desk, _branch(call, request), call.known_person, request)
    except Refusal as refusal:
        if refusal.code == "UNKNOWN_ITEM" and refusal.facts["nearest"] and request.verb == "claim":
            return _nearest(call, request, refusal)
        raise
    if isinstance(outcome, Missing):
        return question(call, outcome, wait(call, replace(request, asked=outcome.what)))
    if not call.name:  # a command ended what was asked before as soon as it was read
        drafts.drop(call.desk.tx, call.incoming.chat_id, call.account)
    return verb.done(call, outcome)


def _branch(call: Call, request: Request) -> Org:
    """Answer the branch of the group in which it was asked for, also where the rest is settled in private."""
    chat = chats.get(call.desk.tx, request.chat_id) if request.chat_id != call.incoming.chat_id else None
    if chat is not None and chat.org_id is not None and chat.state == "bound":
        return orgs.get(call.desk.tx, chat.org_id)
    return call.branch


def wait(call: Call, request: Request, *, chat_id: int | None = None) -> Request:
    """Keep a request until the rest of it comes."""
    at = call.incoming.chat_id if chat_id is None else chat_id
    drafts.put(call.desk.tx, at, call.account, "claim", request.to_json(), now=call.desk.now)
    return request


def question(call: Call, missing: Missing, request: Request) -> Reply:
    """Put the question; in a group the buttons carry whose request it is."""
    say, tail = call.speech.say, f":{request.message_id or 0}"
    facts = {"code": missing.item.code, "item": item_name(missing.item, call.speech)}
    edit = call.incoming.kind == "button"
    match missing.what:
        case "level":
            rows = [[Key(label=level_label(call, level), data=f"k:l:{level}{tail}")] for level in missing.item.tiers]
            return Reply(text=say(ASK_LEVEL, **facts), keyboard=rows, edit=edit)
        case "person":
            rows = [[Key(label=f"{who.name} · {who.code}", data=f"k:p:{who.id}{tail}")] for who in missing.namesakes]
            return Reply(text=say(ASK_PERSON, name=missing.name), keyboard=rows, edit=edit)
        case "confirm":
            keys = [
                Key(label=call.speech.plain(AGAIN), data=f"k:y:-{tail}"),
                Key(label=call.speech.plain(CANCEL), data=f"k:n:-{tail}"),
            ]
            return Reply(text=say(ASK_SAME, same=missing.same_as), keyboard=[keys], edit=edit)
        case "note":
            return Reply(text=_note_asked(call, missing.item, request, facts), ask=True)
        case _:
            wanted = call.speech.word(EVIDENCE.get(missing.item.evidence, EVIDENCE["document"]))
            sentence = ASK_EVIDENCE_FOR_FORM if request.verb == "declare" else ASK_EVIDENCE
            return Reply(text=say(sentence, evidence=wanted, **facts), ask=True)


def _note_asked(call: Call, item: Item, request: Request, facts: dict[str, str]) -> Html:
    """Ask for the day and the facts of an act, and for what shows it, in one go."""
    month = request.about or request.today[:7]
    example = request.today[5:] if month == request.today[:7] else f"{month[5:]}-28"
    points = points_text(item_points(item, level=request.level, claimed=item.maximum), sign=True)
    text = call.speech.say(ASK_NOTE, points=points, example=example, **facts)
    if not item.needs_evidence or item.evidence == "text" or request.pieces:
        return text
    return call.speech.say(AND_SHOW, text=text, evidence=call.speech.word(EVIDENCE[item.evidence]))


def level_label(call: Call, level: str) -> str:
    """Answer a level's name."""
    return call.speech.word(LEVELS.get(level, "")) or level


def _nearest(call: Call, request: Request, refusal: Refusal) -> Reply:
    """Offer the items that an unknown code may have meant; the rest of the words is kept."""
    rest = request.text.split(maxsplit=1)[1:]
    kept = wait(call, replace(request, text=" ".join(rest), asked="item"))
    items = rulebook.current(call.desk, _branch(call, request)).scheme.items
    near = refusal.facts["nearest"]
    codes = [str(code) for code in near] if isinstance(near, tuple) else []
    rows = [[_item_key(call, items[code], kept)] for code in codes if items[code].claimable]
    return Reply(text=refusal_text(call.speech, refusal), keyboard=rows)


def complete(call: Call) -> Reply | None:
    """Take what was asked for: evidence, or words that hold it."""
    request = Request.from_json(call.facts)
    check_files(call)
    pieces = (*request.pieces, *call.incoming.pieces)
    if len(pieces) > MOST_FILES:
        raise too_many_files(MOST_FILES)
    album = call.incoming.media_group
    if album is not None and album == request.media_group and not call.incoming.text:
        wait(call, replace(request, pieces=pieces))  # one more part of an album that was asked about already
        return None
    group = album or request.media_group
    items = rulebook.current(call.desk, _branch(call, request)).scheme.items.values()
    request = replace(request, pieces=pieces, media_group=group)
    request = request.answered(call.incoming.text, {level for item in items for level in item.tiers})
    if not request.text.strip():
        return picker(call, WHICH_ITEM, request)
    return proceed(call, request)


WHICH_ITEM = N_(
    "Thank you for the photo. For which item is it? Choose below, or send it again with /claim CODE as its text."
)


def picker(call: Call, sentence: str, request: Request | None = None) -> Reply:
    """Offer the items that the person can claim, in the private chat; files that came along are kept for it."""

    def claimable(branch: Org, item: Item) -> bool:
        subjects = rulebook.current(call.desk, branch).scheme.subjects
        roles = people.roles_in(call.desk, call.known_person, branch)
        return item.claimable and people.subject_kind(roles, item.who, subjects) is not None

    return offer(call, sentence, request, claimable)


def offer(call: Call, sentence: str, request: Request | None, suits: Callable[[Org, Item], bool]) -> Reply:
    """Offer the items of the branch that suit, a button each."""
    member(call)
    request = request or request_of(call, "")
    branch = _branch(call, request)
    items = [item for item in rulebook.current(call.desk, branch).scheme.items.values() if suits(branch, item)]
    kept = wait(call, replace(request, asked="item"), chat_id=call.account)
    rows = [[_item_key(call, item, kept)] for item in items[:90]]
    text = call.speech.say(sentence, code=items[0].code if items else "F1")
    return Reply(text=text, keyboard=rows, private=True)


def _item_key(call: Call, item: Item, request: Request) -> Key:
    name = f"{item.code} {item_name(item, call.speech)}"
    return Key(label=name if len(name) <= 40 else name[:39] + "…", data=f"k:i:{item.code}:{request.message_id or 0}")


def pick(call: Call) -> Reply | None:
    """A choice: k:i:<item>, k:l:<level>, k:p:<person>, k:y, k:n - each with the message that it is about.

    Raises:
        Refusal: ``STALE_CARD`` for somebody else's question, and for one that was answered.
    """
    draft = drafts.get(call.desk.tx, call.incoming.chat_id, call.account)
    if draft is None or draft.kind != "claim":
        raise stale_card()
    request = Request.from_json(draft.facts)
    what, value, about = call.data
    if about != str(request.message_id or 0):
        raise stale_card()
    match what:
        case "i":
            return proceed(call, replace(request, text=f"{value} {request.text}".strip()))
        case "l":
            return proceed(call, replace(request, level=value))
        case "p":
            return proceed(call, _chosen(call, request, int(value)))
        case "y":
            return proceed(call, replace(request, confirmed=True))
        case _:
            drafts.drop(call.desk.tx, call.incoming.chat_id, call.account)
            return Reply(text=call.speech.say(CANCELLED), edit=True, toast=call.speech.plain(CANCELLED))


def _chosen(call: Call, request: Request, person_id: int) -> Request:
    """Remember which namesake was meant; only one who is enrolled there can be."""
    found = people.member_by_id(call.desk, _branch(call, request), person_id)
    return replace(request, chosen={**request.chosen, found.name: found.id})


def card_or_number(call: Call, sentence: str, claim_id: int) -> Html:
    """Tell the number of what was filed in private, and what its cap leaves; the card where no group shows it."""
    view = claim_view.look(call.desk, claims.known(call.desk.tx, claim_id))
    if view.batch[0].chat_id is None and not view.private:
        return card_text(call.desk, view, call.speech)
    left = left_text(call.desk, view, call.speech)
    said = call.speech.say(sentence, id=claim_id)
    return Html(f"{said}\n{left}") if left else said
