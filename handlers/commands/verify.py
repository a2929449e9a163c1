"""/verify: the branch's chain and totals recomputed, a short answer. Private."""

from bot.domain.organisation.roles import KEEP_BOOKS
from bot.domain.points.chained import GENESIS
from bot.i18n import N_, Html, html, nN_
from bot.services import people, verify
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.reply import Reply
from storage import heads, ledger

SOUND = nN_(
    "✅ {branch}: {n} entry recomputed, chain and totals are sound.\nHead: <code>{head}</code>",
    "✅ {branch}: {n} entries recomputed, chain and totals are sound.\nHead: <code>{head}</code>",
)
TAIL = N_(
    "✅ {branch}: the newest {count} of {all} entries recomputed, their chain is sound.\nHead: <code>{head}</code>\n"
    "<code>jifenbot verify --branch {code}</code> recomputes all of them."
)
FAULTY = nN_(
    "⚠️ {branch}: {n} fault. Please show this to your administrator; nothing is changed by itself.",
    "⚠️ {branch}: {n} faults. Please show this to your administrator; nothing is changed by itself.",
)
MOST = 20_000
"""Entries recomputed in chat: a tenth of a second in which no claim can be booked."""
SHOWN = 10


def show(call: Call) -> Reply:
    """Recompute the branch's books, of a long ledger the newest part."""
    desk, branch, speech = call.desk, call.branch, call.speech
    people.need_role(desk, call.known_person, branch, *KEEP_BOOKS)
    seq, head = heads.read(desk.tx, branch.id)
    after = max(0, seq - MOST)
    start = ledger.of_branch(desk.tx, branch.id, after=after - 1, most=1)[0].hash if after else None
    checked = verify.check_branch(desk, branch, after=after, head=start or GENESIS)
    if checked.faults:
        lines = [speech.count(FAULTY, len(checked.faults), branch=branch.name)]
        lines.extend(Html(f"<code>{html(str(fault))}</code>") for fault in checked.faults[:SHOWN])
        return Reply(text=Html("\n".join(lines)), private=True)
    facts = {"branch": branch.name, "head": head or GENESIS}
    if after:
        text = speech.say(TAIL, count=seq - after, all=seq, code=branch.code, **facts)
    else:
        text = speech.count(SOUND, seq, **facts)
    return Reply(text=text, private=True)


COMMAND = Command(name="verify", help=N_("recompute the books"), who=anyone, run=show, menu="staff")
