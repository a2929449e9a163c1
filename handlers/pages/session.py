"""The pages of a review session: who is present, the card that is next, the reason, the minutes, the record."""

from collections.abc import Sequence

from bot.i18n import N_, Html, nN_
from bot.services import card_keys, pending, review, session, words
from bot.services.claim_view import View
from bot.services.evidence import media_of
from bot.services.letters import Key
from bot.services.paging import page_at, page_keys
from bot.services.session import Gathering
from handlers.call import Call
from handlers.reply import Reply
from storage import drafts, evidence, rosters, sessions

GATHER = N_(
    "🗣 <b>Review session of {branch}</b>\nWho is present? Tap the names; {count} so far.\n"
    "Then we walk through what waits for you, card by card."
)
LAST = N_("The last one was on {day}.")
START = N_("▶ Begin ({count})")
CANCEL = N_("🗑 Cancel")
RECORD = N_("📒 Last record")
CARD = N_("🗣 <b>Review session</b>, {count} to go")
LATER = N_("⏭ Later")
END = N_("⏹ End")
SHOW = N_("🔎 Show the evidence")
BACK = N_("◀ Back to the card")
WHY = {
    "r": N_("Why is #{id} {item} of {name} not approved? Choose, or write it here; the claimant reads it."),
    "b": N_("What is missing in #{id} {item} of {name}? Choose, or write it here; the claimant reads it."),
}
ASK_MINUTES = N_(
    "No card is left. Please write the minutes here in a few words (what was discussed, who said what), or close "
    "without any."
)
ASK_MINUTES_EARLY = nN_(
    "{n} card stays in the queue. Please write the minutes here in a few words, or close without any.",
    "{n} cards stay in the queue. Please write the minutes here in a few words, or close without any.",
)
NO_MINUTES = N_("📒 Close without minutes")
NAMES_ON_PAGE = 8


def gather(call: Call, gathering: Gathering, page: int = 0) -> Reply:
    """Show the tick list."""
    desk, speech, number = call.desk, call.speech, gathering.session.id
    roster = rosters.roster(desk.tx, gathering.branch.id)
    page, pages = page_at(page, len(roster), NAMES_ON_PAGE)
    here = {person.id for person in gathering.present}
    rows = [
        [Key(label=f"{'☑️' if who.id in here else '⬜'} {who.name}", data=f"se:{number}:t:{who.id}:{page}")]
        for who in roster[page * NAMES_ON_PAGE : (page + 1) * NAMES_ON_PAGE]
    ]
    if turn := page_keys(f"se:{number}:g", page, pages):
        rows.append(turn)
    start = Key(
        label=speech.plain(START, count=len(session.ahead(desk, gathering, call.known_person))), data=f"se:{number}:s"
    )
    rows.append([start, Key(label=speech.plain(CANCEL), data=f"se:{number}:x")])
    text = speech.say(GATHER, branch=gathering.branch.name, count=len(here))
    last = sessions.last_of(desk.tx, gathering.branch.id)
    if last is not None:
        day = last.opened_at.astimezone(desk.house.zone).date()
        text = Html(f"{text}\n{speech.say(LAST, day=day)}")
        rows.append([Key(label=speech.plain(RECORD), data=f"se:{last.id}:v")])
    return Reply(text=text, keyboard=rows, private=True, edit=True)


def walk(call: Call, gathering: Gathering, told: Sequence[Html] = ()) -> Reply:
    """Show the card that is next, below what has just been decided; after the last ask for the minutes."""
    desk, speech, number = call.desk, call.speech, gathering.session.id
    views = session.ahead(desk, gathering, call.known_person)
    if not views:
        return minutes(call, gathering, told)
    view = views[0]
    lines = [*told, speech.say(CARD, count=len(views)), pending.detail_text(desk, view, speech)]
    rows = [
        [_of_session(key, number) for key in row] for row in card_keys.private_keys(view, speech, call.known_person)
    ]
    if media_of(evidence.of_claim(desk.tx, view.id)):
        rows.append([Key(label=speech.plain(SHOW), data=f"p:e:{view.id}")])
    later = Key(label=speech.plain(LATER), data=f"se:{number}:l:{view.id}:{view.rev}")
    rows.append([later, Key(label=speech.plain(END), data=f"se:{number}:e")])
    return Reply(text=Html("\n\n".join(lines)), keyboard=rows, private=True, edit=True)


def _of_session(key: Key, number: int) -> Key:
    """Let a button of a reviewer's copy lead on in the session."""
    _, claim, verb, rev = key.data.split(":")
    return Key(label=key.label, data=f"se:{number}:{verb}:{claim}:{rev}")


def reason(call: Call, gathering: Gathering, view: View, verb: str) -> Reply:
    """Ask for the reason of a verdict, in the place of the card."""
    speech, number = call.speech, gathering.session.id
    facts = {"session": number, "verb": verb, "claim": view.id, "rev": view.rev}
    drafts.put(call.desk.tx, call.account, call.account, "session", facts, now=call.desk.now)
    rows = [
        [Key(label=speech.plain(chip), data=f"se:{number}:{verb}{index}:{view.id}:{view.rev}")]
        for index, chip in enumerate(review.REASONS[verb])
    ]
    rows.append([Key(label=speech.plain(BACK), data=f"se:{number}:n")])
    item, name = words.item_name(view.item, speech), view.subjects[0].name
    return Reply(text=speech.say(WHY[verb], id=view.id, item=item, name=name), keyboard=rows, private=True, edit=True)


def minutes(call: Call, gathering: Gathering, told: Sequence[Html] = ()) -> Reply:
    """Ask for the minutes."""
    speech, number = call.speech, gathering.session.id
    facts = {"session": number, "verb": "minutes"}
    drafts.put(call.desk.tx, call.account, call.account, "session", facts, now=call.desk.now)
    left = len(session.ahead(call.desk, gathering, call.known_person))
    asked = speech.count(ASK_MINUTES_EARLY, left) if left else speech.say(ASK_MINUTES)
    rows = [[Key(label=speech.plain(NO_MINUTES), data=f"se:{number}:z")]]
    if left:
        rows.append([Key(label=speech.plain(BACK), data=f"se:{number}:n")])
    return Reply(text=Html("\n\n".join([*told, asked])), keyboard=rows, private=True, edit=True)


def record(call: Call, gathering: Gathering) -> Reply:
    """Show the record."""
    return Reply(text=session.record_text(call.desk, gathering, call.speech), private=True, edit=True)
