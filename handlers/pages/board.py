"""The page of a board: what a group may see of it, and the whole list privately with the own place."""

from bot.domain.refusals import not_enrolled
from bot.i18n import N_, Html, Language, html
from bot.services import board, people, seasons, settings
from bot.services.board import Span, Standing
from bot.services.desk import Desk
from bot.services.letters import Key, Keyboard
from bot.services.paging import page_at, page_keys
from bot.services.pictures import board as pictured
from handlers.call import Call
from handlers.reply import Reply
from storage import boards
from storage.chats import Chat
from storage.orgs import Org

HEAD = N_("🏆 <b>{branch}</b> · {kind} · {span}")
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
    """What the group may see, in the group's language, with the same as a picture beside it."""
    speech = call.desk.speaks_in(call.chat)
    standing = board.standing(call.desk, branch, kind, span.start, span.end, before=span.before)
    text, keys = _card(call.desk, branch, kind, span, standing, speech)
    picture = pictured.for_group(call.desk, branch, kind=kind, span=span, standing=standing, speech=speech)
    return Reply(text=text, keyboard=keys, edit=True, picture=picture)


def running(desk: Desk, chat: Chat, branch: Org, kind: str) -> tuple[Html, Keyboard]:
    """What a group may see of the board of the running period, as its live card shows it."""
    span = board.running_span(desk, branch)
    standing = board.standing(desk, branch, kind, span.start, span.end, before=span.before)
    return _card(desk, branch, kind, span, standing, desk.speaks_in(chat))


def _card(  # noqa: PLR0917 - what a card tells
    desk: Desk, branch: Org, kind: str, span: Span, standing: Standing, speech: Language
) -> tuple[Html, Keyboard]:
    """What a group may see of a board, and the buttons below it."""
    lines = [*_head(branch, kind, span, standing, speech), board.group_text(desk, branch, standing.rows, speech)]
    keys = [_tabs(desk, branch, "g", kind, span, speech)]
    private_key = Key(label=speech.plain(FULL), data=f"b:p:{branch.id}:{kind}:{span.key}:0")
    keys.append([private_key, Key(label=speech.plain(REFRESH), data=f"b:g:{branch.id}:{kind}:{span.key}:0")])
    return Html("\n".join(lines)), [row for row in keys if row]


def private(call: Call, branch: Org, kind: str, span: Span, page: int) -> Reply:
    """The whole list, a page of it, and the own place."""
    speech = call.speech
    standing = board.standing(call.desk, branch, kind, span.start, span.end, before=span.before)
    if kind != "branch":
        standing = board.masked_names(standing, settings.names_for(call.desk, call.known_person, branch))
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
    shown = standing.rows[page * board.PAGE : (page + 1) * board.PAGE]
    picture = pictured.for_reader(branch, kind=kind, span=span, standing=standing, speech=speech, rows=shown, own=code)
    text = Html("\n".join(lines))
    return Reply(text=text, keyboard=[row for row in keys if row], edit=True, private=True, picture=picture)


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


def heading(branch: Org, kind: str, span: Span, speech: Language) -> Html:
    """Write whose board it is, of whom and of when."""
    return speech.say(HEAD, branch=branch.name, kind=speech.word(board.KINDS[kind]), span=board.span_text(span, speech))


def _head(branch: Org, kind: str, span: Span, standing: Standing, speech: Language) -> list[Html]:
    return [heading(branch, kind, span, speech), *(html(note) for note in pictured.notes(standing, speech))]


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
