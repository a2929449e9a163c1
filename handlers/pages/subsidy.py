"""The page of a month's star subsidies: who gets what by which star, the sum, confirmed once (F16, F17)."""

import re
from decimal import Decimal

from bot.domain.refusals import unknown_period
from bot.i18n import N_, Html, Language
from bot.services import committee
from bot.services.desk import Desk
from bot.services.letters import Key
from bot.services.ratings import subsidy
from bot.services.ratings.outcome import stars_text
from handlers.call import Call
from handlers.reply import Reply
from storage import orgs, persons
from storage.orgs import Org
from storage.subsidies import SubsidyRow

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
SHOWN = 20

HEAD = N_("💰 Star subsidies of {org} · {month}")
LINE = N_("{branch} · {name} · {stars} · {amount}")
FUND = N_("{branch} · work fund · {stars} · {amount}")
NOBODY = N_("no secretary")
MORE = N_("… and more: {n}. The file has them all.")
SUM = N_("Lines: {count}, together <b>{total}</b> yuan.")
OPEN = N_("Computed as of today, not confirmed. The bot pays nothing; finance gets the file.")
DONE = N_("Confirmed. <code>jifenbot export subsidies --period {month}</code> writes the file for finance.")
NONE = N_("No branch has a subsidy in this month.")
CONFIRM = N_("✅ Confirm the list")


def show(call: Call, org: Org, month: str) -> Reply:
    """Show a month's list, as confirmed or as it would be now.

    Raises:
        Refusal: ``NO_RIGHT``, ``UNKNOWN_PERIOD``.
    """
    desk, speech = call.desk, call.speech
    committee.need_conductor(desk, call.known_person, org)
    if not _MONTH.fullmatch(month):
        raise unknown_period(month)
    done = subsidy.confirmed(desk, org, month)
    rows = done or subsidy.lines(desk, org, month)
    lines = [speech.say(HEAD, org=org.name, month=speech.month(month))]
    lines += [_line(desk, row, speech) for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        lines.append(speech.say(MORE, n=len(rows) - SHOWN))
    if not rows:
        lines.append(speech.say(NONE))
    else:
        lines.append(speech.say(SUM, count=len(rows), total=subsidy.total(rows)))
        lines.append(speech.say(DONE, month=month) if done else speech.say(OPEN))
    keys = [[Key(label=speech.plain(CONFIRM), data=f"sr:m:{org.id}:{month}")]] if rows and not done else []
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def _line(desk: Desk, row: SubsidyRow, speech: Language) -> Html:
    branch = orgs.get(desk.tx, row.branch_id)
    facts = {"branch": branch.name, "stars": stars_text(row.star), "amount": Decimal(row.amount)}
    if row.kind == "fund":
        return speech.say(FUND, **facts)
    name = persons.get(desk.tx, row.person_id).name if row.person_id is not None else speech.word(NOBODY)
    return speech.say(LINE, name=name, **facts)
