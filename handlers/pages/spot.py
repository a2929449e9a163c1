"""The page of a branch's spot checks: what was fixed, drawn and found, in numbers; and what the asker is to check."""

from bot.domain.calendar.periods import parse_period
from bot.domain.points.spot import seed
from bot.i18n import N_, Html, nN_
from bot.services import spot
from bot.services.letters import Key
from bot.services.paging import in_rows
from handlers.call import Call
from handlers.reply import Reply
from storage import spots
from storage.orgs import Org
from storage.spots import Draw

TITLE = N_("🎲 <b>Spot checks</b> · {branch}")
OPENED = N_(
    "<b>{month}</b>: fixed on {day} by a salt whose SHA-256 is <code>{hash}</code>. The draw comes with the notice."
)
DRAWN = nN_(
    "<b>{month}</b>: {n} of {pool} claims drawn on {day} – true {true}, partly true {partly}, not true {false}, "
    "not checked yet {waiting}.",
    "<b>{month}</b>: {n} of {pool} claims drawn on {day} – true {true}, partly true {partly}, not true {false}, "
    "not checked yet {waiting}.",
)
RECHECK = N_(
    "To recheck: the SHA-256 of the salt <code>{salt}</code> is <code>{hash}</code>, as it was posted before. Of all "
    "claims that gave points in the month, those were drawn whose number gives the smallest SHA-256 of "
    "<code>{seed}:NUMBER</code>."
)
NONE = N_("There is no spot check here yet. Its salt is fixed with the month's first post.")
YOURS = nN_(
    "🔎 {n} claim waits for your check. Which ones they are stays between you and the claimants.",
    "🔎 {n} claims wait for your check. Which ones they are stays between you and the claimants.",
)
SHOWN = 2
KEYS_IN_ROW = 4


def page(call: Call, branch: Org, period: str) -> Reply:
    """The newest draws, or that of one month; below them what the asker is to check."""
    month = parse_period(period).key if period else ""
    found = [one for one in spots.of_branch(call.desk.tx, branch.id) if month in {"", one.period}]
    lines = [call.speech.say(TITLE, branch=branch.name)]
    for one in reversed(found[-SHOWN:]):
        lines += [Html(), *_told(call, one)]
    if not found:
        lines.append(call.speech.say(NONE))
    tasks = spot.waiting_for(call.desk, call.known_person, branch)
    if tasks:
        lines += [Html(), call.speech.count(YOURS, len(tasks))]
    keys = [Key(label=f"#{task.check.claim_id}", data=f"sp:o:{task.check.id}") for task in tasks]
    return Reply(text=Html("\n".join(lines)), keyboard=in_rows(keys, KEYS_IN_ROW), private=True)


def _told(call: Call, one: Draw) -> list[Html]:
    speech, zone = call.speech, call.desk.house.zone
    month = speech.month(one.period)
    if one.drawn_at is None:
        day = one.committed_at.astimezone(zone).date()
        return [speech.say(OPENED, month=month, day=day, hash=one.commitment)]
    told = spot.result(call.desk, one)
    drawn = speech.count(
        DRAWN,
        told.drawn,
        month=month,
        pool=told.pool,
        day=one.drawn_at.astimezone(zone).date(),
        true=told.true,
        partly=told.partly,
        false=told.false,
        waiting=told.waiting,
    )
    return [drawn, speech.say(RECHECK, salt=one.salt, hash=one.commitment, seed=seed(one.period, one.salt))]
