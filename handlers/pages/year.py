"""The page of a year: the own sheet, which only its person reads, and the branch's, of which others see a part."""

from bot.domain.refusals import unknown_period
from bot.i18n import N_, Html
from bot.services import people
from bot.services.letters import Key
from bot.services.yearly import sheets, words
from handlers.call import Call
from handlers.pages.board import may_look
from handlers.reply import Reply
from storage.orgs import Org

OWN = N_("📋 <b>{year}</b> · {name} · {branch}")
BRANCH = N_("📋 <b>{year}</b> · {branch}")
HEAD = N_("All sheets of the year: <code>{head}</code>")
TO_OWN = N_("👤 My sheet")
TO_BRANCH = N_("🏘 The branch's sheet")
FIRST = 2000
"""The first year that can be asked for."""
OFFICE = frozenset({"secretary", "deputy_secretary"})


def page(call: Call, branch: Org, year: int, shown: str) -> Reply:
    """A sheet of a year, shown "me" or "br"; whoever may look at the branch sees the open part of its sheet."""
    may_look(call, branch)
    if not FIRST <= year <= call.desk.today.year:
        raise unknown_period(str(year))
    desk, person, speech = call.desk, call.known_person, call.speech
    named = speech.period(f"{year:04d}")
    if shown == "me":
        sheet = sheets.of_member(desk, branch, person.id, year)
        told = [speech.say(OWN, year=named, name=person.name, branch=branch.name), *words.lines(sheet, speech)]
    else:
        office = bool(people.roles_in(desk, person, branch) & OFFICE) or people.is_above(desk, person, branch)
        sheet = sheets.of_branch(desk, branch, year)
        told = [speech.say(BRANCH, year=named, branch=branch.name), *words.lines(sheet, speech, openly=not office)]
        if head := sheets.head(desk, branch, year):
            told.append(speech.say(HEAD, head=head))
    other, label = ("br", TO_BRANCH) if shown == "me" else ("me", TO_OWN)
    turns = [Key(label=f"◀ {year - 1}", data=f"yr:{branch.id}:{year - 1}:{shown}")] if year > FIRST else []
    if year < desk.today.year:
        turns.append(Key(label=f"{year + 1} ▶", data=f"yr:{branch.id}:{year + 1}:{shown}"))
    keys = [row for row in ([Key(label=speech.plain(label), data=f"yr:{branch.id}:{year}:{other}")], turns) if row]
    return Reply(text=Html("\n".join(told)), keyboard=keys, private=True, edit=True)
