"""The pages of meetings: what is planned and runs, a meeting's panel for its host, the roll, the list."""

from dataclasses import replace

from bot.domain.life.attendance import missing_items
from bot.domain.life.meeting import HELD, Kind, State
from bot.i18n import N_, Html, html
from bot.services import card_text, people
from bot.services.letters import Key
from bot.services.life import announcement, duties, meeting, record
from bot.services.life.meeting import Gathering
from bot.services.paging import in_rows, page_at, page_keys
from bot.services.rulebook import in_force
from bot.services.settings import ON
from bot.services.words import item_name
from handlers.call import Call
from handlers.reply import Reply
from storage import checkins, drafts, meetings, orgs, persons, rosters
from storage.meetings import Meeting
from storage.orgs import Org

HEAD = N_("🗓 <b>Meetings of {branch}</b>")
NONE = N_("No meeting is planned.")
LINE = N_("• {when} · {kind} {place} · {state}")
PANEL = N_("🗓 <b>{kind}</b> | {when} {place}\n{state}")
STATES = {
    "planned": N_("planned"),
    "open": N_("the check-in is open"),
    "closed": N_("over; its record is still to be made"),
    "recorded": N_("recorded"),
    "verified": N_("recorded and verified"),
    "cancelled": N_("cancelled"),
}
EXPECTED = N_("Expected: {expected}, exempt: {exempt}, signed up: {coming}, on leave: {leave}")
CHECKED = N_("Checked in: {present} of {expected} ({by_hand} by roll call)")
LEAVES = N_("Leave: {names}")
LEAVE = N_("{name} ({reason})")
ABSENT = N_("Absent: {names}")
WHICH = N_("Which kind of meeting?")
WHEN = N_(
    "{kind}: when and where? Please write it like this:\n<code>06-10 15:00 PLACE</code>\nor "
    "<code>06-10 15:00-16:30 PLACE | TITLE</code>"
)
NEW_TIME = N_("When is it instead? Please write it like this: <code>06-10 15:00 PLACE</code>")
WHY_CANCEL = N_("Why is it cancelled? Please write it in a few words; the group reads them.")
WHY_STRIKE = N_("Why is the check-in of {name} struck out? Please write it in a few words; {name} reads them.")
WHY_LEAVE = N_("{kind}, {when}: why do you ask for leave? Please answer in a few words; only those who lead read them.")
ROLL = N_(
    "📋 <b>Roll call</b>: tap who is here and has no phone at hand. ☑️ came by roll call, ✅ by code; "
    "tapping ✅ asks why it is to be struck out."
)
LIST = N_("📋 <b>Who is expected</b>: tap the names; {count} so far.")
NEW = N_("➕ Plan one")
BEGIN = N_("▶ Open the check-in")
SCREEN = N_("🖥 Screen, digits")
REFRESH = N_("🔄 Refresh")
CLOSE = N_("⏹ End the check-in")
CALL_ROLL = N_("📋 Roll call")
NAMES = N_("📋 Who is expected")
MOVE = N_("✏️ Move")
CANCEL = N_("🗑 Cancel")
COUNT = N_("👥 Heads counted")
MINUTES = N_("📝 Minutes")
PHOTOS = N_("📎 Photos")
FINISH = N_("📦 Make the record")
SHOW = N_("🔎 Photos")
WAITING = N_("📦 Records that wait for your word: {count}")
VERIFY = N_("📦 Records to verify ({count})")
HOW_MANY = N_("How many people are in the room? Please count and send me the number. Checked in: {count}")
AS_MANY = N_("{count}, as checked in")
WHY_DIFFERS = N_(
    "{count} were counted, {checked} are checked in. Why is that? Please answer in a few words, or call the roll again."
)
WRITE_MINUTES = N_("Please write the minutes in a few words: what was discussed, what was decided.")
SEND_PHOTOS = N_("Please send up to three photos here, of the meeting or of written minutes. No face is looked for.")
WHY_BACK = N_("What is to be put right in the record? Please write it in a few words; who made it reads them.")
SENT_BACK = N_("↩️ Sent back: {reason}")
SEND_SITE = N_("📍 Send me your location once, so that check-ins may tell whether they are near.")
IN_RESEARCH_WEEK = N_(
    "🧭 {kind}, {when}, lies in the research week, in which no meetings are called. It stays as planned; ✏️ moves it."
)
BOOKED = N_("Booked by attendance: {count}")
DEDUCT = N_("If somebody was missing without a reason, the office may enter it with /deduct: {items}. I never do.")
BACK = N_("◀ Back")
ASK_LEAVE = N_("📝 Leave: {kind}, {day}")
NAMES_ON_PAGE = 8
NAMES_ROOM = 800


def key(call: Call, label: str, data: str) -> Key:
    """Make a button of a meeting."""
    return Key(label=call.speech.plain(label), data=f"mt:{data}")


def overview(call: Call, branch: Org) -> Reply:
    """What is planned and runs: to those who hold meetings with its panels, to members what is expected of them."""
    desk, speech, me = call.desk, call.speech, call.known_person
    hosts = bool(people.roles_in(desk, me, branch) & {*meeting.HOSTS, "group_leader"}) or people.is_above(
        desk, me, branch
    )
    running = meetings.running(desk.tx, branch.id)
    mine = {one.id for one in meetings.ahead_of(desk.tx, me.id)}
    shown = running if hosts else [one for one in running if one.id in mine]
    lines = [speech.say(HEAD, branch=branch.name)]
    lines += [line(call, one) for one in shown] or [speech.say(NONE)]
    rows: list[list[Key]] = []
    if waiting := record.waiting_for(desk, me):
        rows.append([Key(label=speech.plain(VERIFY, count=len(waiting)), data="mt:q:0")])
    if hosts:
        lines += duties.lines(desk, branch, speech)
        lines += duties.statistics(desk, branch, desk.today.year, speech)
        rows += [[Key(label=label(call, one), data=f"mt:v:{one.id}")] for one in shown]
        rows.append([key(call, NEW, f"n:{branch.id}")])
    rows += [
        [
            Key(
                label=speech.plain(ASK_LEAVE, kind=announcement.kind_name(one, speech), day=meeting.day_of(desk, one)),
                data=f"mt:a:{one.id}",
            )
        ]
        for one in shown
        if not hosts
    ]
    return Reply(text=Html("\n".join(lines)), keyboard=rows, private=True, edit=True)


def line(call: Call, one: Meeting) -> Html:
    """Write a meeting in a line."""
    told = announcement.facts(call.desk, one, call.speech)
    return call.speech.say(LINE, state=call.speech.word(STATES[one.state]), **told)


def label(call: Call, one: Meeting) -> str:
    """Name a meeting on a button."""
    told = announcement.facts(call.desk, one, call.speech)
    return f"{told['kind']} · {told['when']}"


def panel(call: Call, gathering: Gathering) -> Reply:
    """A meeting as its host sees it."""
    speech, one = call.speech, gathering.meeting
    told = announcement.facts(call.desk, one, speech)
    lines = [speech.say(PANEL, state=speech.word(STATES[one.state]), **told)]
    if one.title:
        lines.append(speech.say(announcement.ABOUT, **told))
    if one.state == State.PLANNED and meeting.in_research_week(call.desk, one):
        lines.append(in_research_week(call, one))
    lines += _numbers(call, gathering)
    if one.state == State.OPEN and one.site is None and gathering.branch.settings.get("checkin_location") == ON:
        lines.append(speech.say(SEND_SITE))
    lines += record.text(call.desk, gathering, speech)
    if one.reason and one.state == State.CLOSED:
        lines.append(speech.say(SENT_BACK, reason=one.reason))
    if booked := len(checkins.booked(call.desk.tx, one.id)):
        lines.append(speech.say(BOOKED, count=booked))
    lines += _deductible(call, gathering)
    return Reply(text=Html("\n".join(lines)), keyboard=_keys(call, one), private=True, edit=True)


def in_research_week(call: Call, one: Meeting) -> Html:
    """Warn whoever plans a meeting in the research week."""
    return call.speech.say(IN_RESEARCH_WEEK, **announcement.facts(call.desk, one, call.speech))


def _deductible(call: Call, gathering: Gathering) -> list[Html]:
    """Say by which item the office may enter that somebody was missing: nothing follows by itself (2.3-9)."""
    if gathering.meeting.state not in HELD or not gathering.turnout.absent:
        return []
    day = meeting.day_of(call.desk, gathering.meeting)
    items = missing_items(list(in_force(call.desk, gathering.branch, day).scheme.items.values()))
    named = [f"{item.code} {item_name(item, call.speech)}" for item in items]
    return [call.speech.say(DEDUCT, items=call.speech.choice(named))] if named else []


def _numbers(call: Call, gathering: Gathering) -> list[Html]:
    speech, found = call.speech, gathering.turnout
    lines = [
        speech.say(
            EXPECTED,
            expected=found.expected,
            exempt=sum(one.exempt for one in gathering.people),
            coming=sum(one.coming_at is not None for one in gathering.people),
            leave=sum(one.leave_at is not None for one in gathering.people),
        )
    ]
    if gathering.meeting.state not in {State.PLANNED, State.CANCELLED}:
        lines.append(speech.say(CHECKED, present=found.present, expected=found.expected, by_hand=found.by_hand))
    leaves = [
        speech.plain(LEAVE, name=persons.get(call.desk.tx, one.person_id).name, reason=one.leave_reason or "")
        for one in gathering.people
        if one.leave_at is not None and one.person_id not in gathering.present
    ]
    if leaves:
        lines.append(speech.say(LEAVES, names=speech.listing(card_text.fitting(leaves, NAMES_ROOM))))
    if gathering.meeting.state not in {State.PLANNED, State.OPEN, State.CANCELLED} and found.absent:
        names = [
            persons.get(call.desk.tx, one.person_id).name
            for one in gathering.people
            if not one.exempt and one.leave_at is None and one.person_id not in gathering.present
        ]
        lines.append(speech.say(ABSENT, names=speech.listing(card_text.fitting(names, NAMES_ROOM))))
    return lines


def _keys(call: Call, one: Meeting) -> list[list[Key]]:
    number = one.id
    rows: list[list[Key]] = []
    if one.state == State.PLANNED:
        rows.append([key(call, BEGIN, f"o:{number}"), key(call, NAMES, f"e:{number}:0")])
        rows.append([key(call, MOVE, f"m:{number}"), key(call, CANCEL, f"x:{number}")])
    elif one.state == State.OPEN:
        rows.append([key(call, SCREEN, f"d:{number}"), key(call, CALL_ROLL, f"r:{number}:0")])
        rows.append([key(call, REFRESH, f"v:{number}"), key(call, CLOSE, f"c:{number}")])
        rows.append([key(call, CANCEL, f"x:{number}")])
    elif one.state == State.CLOSED:
        rows.append([key(call, CALL_ROLL, f"r:{number}:0"), key(call, COUNT, f"h:{number}")])
        rows.append([key(call, MINUTES, f"w:{number}"), key(call, PHOTOS, f"f:{number}")])
        rows.append([key(call, FINISH, f"z:{number}")])
    elif one.state in HELD:
        rows.append([key(call, CALL_ROLL, f"r:{number}:0")])
    if one.pieces:
        rows.append([key(call, SHOW, f"p:{number}")])
    rows.append([key(call, BACK, f"l:{one.branch_id}")])
    return rows


def roll(call: Call, gathering: Gathering, page: int) -> Reply:
    """The roll, a page of it."""
    number = gathering.meeting.id
    methods = {check.person_id: check.method for check in gathering.checks if check.struck_at is None}
    signs = {"manual": "☑️", "code": "✅", "link": "✅"}
    roster = rosters.roster(call.desk.tx, gathering.branch.id)
    page, pages = page_at(page, len(roster), NAMES_ON_PAGE)
    rows = [
        [Key(label=f"{signs.get(methods.get(who.id, ''), '⬜')} {who.name}", data=f"mt:t:{number}:{who.id}:{page}")]
        for who in roster[page * NAMES_ON_PAGE : (page + 1) * NAMES_ON_PAGE]
    ]
    if turn := page_keys(f"mt:r:{number}", page, pages):
        rows.append(turn)
    rows.append([key(call, BACK, f"v:{number}")])
    text = Html("\n".join([call.speech.say(ROLL), *_numbers(call, gathering)[1:2]]))
    return Reply(text=text, keyboard=rows, private=True, edit=True)


def names(call: Call, gathering: Gathering, page: int) -> Reply:
    """Who is expected, a page of the tick list."""
    number = gathering.meeting.id
    listed = {one.person_id for one in gathering.people}
    roster = rosters.roster(call.desk.tx, gathering.branch.id)
    page, pages = page_at(page, len(roster), NAMES_ON_PAGE)
    rows = [
        [Key(label=f"{'☑️' if who.id in listed else '⬜'} {who.name}", data=f"mt:i:{number}:{who.id}:{page}")]
        for who in roster[page * NAMES_ON_PAGE : (page + 1) * NAMES_ON_PAGE]
    ]
    if turn := page_keys(f"mt:e:{number}", page, pages):
        rows.append(turn)
    rows.append([key(call, BACK, f"v:{number}")])
    return Reply(text=call.speech.say(LIST, count=len(listed)), keyboard=rows, private=True, edit=True)


def count(call: Call, gathering: Gathering) -> Reply:
    """How many heads were counted: the number of check-ins with a tap, another one in words."""
    number, present = gathering.meeting.id, gathering.turnout.present
    asked = ask(call, "count", call.speech.say(HOW_MANY, count=present), meeting=number)
    same = Key(label=call.speech.plain(AS_MANY, count=present), data=f"mt:g:{number}:{present}")
    return replace(asked, keyboard=[[same]])


def to_verify(call: Call) -> Reply:
    """The records that wait for the reader's word."""
    speech = call.speech
    waiting = record.waiting_for(call.desk, call.known_person)
    lines = [speech.say(WAITING, count=len(waiting))]
    rows = []
    for one in waiting:
        branch = orgs.get(call.desk.tx, one.branch_id)
        lines.append(Html(f"{html(branch.name)}\n{line(call, one)}"))
        rows.append([Key(label=label(call, one), data=f"mt:s:{one.id}")])
    return Reply(text=Html("\n".join(lines)), keyboard=rows, private=True, edit=True)


def verifying(call: Call, gathering: Gathering) -> Reply:
    """A record as its verifier sees it."""
    text, keys = record.question(call.desk, gathering, call.speech)
    return Reply(text=text, keyboard=keys, private=True, edit=True)


def kinds(call: Call, branch: Org) -> Reply:
    """Which kind of meeting it is to be."""
    keys = [
        Key(label=call.speech.word(announcement.KINDS[kind]), data=f"mt:k:{branch.id}:{kind.value}") for kind in Kind
    ]
    rows = [*in_rows(keys, 2), [key(call, BACK, f"l:{branch.id}")]]
    return Reply(text=call.speech.say(WHICH), keyboard=rows, private=True, edit=True)


def ask(call: Call, do: str, text: Html, **facts: object) -> Reply:
    """Ask for words: what they are for stands in the draft."""
    drafts.put(call.desk.tx, call.account, call.account, "meeting", {"do": do, **facts}, now=call.desk.now)
    return Reply(text=text, private=True, ask=True)
