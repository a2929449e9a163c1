"""The buttons of objections, and the words that are asked for after them."""

from typing import Any

from bot.domain.points.appeal import Outcome, Target
from bot.domain.refusals import Refusal, not_enrolled, partly_within, stale_card, too_many_files
from bot.i18n import N_, points_text
from bot.services import appeal as service
from bot.services import appeal_case, people
from bot.services import appeal_decision as deciding
from bot.services.appeal import Aim
from bot.services.evidence import MOST_FILES, Piece
from handlers.call import Call
from handlers.guided import check_files
from handlers.reply import Reply
from storage import appeals, drafts, orgs
from storage.appeals import Appeal

ASK_WORDS = N_(
    "✋ {about}\nPlease write what you see otherwise, and why; a photo may go with it. "
    "Only you and whoever handles it read it."
)
ASK_TEXT = N_("📎 The file is kept. Please write what you see otherwise, and why.")
ASK_MORE = N_("Please send the words or the photo for {appeal} as an answer to this message.")
ADDED = N_("📎 Added to {appeal}.")
WITHDRAWN = N_("{appeal} is withdrawn.")
AGREED = N_("{appeal} is closed.")
SECOND = N_("{appeal} goes one level up.")
DECIDED = N_("{appeal} is decided; {name} was told.")
ASK_DISMISSED = N_("Why is {appeal} not upheld? Please answer in your own words; {name} reads them.")
ASK_UPHELD = N_(
    "You uphold {appeal}: {points} is booked in the open month, as far as the item's cap leaves it. "
    "Why? Please answer in your own words; {name} reads them."
)
ASK_LIFTED = N_("You uphold {appeal}: the month counts again. Why? Please answer in your own words; {name} reads them.")
ASK_POINTS = N_(
    "How many points does {appeal} change, and why? Please answer like “+1.5 the evidence is sound”; "
    "0 changes none. {name} reads it."
)
ASK_PART = N_(
    "How many of the {whole} points of {appeal} are given, and why? Please answer like “+0.5 half of it is shown”. "
    "{name} reads it."
)


def press(call: Call) -> Reply:
    """ap:t:<branch>:<period>:<target>:<number>, or ap:<verb>:<objection>:<revision>."""
    match call.data:
        case ["t", branch_id, period, target, number]:
            branch = orgs.get(call.desk.tx, int(branch_id))
            return ask_words(call, Aim(branch, period, Target(target), int(number)))
        case [verb, number, rev]:
            return _act(call, verb, appeal_case.known(call.desk, call.known_person, int(number)), int(rev))
        case _:
            raise stale_card()


def _act(call: Call, verb: str, appeal: Appeal, rev: int) -> Reply:
    me, desk = call.known_person, call.desk
    match verb:
        case "v":
            return show(call, appeal)
        case "add":
            _wait(call, "appeal_add", {"id": appeal.id})
            return Reply(text=call.speech.say(ASK_MORE, appeal=appeal_case.look(desk, appeal).sign), ask=True)
        case "withdraw":
            case, told = service.withdraw(desk, me, appeal, rev=rev), WITHDRAWN
        case "agree":
            case, told = service.agree(desk, me, appeal, rev=rev), AGREED
        case "second":
            case, told = service.second(desk, me, appeal, rev=rev), SECOND
        case _ if verb in set(Outcome):
            return _ask_why(call, appeal, Outcome(verb), rev)
        case _:
            raise stale_card()
    return Reply(toast=call.speech.plain(told, appeal=case.sign))


def show(call: Call, appeal: Appeal) -> Reply:
    """Show an objection as it stands, with what its reader can do."""
    case = appeal_case.look(call.desk, appeal)
    text = appeal_case.text(call.desk, case, call.speech, reader=call.known_person)
    return Reply(text=text, keyboard=appeal_case.keys(case, call.speech, call.known_person), private=True)


# ---- objecting ---------------------------------------------------------------------------------------------------
def ask_words(call: Call, aim: Aim) -> Reply:
    """Ask what somebody sees otherwise."""
    me = call.known_person
    if aim.target not in {Target.CLAIM, Target.ENTRY} and not people.is_member(call.desk, me, aim.branch):
        raise not_enrolled()
    service.check(call.desk, me, aim)
    facts = {"branch": aim.branch.id, "period": aim.period, "target": aim.target.value, "number": aim.number}
    _wait(call, "appeal", facts)
    about = service.about(call.desk, aim, call.speech)
    return Reply(text=call.speech.say(ASK_WORDS, about=about), private=True, ask=True)


def words_came(call: Call) -> Reply | None:
    """What somebody sees otherwise: words file the objection; a file that came first is kept for them."""
    check_files(call)
    facts, incoming = call.facts, call.incoming
    kept = [Piece(**piece) for piece in facts.get("pieces", ())]
    pieces = [*kept, *incoming.pieces]
    if len(pieces) > MOST_FILES:
        raise too_many_files(MOST_FILES)
    if incoming.pieces and not incoming.text.strip():
        again = incoming.media_group is not None and incoming.media_group == facts.get("group")
        stored = [_stored(piece) for piece in pieces]
        _wait(call, "appeal", {**facts, "pieces": stored, "group": incoming.media_group})
        return None if again else Reply(text=call.speech.say(ASK_TEXT), ask=True)
    branch = orgs.get(call.desk.tx, int(facts["branch"]))
    aim = Aim(branch, str(facts["period"]), Target(facts["target"]), int(facts["number"]))
    case = service.file(call.desk, call.known_person, aim, text=incoming.text, pieces=pieces)
    _after_words(call, case.appeal.id)
    return None  # the letter of the objection is the answer


def more_came(call: Call) -> Reply | None:
    """Words or files for an objection that was filed; the other parts of its album come by themselves."""
    from handlers.hearing import hear  # noqa: PLC0415 - it knows all buttons, this one among them

    incoming, album = call.incoming, call.facts.get("group")
    if album is not None and (incoming.media_group != album or incoming.text):
        drafts.drop(call.desk.tx, incoming.chat_id, call.account)
        return hear(call)
    check_files(call)
    appeal = appeal_case.known(call.desk, call.known_person, int(call.facts["id"]))
    if len(appeals.files(call.desk.tx, appeal.id)) + len(incoming.pieces) > MOST_FILES:
        raise too_many_files(MOST_FILES)
    case = service.add(call.desk, call.known_person, appeal, text=incoming.text, pieces=incoming.pieces)
    _after_words(call, appeal.id)
    return None if album is not None else Reply(text=call.speech.say(ADDED, appeal=case.sign))


def _after_words(call: Call, appeal_id: int) -> None:
    """Wait for the other parts of an album, else for nothing more."""
    drafts.drop(call.desk.tx, call.incoming.chat_id, call.account)
    if call.incoming.media_group is not None:
        _wait(call, "appeal_add", {"id": appeal_id, "group": call.incoming.media_group})


def _stored(piece: Piece) -> dict[str, Any]:
    return {name: getattr(piece, name) for name in Piece.__dataclass_fields__}


def _wait(call: Call, kind: str, facts: dict[str, Any]) -> None:
    drafts.put(call.desk.tx, call.account, call.account, kind, facts, now=call.desk.now)


# ---- deciding ----------------------------------------------------------------------------------------------------
def _ask_why(call: Call, appeal: Appeal, outcome: Outcome, rev: int) -> Reply:
    """Ask for the reason, and for the points where only the handler knows them."""
    deciding.may_decide(call.known_person, appeal, rev=rev)
    case, speech = appeal_case.look(call.desk, appeal), call.speech
    whole = appeal_case.whole(call.desk, case)
    facts: dict[str, object] = {"appeal": case.sign, "name": case.author.name}
    if outcome is Outcome.DISMISSED:
        text = speech.say(ASK_DISMISSED, **facts)
    elif whole is None:
        text = speech.say(ASK_POINTS, **facts)
    elif outcome is Outcome.PARTLY:
        if whole <= 0:
            raise partly_within(appeal.id, whole)
        text = speech.say(ASK_PART, whole=whole, **facts)
    elif not whole:
        text = speech.say(ASK_LIFTED, **facts)
    else:
        text = speech.say(ASK_UPHELD, points=points_text(whole, sign=True), **facts)
    _wait(call, "appeal_why", {"id": appeal.id, "outcome": outcome.value, "rev": rev})
    return Reply(text=text, private=True, ask=True)


def reason_came(call: Call) -> Reply:
    """Why an objection is decided as it is."""
    me, outcome = call.known_person, Outcome(call.facts["outcome"])
    appeal = appeal_case.known(call.desk, me, int(call.facts["id"]))
    try:
        said = deciding.read(call.desk, appeal_case.look(call.desk, appeal), outcome, call.incoming.text)
        case = deciding.decide(call.desk, me, appeal, outcome, said, rev=int(call.facts["rev"]))
    except Refusal as refusal:
        if refusal.code in {"STALE_CARD", "APPEAL_IS", "NOT_YOURS_TO_DECIDE"}:
            drafts.drop(call.desk.tx, call.account, call.account)
        raise
    drafts.drop(call.desk.tx, call.account, call.account)
    return Reply(text=call.speech.say(DECIDED, appeal=case.sign, name=case.author.name), private=True)
