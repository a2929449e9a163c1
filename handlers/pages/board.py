"""The page of a board: what a group may see of it, and the whole list privately with the own place."""

from bot.domain.refusals import not_enrolled
from bot.i18n import N_, Html, Language
from bot.services import board, people, seasons
from bot.services.board import Span, Standing
from bot.services.desk import Desk
from bot.services.letters import Key, Keyboard
from bot.services.paging import page_at, page_keys
from handlers.call import Call
from handlers.reply import Reply
from storage import boards
from storage.chats import Chat
from storage.orgs import Org

HEAD = N_("🏆 <b>{branch}</b> · {kind} · {span}")
SCOPE = N_("In scope: {count} · with points: {scored} · average: {average}")
EXEMPT = N_("Exempt and not ranked: {count}")
OWN = N_("Your place: {place} of {count}, with {points}")
NO_PLACE = N_("You have no place on this board.")
FULL = N_("📋 Full list, privately")
REFRESH = N_("🔄 Refresh")
SEASONS = 12


def may_look(call: Call, branch: Org) -> None:
    """Insist that a person belongs to a branch or answers for it. Raises ``NOT_ENROLLED``."""
    person, desk = call.known_person, call.desk
    belongs = people.is_member(desk, person, branch) or people.roles_in(desk, person, branch)
    if not belongs and not people.is_above(desk, person, branch):
        raise not_enrolled()


def public(call: Call, branch: Org, kind: str, span: Span) -> Reply:
    """What the group may see, in the group's language."""
    text, keys = card(call.desk, call.chat, branch, kind, span)
    return Reply(text=text, keyboard=keys, edit=True)


def running(desk: Desk, chat: Chat, branch: Org, kind: str) -> tuple[Html, Keyboard]:
    """What a group may see of the board of the running period, as its live card shows it."""
    return card(desk, chat, branch, kind, board.running_span(desk, branch))


def card(desk: Desk, chat: Chat | None, branch: Org, kind: str, span: Span) -> tuple[Html, Keyboard]:
    """What a group may see of a board, and the buttons below it."""
    speech = desk.speaks_in(chat)
    standing = board.standing(desk, branch, kind, span.start, span.end, before=span.before)
    lines = [*_head(branch, kind, span, standing, speech), board.group_text(desk, branch, standing.rows, speech)]
    keys = [_tabs(desk, branch, "g", kind, span, speech)]
    private_key = Key(label=speech.plain(FULL), data=f"b:p:{branch.id}:{kind}:{span.key}:0")
    keys.append([private_key, Key(label=speech.plain(REFRESH), data=f"b:g:{branch.id}:{kind}:{span.key}:0")])
    return Html("\n".join(lines)), [row for row in keys if row]


def private(call: Call, branch: Org, kind: str, span: Span, page: int) -> Reply:
    """The whole list, a page of it, and the own place."""
    speech = call.speech
    standing = board.standing(call.desk, branch, kind, span.start, span.end, before=span.before)
    code = branch.code if kind == "branch" else call.known_person.code
    pages = board.full_pages(standing.rows, speech, own=code)
    page = min(max(0, page), len(pages) - 1)
    lines = [*_head(branch, kind, span, standing, speech), pages[page]]
    if row := standing.row_of(code):
        lines.append(speech.say(OWN, place=row.rank, count=len(standing.rows), points=row.points))
    elif kind == "member":
        lines.append(speech.say(NO_PLACE))
    keys = [
        _tabs(call.desk, branch, "p", kind, span, speech),
        page_keys(f"b:p:{branch.id}:{kind}:{span.key}", page, len(pages)),
    ]
    return Reply(text=Html("\n".join(lines)), keyboard=[row for row in keys if row], edit=True, private=True)


def archive(call: Call, branch: Org, page: int = 0) -> Reply:
    """The seasons that closed with their champions; alone one also reads the own place."""
    alone = not call.incoming.in_group
    speech = call.speech if alone else call.desk.speaks_in(call.chat)
    page, pages = page_at(page, boards.how_many_seasons(call.desk.tx, branch.id), SEASONS)
    lines = [speech.say(seasons.HEAD, branch=branch.name)]
    rows = boards.seasons_of(call.desk.tx, branch.id, skip=page * SEASONS, most=SEASONS)
    lines += [seasons.line(call.desk, row, speech, own=call.known_person if alone else None) for row in rows]
    if not rows:
        lines.append(speech.say(seasons.NONE))
    keys = page_keys(f"b:a:{branch.id}", page, pages)
    return Reply(text=Html("\n".join(lines)), keyboard=[keys] if keys else [], edit=True)


def _head(branch: Org, kind: str, span: Span, standing: Standing, speech: Language) -> list[Html]:
    facts = {"kind": speech.word(board.KINDS[kind]), "span": board.span_text(span, speech)}
    lines = [speech.say(HEAD, branch=branch.name, **facts)]
    if standing.average is not None:
        average = {"count": len(standing.rows), "scored": standing.on_board, "average": standing.average}
        lines.append(speech.say(SCOPE, **average))
    if standing.exempt:
        lines.append(speech.say(EXEMPT, count=standing.exempt))
    return lines


def _tabs(desk: Desk, branch: Org, mode: str, kind: str, span: Span, speech: Language) -> list[Key]:  # noqa: PLR0917 - what a button holds
    known = board.kinds(desk, branch)
    return [
        Key(
            label=("• " if one == kind else "") + speech.word(board.KINDS[one]),
            data=f"b:{mode}:{branch.id}:{one}:{span.key}:0",
        )
        for one in known
        if len(known) > 1
    ]
