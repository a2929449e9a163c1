"""The page of a board: what a group may see of it, and the whole list privately with the own place."""

from bot.domain.refusals import not_enrolled
from bot.i18n import N_, Html, Language
from bot.services import board, people
from bot.services.board import Span, Standing
from bot.services.letters import Key
from bot.services.paging import page_keys
from handlers.call import Call
from handlers.reply import Reply
from storage.orgs import Org

HEAD = N_("🏆 <b>{branch}</b> · {kind} · {span}")
SCOPE = N_("In scope: {count} · with points: {scored} · average: {average}")
EXEMPT = N_("Exempt and not ranked: {count}")
OWN = N_("Your place: {place} of {count}, with {points}")
NO_PLACE = N_("You have no place on this board.")
FULL = N_("📋 Full list, privately")
REFRESH = N_("🔄 Refresh")


def may_look(call: Call, branch: Org) -> None:
    """Insist that a person belongs to a branch or answers for it. Raises ``NOT_ENROLLED``."""
    person, desk = call.known_person, call.desk
    belongs = people.is_member(desk, person, branch) or people.roles_in(desk, person, branch)
    if not belongs and not people.is_above(desk, person, branch):
        raise not_enrolled()


def public(call: Call, branch: Org, kind: str, span: Span) -> Reply:
    """What the group may see, in the group's language."""
    speech = call.desk.speaks_in(call.chat)
    standing = board.standing(call.desk, branch, kind, span.start, span.end, before=span.before)
    lines = [*_head(branch, kind, span, standing, speech), board.group_text(call.desk, branch, standing.rows, speech)]
    keys = [_tabs(call, branch, "g", kind, span)]
    private_key = Key(label=speech.plain(FULL), data=f"b:p:{branch.id}:{kind}:{span.key}:0")
    keys.append([private_key, Key(label=speech.plain(REFRESH), data=f"b:g:{branch.id}:{kind}:{span.key}:0")])
    return Reply(text=Html("\n".join(lines)), keyboard=[row for row in keys if row], edit=True)


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
        _tabs(call, branch, "p", kind, span),
        page_keys(f"b:p:{branch.id}:{kind}:{span.key}", page, len(pages)),
    ]
    return Reply(text=Html("\n".join(lines)), keyboard=[row for row in keys if row], edit=True, private=True)


def _head(branch: Org, kind: str, span: Span, standing: Standing, speech: Language) -> list[Html]:
    facts = {"kind": speech.word(board.KINDS[kind]), "span": board.span_text(span, speech)}
    lines = [speech.say(HEAD, branch=branch.name, **facts)]
    if standing.average is not None:
        average = {"count": len(standing.rows), "scored": standing.on_board, "average": standing.average}
        lines.append(speech.say(SCOPE, **average))
    if standing.exempt:
        lines.append(speech.say(EXEMPT, count=standing.exempt))
    return lines


def _tabs(call: Call, branch: Org, mode: str, kind: str, span: Span) -> list[Key]:
    known = board.kinds(call.desk, branch)
    speech = call.desk.speaks_in(call.chat) if mode == "g" else call.speech
    return [
        Key(
            label=("• " if one == kind else "") + speech.word(board.KINDS[one]),
            data=f"b:{mode}:{branch.id}:{one}:{span.key}:0",
        )
        for one in known
        if len(known) > 1
    ]
