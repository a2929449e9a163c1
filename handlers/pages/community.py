"""The pages of communities: the own year, the choice of a post, what a link shows to who opens it."""

from datetime import date
from typing import Any

from bot.domain.organisation.pairing import FOUR_ONES
from bot.i18n import N_, Html, from_telegram
from bot.services import committee, people
from bot.services.awards import community
from bot.services.letters import Key
from bot.services.paging import in_rows
from bot.services.setup import person_of
from handlers.call import Call
from handlers.reply import Reply
from storage import communities, drafts
from storage.persons import Person

HEAD = N_("🏘 {name} · {year} · {done} of 4")
LINE = N_("{mark} {one}: {days}")
NONE = N_("not yet")
TOLD = N_("{day} (waits for your word)")
POST = N_("Service post: {post}")
NO_POST = N_("You have no service post yet.")
ADD = N_("➕ {one}")
CHOOSE = N_("📌 Choose a post")
BRANCH = N_("👥 Members with all four: {full} of {count}")
OPEN = N_("Questions that the community has not answered: {n}")
LINK = N_("🔗 Link for a community")
ASK = N_("❓ Ask a community")
POSTS = N_("Which post do you take?")
OPENED = N_(
    "🏘 {branch} asks: what did {name} do in your community this year? Tap what is true; each counts from the day that "
    "you tap. Nothing else is asked, and {name} reads it."
)
SEND = N_("📨 Send")
ASKED = N_(
    "🏘 {branch} asks your community about {name}: {subject}. Is there an objection? Please answer by {due}. "
    "No words are kept."
)
AGREE = N_("👍 No objection")
TALK = N_("💬 Please talk to us")


def own(call: Call, of: int) -> Reply:
    """The reader's year; for the office also the branch's in numbers, and the links."""
    desk, speech, me, branch = call.desk, call.speech, call.known_person, call.branch
    found = community.year(desk, me, of)
    lines = [speech.say(HEAD, name=me.name, year=str(of), done=found.result.completed)]
    for one in FOUR_ONES:
        acts = [act for act in found.acts if act.one == one and act.state != "disputed"]
        days = [
            speech.day(act.done_on) if act.state == "counted" else speech.plain(TOLD, day=speech.day(act.done_on))
            for act in acts
        ]
        mark = "▫️" if one in found.result.missing else "✅"
        shown = speech.listing(days) if days else speech.word(NONE)
        lines.append(speech.say(LINE, mark=mark, one=community.name_of(one, speech), days=shown))
    if found.post is None:
        lines.append(speech.say(NO_POST))
    else:
        lines.append(speech.say(POST, post=community.listed(community.rules().posts, found.post, speech)))
    adds = [Key(label=speech.plain(ADD, one=community.name_of(one, speech)), data=f"cm:a:{one}") for one in FOUR_ONES]
    keys = [*in_rows(adds, 2), [Key(label=speech.plain(CHOOSE), data="cm:p")]]
    if people.roles_in(desk, me, branch) & set(committee.OFFICE) or people.is_above(desk, me, branch):
        full, count = community.branch_year(desk, branch, of)
        lines.append(speech.say(BRANCH, full=full, count=count))
        if waiting := communities.open_of(desk.tx, branch.id):
            lines.append(speech.say(OPEN, n=len(waiting)))
        keys.append(
            [Key(label=speech.plain(LINK), data="cm:l"), Key(label=speech.plain(ASK), data="cm:q")],
        )
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def posts(call: Call) -> Reply:
    """The service posts to choose from."""
    names = community.rules().posts
    keys = [Key(label=community.listed(names, at, call.speech), data=f"cm:t:{at}") for at in range(len(names))]
    return Reply(text=call.speech.say(POSTS), keyboard=in_rows(keys, 2), private=True, edit=True)


# ---- what a link shows -----------------------------------------------------------------------------------------------
def contact(call: Call) -> Person:
    """Answer who opened a link: somebody known, or one to remember under the Telegram name."""
    sender = call.incoming.sender
    if call.person is not None or sender is None:
        return call.known_person
    return person_of(call.desk, sender.id, sender.name, from_telegram(sender.lang))


def report(call: Call) -> Reply:
    """A member's year for the community to tell of: four things to tap, and a button to send them."""
    word = call.rest.strip()
    person, branch, _ = community.about(call.desk, word, community.REPORT, call.account)
    contact(call)
    drafts.put(call.desk.tx, call.account, call.account, "community", {"word": word, "days": {}}, now=call.desk.now)
    return ticks(call, {}, name=person.name, branch=branch.name)


def ticks(call: Call, days: dict[str, Any], *, name: str, branch: str) -> Reply:
    """The four things with what is tapped so far."""
    speech = call.speech
    rows = []
    for one in FOUR_ONES:
        mark = f"✅ {speech.day(date.fromisoformat(days[one]))}" if one in days else "▫️"
        rows.append([Key(label=f"{mark} {community.name_of(one, speech)}", data=f"cm:k:{one}")])
    if days:
        rows.append([Key(label=speech.plain(SEND), data="cm:s")])
    return Reply(text=speech.say(OPENED, name=name, branch=branch), keyboard=rows, private=True, edit=True)


def question(call: Call) -> Reply:
    """A question to the community, with its two answers."""
    word, speech = call.rest.strip(), call.speech
    person, branch, number = community.about(call.desk, word, community.QUESTION, call.account)
    contact(call)
    found = community.known(call.desk, number)
    drafts.put(call.desk.tx, call.account, call.account, "community", {"word": word, "days": {}}, now=call.desk.now)
    subject = community.listed(community.rules().consult_on, found.subject, speech)
    text = speech.say(ASKED, branch=branch.name, name=person.name, subject=subject, due=found.due_on)
    keys = [Key(label=speech.plain(AGREE), data="cm:r:agree"), Key(label=speech.plain(TALK), data="cm:r:talk")]
    return Reply(text=text, keyboard=[[key] for key in keys], private=True)


def about_whom(call: Call, word: str) -> tuple[str, str]:
    """Answer the names of whom and which branch a report's link is about."""
    person, branch, _ = community.about(call.desk, word, community.REPORT, call.account)
    return person.name, branch.name
