"""/claim: file a claim for points, or be asked for just what is missing."""

from dataclasses import replace

from bot.domain.points.item import Item
from bot.domain.refusals import file_too_large, too_many_files, unsupported_file
from bot.i18n import N_
from bot.services import claim as service
from bot.services import rulebook
from bot.services.card import LEVELS, item_name
from bot.services.claim import Missing, Request
from bot.services.letters import Key
from handlers.access import member
from handlers.call import Call, Command, open_private
from handlers.errors import EVIDENCE
from handlers.reply import Reply
from storage import drafts
from storage.claims import Claim

FILED = N_("#{id} is filed. You will hear of every step here.")
ASK_LEVEL = N_("{code} {item}: at which level was it?")
ASK_EVIDENCE = N_("{code} {item} needs {evidence}. Please answer this message with it, then your claim is filed.")
ASK_SAME = N_("This looks the same as #{same}. Is it another act, to be claimed again?")
PICK = N_(
    "What would you like to claim? Choose an item, or send for example:\n<code>/claim {code} x2 05-12 note</code>"
)
AGAIN = N_("Yes, file it")
CANCEL = N_("No, cancel")
FILE_LIMIT = 20 * 1024 * 1024
MOST_FILES = 10


def claim(call: Call) -> Reply | None:
    """File the claim in the message, or ask for what it lacks."""
    if not call.rest and not call.incoming.pieces:
        return open_private(call, "claim") if call.incoming.in_group else picker(call, PICK)
    if not call.rest:
        return picker(call, PICK)
    return proceed(call, request_of(call, call.rest))


def request_of(call: Call, text: str) -> Request:
    """Gather what a message asks for: its words, its files, and those of the message it answers."""
    incoming = call.incoming
    check_files(call)
    pieces = incoming.pieces
    reply = incoming.reply
    if reply is not None and not (reply.sender and reply.sender.is_bot):
        pieces = (*pieces, *reply.pieces)
    return Request(
        text=text,
        chat_id=incoming.chat_id,
        message_id=incoming.message_id,
        today=call.written_on.isoformat(),
        media_group=incoming.media_group or (reply.media_group if reply else None),
        pieces=pieces,
    )


def check_files(call: Call) -> None:
    """Refuse what is no evidence: stickers, voices, files that are too large."""
    if call.incoming.other:
        raise unsupported_file(call.incoming.other)
    for size in call.incoming.sizes:
        if size > FILE_LIMIT:
            raise file_too_large(size, FILE_LIMIT)


def proceed(call: Call, request: Request) -> Reply | None:
    """File a request, or put the one question that is missing."""
    outcome = service.attempt(call.desk, call.branch, call.known_person, request)
    if isinstance(outcome, Missing):
        drafts.put(call.desk.tx, call.incoming.chat_id, call.account, "claim", request.to_json(), now=call.desk.now)
        return question(call, outcome)
    drafts.drop(call.desk.tx, call.incoming.chat_id, call.account)
    return filed(call, outcome)


def filed(call: Call, claim: Claim) -> Reply | None:
    """In the group the card is the answer; in private the claimant is told the number."""
    if claim.chat_id == call.incoming.chat_id:
        return None
    return Reply(text=call.speech.say(FILED, id=claim.id))


def question(call: Call, missing: Missing) -> Reply:
    """Put the question."""
    facts = {"code": missing.item.code, "item": item_name(missing.item, call.speech)}
    match missing.what:
        case "level":
            rows = [[Key(label=level_label(call, level), data=f"k:l:{level}")] for level in missing.item.tiers]
            return Reply(text=call.speech.say(ASK_LEVEL, **facts), keyboard=rows)
        case "confirm":
            keys = [Key(label=call.speech.plain(AGAIN), data="k:y"), Key(label=call.speech.plain(CANCEL), data="k:n")]
            return Reply(text=call.speech.say(ASK_SAME, same=missing.same_as), keyboard=[keys])
        case _:
            wanted = call.speech.word(EVIDENCE.get(missing.item.evidence, EVIDENCE["document"]))
            return Reply(text=call.speech.say(ASK_EVIDENCE, evidence=wanted, **facts), ask=True)


def level_label(call: Call, level: str) -> str:
    """Answer a level's name."""
    return call.speech.word(LEVELS.get(level, "")) or level


def complete(call: Call) -> Reply | None:
    """Take what was asked for: evidence, or words that hold it."""
    request = Request.from_json(call.facts)
    check_files(call)
    pieces = (*request.pieces, *call.incoming.pieces)
    if len(pieces) > MOST_FILES:
        raise too_many_files(MOST_FILES)
    text = f"{request.text} {call.incoming.text}".strip()
    group = call.incoming.media_group or request.media_group
    return proceed(call, replace(request, text=text, pieces=pieces, media_group=group))


def picker(call: Call, sentence: str) -> Reply:
    """Offer the items that can be claimed, category by category; files that came along are kept for it."""
    member(call)
    scheme = rulebook.current(call.desk, call.branch).scheme
    items = [item for item in scheme.items.values() if item.claimable]
    drafts.put(
        call.desk.tx,
        call.incoming.chat_id,
        call.account,
        "claim",
        request_of(call, "").to_json(),
        now=call.desk.now,
    )
    rows = [[Key(label=_short(call, item), data=f"k:i:{item.code}")] for item in items[:40]]
    return Reply(text=call.speech.say(sentence, code=items[0].code if items else "F1"), keyboard=rows)


def _short(call: Call, item: Item) -> str:
    name = f"{item.code} {item_name(item, call.speech)}"
    return name if len(name) <= 40 else name[:39] + "…"


COMMAND = Command(
    name="claim",
    triggers=("申报", "申報"),
    help=N_("claim points"),
    usage="CODE [xN] [LEVEL] [DATE] NOTE",
    who=member,
    run=claim,
)
