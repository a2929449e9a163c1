"""The pages of dues: the calculator, which is said from memory; the own months; the record for who keeps it."""

from decimal import Decimal
from typing import Literal

from bot.domain.calendar.periods import month_of_key, shift_month
from bot.domain.life.dues import dues as reckon
from bot.domain.points.period import month_key
from bot.i18n import N_, Html
from bot.services import people
from bot.services.letters import Key
from bot.services.life import dues as service
from bot.services.paging import page_at, page_keys
from handlers.call import Call
from handlers.reply import Reply
from storage import drafts
from storage.orgs import Org

Kind = Literal["employed", "retired"]
RECKONED = {
    "employed": N_("💰 {income} yuan a month, employed: {rate} percent are <b>{amount} yuan</b> a month."),
    "retired": N_("💰 {income} yuan a month, retired: {rate} percent are <b>{amount} yuan</b> a month."),
}
FORGOTTEN = N_(
    "What you wrote and this answer are kept nowhere here: not in the database, not in the log. "
    "You may delete both messages."
)
OTHER = {"employed": N_("Reckon as retired"), "retired": N_("Reckon as employed")}
ASK = N_("What is the monthly base of your dues in yuan? Please answer with the number alone. It is not kept.")
MINE = N_("💰 <b>Party dues</b> · {branch}")
NONE_OPEN = N_("By the record no month of yours is open.")
MY_OPEN = N_("Not marked as paid: {months}. If you have paid, please tell the recorder.")
CALCULATE = N_("🧮 Reckon my dues")
RECORD = N_("📒 The record")
HEAD = N_("📒 <b>Dues of {month}</b> · {branch}\n{paid} of {count} marked as paid. Tap a name to change it.")
ALL = N_("✅ All have paid")
ENTER = N_("➕ Enter {code} for those marked")
ENTERED = N_("{n} entered; they go on to confirmation and review.")
PAGE = 20


def reckoned(call: Call, income: Decimal, kind: Kind | None = None, *, asked: bool = False) -> Reply:
    """Say what the dues of an income are; nothing of it is written, and a press reckons again from its own button."""
    retired = call.person is not None and call.person.status == "retired"
    chosen: Kind = kind or ("retired" if retired else "employed")
    found = reckon(income, chosen)
    facts = {"income": income, "rate": f"{found.rate * 100:f}".rstrip("0").rstrip("."), "amount": found.amount}
    text = Html("\n".join([call.speech.say(RECKONED[chosen], **facts), call.speech.say(FORGOTTEN)]))
    other = "employed" if chosen == "retired" else "retired"
    keys = [[Key(label=call.speech.plain(OTHER[chosen]), data=f"du:c:{other}:{income}")]]
    if asked:
        drafts.drop(call.desk.tx, call.account, call.account)
    return Reply(text=text, keyboard=keys, private=True, edit=True, unwritten=True)


def ask(call: Call) -> Reply:
    """Ask for the income."""
    drafts.put(call.desk.tx, call.account, call.account, "dues", {}, now=call.desk.now)
    return Reply(text=call.speech.say(ASK), private=True, ask=True)


def mine(call: Call) -> Reply:
    """The own months, the calculator, and the record for who keeps it."""
    keys = [[Key(label=call.speech.plain(CALCULATE), data="du:a")]]
    own = people.home(call.desk, call.person) if call.person is not None else None
    if call.person is None or own is None:
        return ask(call)
    left = service.arrears(call.desk, own).get(call.person.id, [])
    lines = [call.speech.say(MINE, branch=own.name)]
    months = call.speech.listing(call.speech.month(one) for one in left)
    lines.append(call.speech.say(MY_OPEN, months=months) if left else call.speech.say(NONE_OPEN))
    if service.may_mark(call.desk, call.person, own):
        keys.append([Key(label=call.speech.plain(RECORD), data=f"du:m:{own.id}:{month_key(call.desk.today)}:0")])
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True)


def record(call: Call, branch: Org, month: str, number: int, said: str = "") -> Reply:
    """The record of a month: a button for each member, all at once, and the entries of the scheme's item."""
    speech, found = call.speech, service.rows(call.desk, branch, month)
    number, pages = page_at(number, len(found), PAGE)
    shown = found[number * PAGE : (number + 1) * PAGE]
    prefix = f"{branch.id}:{month}"
    keys = [
        [Key(label=f"{_sign(one)} {one.person.name}", data=f"du:t:{prefix}:{number}:{one.person.id}") for one in pair]
        for pair in (shown[start : start + 2] for start in range(0, len(shown), 2))
    ]
    keys += [turn] if (turn := page_keys(f"du:m:{prefix}", number, pages)) else []
    if any(not one.paid for one in found):
        keys.append([Key(label=speech.plain(ALL), data=f"du:x:{prefix}")])
    item = service.item_of(call.desk, branch)
    unentered = any(one.paid and not one.entered for one in found)
    if item is not None and unentered and people.may_enter(call.desk, call.known_person, branch):
        keys.append([Key(label=speech.plain(ENTER, code=item.code), data=f"du:e:{prefix}")])
    keys.append(_months(call, branch, month))
    paid = sum(one.paid for one in found)
    head = speech.say(HEAD, month=speech.month(month), branch=branch.name, paid=paid, count=len(found))
    return Reply(text=head, keyboard=keys, private=True, edit=True, toast=said)


def _sign(one: service.Row) -> str:
    return "☑️" if one.entered else "✅" if one.paid else "⬜"


def _months(call: Call, branch: Org, month: str) -> list[Key]:
    year, number = month_of_key(month)
    around = ["{:04d}-{:02d}".format(*shift_month(year, number, by)) for by in (-1, 1)]
    return [
        Key(label=call.speech.month(one), data=f"du:m:{branch.id}:{one}:0")
        for one in around
        if one <= month_key(call.desk.today)
    ]
