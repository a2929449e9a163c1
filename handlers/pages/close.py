"""The page of a period on its way to being closed: how far it is, what keeps it open, and what can be done about it."""

from bot.domain.calendar.rules import PostKind
from bot.domain.points.closing import Blocker
from bot.domain.points.period import PeriodState
from bot.i18n import N_, Html, nN_
from bot.services import closing, plan, publicity, reminder, year_end
from bot.services.closing import Checklist
from bot.services.letters import Key
from bot.services.posting import Message, Posting
from handlers.call import Call
from handlers.notices import View, year_result
from handlers.reply import Reply
from storage import chats, periods
from storage.orgs import Org

TITLE = N_("🔒 <b>{period}</b> · {branch}: {state}")
PUBLICITY = N_("Publicity: {state}")
PUBLICITY_UNTIL = N_("Publicity: {state}, until {day}")
STATES = {
    PeriodState.OPEN: N_("open"),
    PeriodState.REVIEWING: N_("over, not laid open yet"),
    PeriodState.PUBLICITY: N_("laid open"),
    PeriodState.CLOSED: N_("closed for good"),
}
BLOCKERS = {
    Blocker.RUNS: N_("❌ {period} is not over yet."),
    Blocker.UNPUBLISHED: N_("❌ Its notice is not posted yet; it is planned for {notice}."),
    Blocker.SUSPENDED: N_("❌ Its publicity is suspended and must run anew."),
    Blocker.WINDOW: N_("❌ Objections can be made until {day}, 24:00."),
}
NO_NOTICE = N_("❌ Its notice was not posted.")
NOT_LAID_OPEN = N_("❌ Its result is not laid open yet.")
MONTHS_OPEN = N_("❌ Not closed yet: {months}")
UNDECIDED = nN_("❌ {n} objection waits for its decision.", "❌ {n} objections wait for their decision.")
OBJECTIONS = nN_("{n} objection was decided, upheld: {upheld}.", "{n} objections were decided, upheld: {upheld}.")
WAITING = nN_(
    "⚠️ {n} claim waits for its reviewers. It keeps nothing open: decided later, it is an adjustment.",
    "⚠️ {n} claims wait for their reviewers. They keep nothing open: decided later, they are adjustments.",
)
STUCK = nN_(
    "⚠️ {n} claim waits for its claimant or for the member's word; likewise.",
    "⚠️ {n} claims wait for their claimants or for the members' word; likewise.",
)
NOTHING_BLOCKS = N_("✅ Nothing keeps it open. It closes by itself at the next look at the calendar, or now.")
BY_ITSELF = N_("Once nothing of this stands any more, it closes by itself.")
FINAL = N_("Its entries, its result and its publicity do not change any more. Late facts are adjustments elsewhere.")
AVERAGE = N_("{n} in scope, average {average}.")
CANDIDATES = N_("First places: {names}")
BELOW = N_("Below the pass line {line}: {below} of {n} ({share}); from {percent} on the branch would be restricted.")
CLOSE = N_("🔒 Close it now")
POST_NOTICE = N_("📢 Look at its notice, post it")
LAY_OPEN = N_("📢 Lay the result open")
SUSPEND = N_("⏸ Suspend the publicity…")
RESUME = N_("▶️ Let the publicity run anew")
REVIEW = N_("🔎 Review")
REFRESH = N_("🔄 Look again")


def page(call: Call, branch: Org, period: str, told: Html | None = None) -> Reply:
    """The checklist of a month or a year, below what was just done."""
    speech = call.speech
    seen = closing.checklist(call.desk, branch, period)
    name = speech.period(seen.period)
    lines = [] if told is None else [told, Html()]
    lines.append(speech.say(TITLE, period=name, branch=branch.name, state=speech.word(STATES[seen.state])))
    if seen.laid_open != "draft":
        sentence = PUBLICITY_UNTIL if seen.laid_open in {"running", "objections_open"} else PUBLICITY
        lines.append(speech.say(sentence, state=speech.word(publicity.STATES[seen.laid_open]), day=seen.until))
    if len(seen.period) == periods.YEAR:
        lines += _assessment(call, seen)
    lines += _list(call, seen)
    keys = [*_keys(call, seen), [Key(label=speech.plain(REFRESH), data=_data("v", seen))]]
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def _list(call: Call, seen: Checklist) -> list[Html]:
    """What keeps it open, what will be an adjustment, and what comes of it."""
    speech, counted = call.speech, seen.objections
    lines = [_blocker(call, seen, blocker) for blocker in seen.blockers if blocker is not Blocker.OBJECTIONS]
    if counted.undecided:
        lines.append(speech.count(UNDECIDED, counted.undecided))
    elif counted.filed:
        lines.append(speech.count(OBJECTIONS, counted.filed, upheld=counted.upheld))
    if seen.state is PeriodState.CLOSED:
        return [*lines, speech.say(FINAL)]
    if seen.waiting:
        lines.append(speech.count(WAITING, seen.waiting))
    if seen.stuck:
        lines.append(speech.count(STUCK, seen.stuck))
    return [*lines, speech.say(BY_ITSELF if seen.blockers else NOTHING_BLOCKS)]


def _blocker(call: Call, seen: Checklist, blocker: Blocker) -> Html:
    speech = call.speech
    if blocker is Blocker.MONTHS_OPEN:
        return speech.say(MONTHS_OPEN, months=speech.listing(speech.month(month) for month in seen.open_months))
    facts: dict[str, object] = {"period": speech.period(seen.period), "day": seen.until}
    if blocker is Blocker.UNPUBLISHED:
        if len(seen.period) == periods.YEAR:
            return speech.say(NOT_LAID_OPEN)
        planned = reminder.deadlines_of(call.desk, seen.branch, seen.period).notice
        if planned is None or planned < call.desk.today:
            return speech.say(NO_NOTICE)
        facts["notice"] = planned
    return speech.say(BLOCKERS[blocker], **facts)


def _assessment(call: Call, seen: Checklist) -> list[Html]:
    """A year at a glance, for its secretary."""
    speech, found = call.speech, year_end.assess(call.desk, seen.branch, seen.period)
    if found.average is None:
        return []
    lines = [speech.say(AVERAGE, n=found.members, average=found.average)]
    if found.candidates:
        lines.append(speech.say(CANDIDATES, names=found.candidates))
    if found.restriction is not None:
        counted = {"n": found.restriction.n, "below": found.restriction.below, "share": f"{found.share}%"}
        lines.append(speech.say(BELOW, line=found.pass_line, percent=f"{found.percent}%", **counted))
    return lines


def _keys(call: Call, seen: Checklist) -> list[list[Key]]:
    speech, keys = call.speech, []
    if seen.waiting:
        keys.append([Key(label=speech.plain(REVIEW), data="p:p:0")])
    if seen.blockers == (Blocker.UNPUBLISHED,) and (notice := _notice(call, seen)) is not None:
        keys.append([notice])
    if len(seen.period) == periods.YEAR and year_end.can_publish(call.desk, seen):
        keys.append([Key(label=speech.plain(LAY_OPEN), data=_data("y", seen))])
    if seen.state is PeriodState.PUBLICITY:
        suspended = Blocker.SUSPENDED in seen.blockers
        label, verb = (RESUME, "r") if suspended else (SUSPEND, "s")
        keys.append([Key(label=speech.plain(label), data=_data(verb, seen))])
        if not seen.blockers:
            keys.append([Key(label=speech.plain(CLOSE), data=_data("c", seen))])
    return keys


def _notice(call: Call, seen: Checklist) -> Key | None:
    """Answer the button that opens the month's notice, where one of the branch's groups can still get it."""
    for chat in chats.of_org(call.desk.tx, seen.branch.id):
        if plan.find(call.desk, chat, seen.branch, PostKind.NOTICE.value, seen.period) is not None:
            return Key(label=call.speech.plain(POST_NOTICE), data=f"nt:v:{chat.id}:notice:{seen.period}")
    return None


def _data(verb: str, seen: Checklist) -> str:
    return f"cl:{verb}:{seen.branch.id}:{seen.period}"


def word_year(posting: Posting) -> Message:
    """Word a year's result for a group."""
    due = posting.dues[0]
    speech = posting.desk.speaks_in(posting.chat)
    section = year_result.section(View(desk=posting.desk, branch=posting.branch, post=due.post, speech=speech))
    return Message(dues=posting.dues, text=section.text, keyboard=section.keys)
