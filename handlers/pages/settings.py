"""The panel of a branch's settings, in private, and a page for each with what it can be."""

from bot.domain.refusals import stale_card
from bot.i18n import N_, Html
from bot.services import settings as service
from bot.services.letters import Key
from handlers.call import Call
from handlers.reply import Reply
from storage import drafts
from storage.orgs import Org

TITLE = N_("⚙️ <b>Settings of {branch}</b> (code {code})")
LINE = N_("• {setting}: {value}")
LANG = N_("The language of the group: /lang group en, sent there. The topic for posts: /settings topic, sent there.")
PAGE = N_("<b>{setting}</b>\nNow: {value}\n{hint}")
BACK = N_("◀ Back")
REHEARSAL = N_("🎭 End the rehearsal")
HINTS = {
    "public_rows": N_("What the group sees of a leaderboard. Everybody always sees the own rank privately."),
    "quiet_hours": N_("Choose, or write hours like 21:00-08:00. What falls into them comes at their end."),
    "reminder": N_("Choose, or write days like 1,16, or: every 2 weeks from 2026-01-05, or a cron of five fields."),
    "dispatch": N_("Beside the half-month reminder, on working days at 9; none comes on the day of a reminder."),
    "participation_floor": N_("The group sees no leaderboard until that many members have points."),
    "review_days": N_(
        "Then deputies may decide too; after twice the time the secretary is told. Free days do not count."
    ),
    "pictures": N_("Boards also come as a picture, in light or dark colours; the text says the same in any case."),
    "meetings": N_(
        "Choose, or write kinds with how often, separated by commas, like: theme_day 1/month, lecture 1/quarter."
    ),
    "checkin_location": N_(
        "The host marks the place; of who checks in only near or not near is kept, and nobody must tell it."
    ),
    "parent_names": N_("Boards and tables of this branch, as a committee or unit above it reads them."),
    "training_hours": N_("Choose, or write hours a year: for everybody and, after a blank, for the office."),
    "sections": N_("Tap to add or take away the ratings, tasks and awards of another rulebook."),
}
WRITTEN = frozenset({"quiet_hours", "reminder", "meetings", "training_hours"})
"""Settings whose value may also be written."""
OFFERS: dict[str, tuple[str, ...]] = {
    "public_rows": ("all", "top_n", "at_or_above_base", "default"),
    "quiet_hours": ("default", "off", "22:00-07:00", "20:00-08:00"),
    "reminder": ("default", "1,15", "1,11,21"),
    "dispatch": ("off", "day", "week", "month", "quarter"),
    "participation_floor": ("off", "3", "5", "10"),
    "pictures": ("light", "dark", "off"),
    "meetings": ("theme_day 1/month", "off", "default"),
    "checkin_location": ("on", "off"),
    "parent_names": ("full", "surname", "stars"),
    "training_hours": ("32 56", "24 40", "16 32", "default"),
    "review_days": ("1", "2", "3", "5", "off", "default"),
}


def spoken(call: Call, value: str) -> str:
    """Write the name of a setting, or a value that is a word of ours; others as they are."""
    return call.speech.word(service.NAMES.get(value) or service.VALUES.get(value, "")) or value


def panel(call: Call, branch: Org) -> Reply:
    """Show all settings with a button each."""
    lines = [call.speech.say(TITLE, branch=branch.name, code=branch.code)]
    for name in service.NAMES:
        value = spoken(call, service.shown(branch, name))
        lines.append(call.speech.say(LINE, setting=spoken(call, name), value=value))
    rows = [[Key(label=spoken(call, name), data=f"s:{branch.id}:{name}")] for name in service.NAMES]
    if branch.rehearsal:
        rows.append([Key(label=call.speech.plain(REHEARSAL), data=f"s:{branch.id}:end")])
    return Reply(text=Html("\n".join([*lines, call.speech.say(LANG)])), keyboard=rows, edit=True)


def page(call: Call, branch: Org, name: str) -> Reply:
    """Show one setting with what it can be; what is written next is taken as its value."""
    if name not in service.NAMES:
        raise stale_card()
    if name in WRITTEN:
        facts = {"org": branch.id, "name": name}
        drafts.put(call.desk.tx, call.incoming.chat_id, call.account, "setting", facts, now=call.desk.now)
    own = service.sections(branch)
    offers = (
        [
            (("☑️ " if code in own else "⬜ ") + code, ("-" if code in own else "+") + code)
            for code in service.addable(branch)
        ]
        if name == "sections"
        else [(spoken(call, value), value) for value in OFFERS[name]]
    )
    rows = [[Key(label=label, data=f"s:{branch.id}:{name}:{value}")] for label, value in offers]
    text = call.speech.say(
        PAGE,
        setting=spoken(call, name),
        value=spoken(call, service.shown(branch, name)),
        hint=call.speech.say(HINTS[name]),
    )
    back = [Key(label=call.speech.plain(BACK), data=f"s:{branch.id}")]
    return Reply(text=text, keyboard=[*rows, back], edit=True)
