"""The monthly notice with leaderboard and publicity: one post. It closes the month (bot/services/notice.py)."""

from bot.i18n import N_, Html, html, nN_
from bot.services import notice, spot
from bot.services.letters import Key
from handlers.notices import Section, View, board_lines, full_board, joined, pictures, summary, uncertain

TITLE = N_("📢 <b>Appraisal notice and publicity of points, {month}</b>")
NOBODY = N_("{branch}: nobody is in scope.")
ON_BOARD = nN_("{n} on the board.", "{n} on the board.")
WAITING = nN_(
    "{n} claim is still in review; once approved it counts as an adjustment in a later month.",
    "{n} claims are still in review; once approved they count as adjustments in a later month.",
)
PUBLICITY = nN_(
    "Publicity: {first} – {until} ({n} working day). If you disagree, press “{object}”.",
    "Publicity: {first} – {until} ({n} working days). If you disagree, press “{object}”.",
)
DETAILS = N_("Your own entries: press “{details}”; only you see them.")
HEAD = nN_("🔏 Ledger: {n} entry, head <code>{head}</code>", "🔏 Ledger: {n} entries, head <code>{head}</code>")
CONTENT = N_("🧾 Content of this publicity: <code>{content}</code>")
DRAWN = nN_(
    "🎲 Spot check: {n} of {pool} claims drawn. Salt <code>{salt}</code>; /spot says how to recheck.",
    "🎲 Spot check: {n} of {pool} claims drawn. Salt <code>{salt}</code>; /spot says how to recheck.",
)
OBJECT = N_("✋ Object")
MY_DETAILS = N_("👤 My details")
SHORT = 16


def section(view: View) -> Section:
    """Word the notice."""
    return laid_open(view, view.speech.say(TITLE, month=view.speech.month(view.post.period)))


def laid_open(view: View, title: Html) -> Section:
    """Word a period's points as they are laid open, with the buttons to object and to see one's own lines."""
    speech, month = view.speech, view.post.period
    told = notice.facts(view.desk, view.branch, month)
    lines = [title, *_summary(view, told)]
    lines += board_lines(view, told.boards)
    if told.boards:
        lines += [*([] if len(told.boards) > 1 else [Html()]), speech.count(ON_BOARD, told.boards[-1].on_board)]
    if told.waiting:
        lines.append(speech.count(WAITING, told.waiting))
    if (drawn := spot.revealed(view.desk, view.branch, month)) is not None and drawn.pool:
        counted = spot.result(view.desk, drawn)
        lines.append(speech.count(DRAWN, counted.drawn, pool=counted.pool, salt=drawn.salt))
    facts = {"first": told.first, "until": told.until, "object": speech.plain(OBJECT)}
    lines.append(speech.count(PUBLICITY, told.days, **facts))
    lines.append(speech.say(DETAILS, details=speech.plain(MY_DETAILS)))
    lines += uncertain(view, told.until, certain=told.certain)
    if told.head:
        lines.append(speech.count(HEAD, told.entries, head=told.head[:SHORT]))
    lines.append(speech.say(CONTENT, content=told.content[:SHORT]))
    keys = [
        [
            Key(label=speech.plain(OBJECT), data=f"nt:o:{month}"),
            Key(label=speech.plain(MY_DETAILS), data=f"nt:d:{month}"),
        ],
        [full_board(view, month), *pictures(view, month, told.boards)],
    ]
    return Section(text=joined(lines), keys=keys)


def _summary(view: View, told: notice.Notice) -> list[Html]:
    """Say how many are in scope; of several kinds each says so over its own rows."""
    name = view.branch.name
    if len(told.boards) > 1:
        return [Html(f"<b>{html(name)}</b>")]
    if not told.boards:
        return [view.speech.say(NOBODY, branch=name)]
    return [summary(view, name, told.boards[0])]
