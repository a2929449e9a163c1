"""The pages of votes: the list, and a vote for who runs it, with the buttons that open, close and count it."""

from bot.domain.awards.ballot import VoteKind
from bot.i18n import N_, Html
from bot.services import people
from bot.services.awards import development, vote_text
from bot.services.awards import vote as service
from bot.services.letters import Key
from handlers.call import Call
from handlers.reply import Reply
from storage import persons, votes
from storage.votes import Vote

PROPOSED = N_("📢 {title}: {how}")
HOW_OPEN = N_("laid open until {until}")
HOW_OVER = N_("its days are over; {words} prepares the ballot")
LIST = N_("🗳 <b>Votes of {branch}</b>")
NOTHING = N_("Nothing is being voted on.")
ROW = N_("• {title} · {kind} · {state}")
NEW = {
    VoteKind.RESOLUTION: N_("➕ Resolution"),
    VoteKind.ELECTION: N_("➕ Election"),
    VoteKind.SATISFACTION: N_("➕ Satisfaction"),
    VoteKind.APPRAISAL: N_("➕ Appraisal"),
}
NAMES = N_("On the paper: {names}. To be elected: {seats}.")
LAID_OPEN = N_("It is laid open until {until}. The same words prepare the ballot after that day.")
NEXT = N_("Nobody has been told yet. When it is opened, the roll of those who may vote is fixed and the group is told.")
TELLER = N_("Teller: {name}, who may hold a key too.")
KEY = N_(
    "🔑 The key that opens this urn is in the button below and nowhere else. Ballots are sealed to it, and only this "
    "message can close and count the vote: please do not delete it."
)
KEPT = N_("🔑 Your key is kept: the ballots will be sealed to it as well.")
RECEIPTS = N_("{n} of {eligible} have put their ballot in so far.")
START = N_("▶️ Open…")
OPEN_NOW = N_("▶️ Open now")
KEEP = N_("🔑 Hold a key too")
NAME_TELLER = N_("👤 Name a teller")
CANCEL = N_("✖️ Call off")
CLOSE = N_("🔒 Close")
COUNT = N_("🧮 Count")
REFRESH = N_("🔄 How many?")
LINKS = N_("🔗 10 links for people outside")
RUNOFF = N_("⚖️ Prepare the runoff")
RECORD = N_("📝 The committee's decision")
MOST = 8


def listed(call: Call) -> Reply:
    """The branch's votes: papers for members, all else for who runs it."""
    branch, speech = call.branch, call.speech
    runs = service.may_run(call.desk, call.known_person, branch)
    found = [one for one in votes.under_way(call.desk.tx, branch.id) if runs or one.state == "open"][:MOST]
    found += votes.counted(call.desk.tx, branch.id, most=MOST)
    lines = [speech.say(LIST, branch=branch.name)]
    for one in found:
        kind, state = speech.word(vote_text.KINDS[VoteKind(one.kind)]), speech.word(vote_text.STATES[one.state])
        lines.append(speech.say(ROW, title=one.title, kind=kind, state=state))
    proposed = [one for one in development.proposals(call.desk, branch) if one.vote is None]
    lines += [_proposed(call, one, runs=runs) for one in proposed]
    if not found and not proposed:
        lines.append(speech.say(NOTHING))
    keys = [
        [Key(label=f"🗳 {one.title[:30]}", data=f"vb:{one.id}")]
        for one in found
        if one.state == "open" and votes.has_cast(call.desk.tx, one.id, call.known_person.id) is False
    ]
    if runs:
        keys += [[Key(label=f"⚙️ {one.title[:30]}", data=f"v:p:{one.id}")] for one in found]
        new = [Key(label=speech.plain(label), data=f"v:n:{kind.value}") for kind, label in NEW.items()]
        keys += [new[:2], new[2:]]
    else:
        keys += [[Key(label=f"📊 {one.title[:30]}", data=f"v:s:{one.id}")] for one in found if one.state == "counted"]
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True)


def _proposed(call: Call, one: development.Proposal, *, runs: bool) -> Html:
    """Say of somebody's development how far it is; the words that go on are for who runs the branch."""
    speech = call.speech
    title = speech.plain(development.TITLES[one.stage], name=one.member.name)
    if call.desk.today <= one.row.until or not runs:
        return speech.say(PROPOSED, title=title, how=speech.plain(HOW_OPEN, until=one.row.until))
    words = f"/vote {one.stage if one.stage == 'conversion' else 'development'} {one.member.name}"
    return speech.say(PROPOSED, title=title, how=speech.plain(HOW_OVER, words=words))


def prepared(call: Call, vote: Vote) -> Reply:
    """A vote before it is opened, for who may open it."""
    speech, mine = call.speech, service.may_hold(vote, call.known_person)
    keys = [[Key(label=speech.plain(START), data=f"v:k:{vote.id}")]] if mine else []
    if vote.teller_id is None and mine:
        keys.append([Key(label=speech.plain(NAME_TELLER), data=f"v:t:{vote.id}")])
    if service.may_run(call.desk, call.known_person, service.branch_of(call.desk, vote)):
        keys.append([Key(label=speech.plain(CANCEL), data=f"v:x:{vote.id}")])
    lines = [*_prepared(call, vote), speech.say(NEXT)]
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def developed(call: Call, name: str, stage: str) -> Reply:
    """A member's development: laid open first, later the ballot that is prepared."""
    made = development.propose(call.desk, call.known_person, call.branch, name, stage)
    if isinstance(made, Vote):
        return prepared(call, made)
    return Reply(text=call.speech.say(LAID_OPEN, until=made), private=True)


def _prepared(call: Call, vote: Vote) -> list[Html]:
    speech, lines = call.speech, vote_text.head(vote, call.speech)
    if vote.kind == VoteKind.ELECTION:
        names = speech.listing(service.names_of(call.desk, vote))
        lines.append(speech.say(NAMES, names=names, seats=vote.seats))
    if vote.teller_id is not None:
        lines.append(speech.say(TELLER, name=persons.get(call.desk.tx, vote.teller_id).name))
    return lines


def with_key(call: Call, vote: Vote, word: str, *, kept: bool = False) -> Reply:
    """The message that holds a key: said from memory, for the word in its buttons must not be written anywhere."""
    speech, keys = call.speech, list[list[Key]]()
    lines = _prepared(call, vote)
    if vote.state == "prepared":
        keys = [[Key(label=speech.plain(OPEN_NOW), data=f"v:o:{vote.id}:{word}")]]
        if vote.teller_id is not None and not kept:
            keys.append([Key(label=speech.plain(KEEP), data=f"v:h:{vote.id}:{word}")])
    elif vote.state == "open":
        lines.append(speech.say(RECEIPTS, n=votes.receipts(call.desk.tx, vote.id), eligible=vote.eligible))
        keys = [
            [Key(label=speech.plain(CLOSE), data=f"v:c:{vote.id}:{word}")],
            [Key(label=speech.plain(REFRESH), data=f"v:g:{vote.id}:{word}")],
        ]
        if vote.kind == VoteKind.SATISFACTION:
            keys.append([Key(label=speech.plain(LINKS), data=f"v:i:{vote.id}")])
    elif vote.state == "closed":
        facts = {"ballots": vote.ballots or 0, "eligible": vote.eligible}
        lines.append(speech.say(vote_text.CLOSED, **facts))
        keys = [[Key(label=speech.plain(COUNT), data=f"v:z:{vote.id}:{word}")]]
    lines.append(speech.say(KEPT if kept else KEY))
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True, unwritten=True)


def page(call: Call, vote: Vote) -> Reply:
    """A vote for who runs it: what can be done without its key, and its result."""
    desk, speech = call.desk, call.speech
    branch = service.branch_of(desk, vote)
    people.need_role(desk, call.known_person, branch, *service.RUN, *service.RECORD)
    if vote.state == "prepared":
        return prepared(call, vote)
    if vote.state == "counted":
        return result(call, vote)
    lines, keys = vote_text.head(vote, speech), list[list[Key]]()
    if vote.state == "cancelled":
        lines.append(speech.say(vote_text.CALLED_OFF))
    else:
        lines.append(speech.say(RECEIPTS, n=votes.receipts(desk.tx, vote.id), eligible=vote.eligible))
        keys = [[Key(label=speech.plain(CANCEL), data=f"v:x:{vote.id}")]]
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def result(call: Call, vote: Vote) -> Reply:
    """The result: in full for who runs the vote, as the group knows it for all others."""
    desk, speech = call.desk, call.speech
    branch, found, names = service.branch_of(desk, vote), service.result(desk, vote), service.names_of(desk, vote)
    runs, keys = service.may_run(desk, call.known_person, branch), list[list[Key]]()
    if runs and vote.kind == VoteKind.ELECTION and vote_text.elected(vote, found.counts).runoff:
        keys.append([Key(label=speech.plain(RUNOFF), data=f"v:r:{vote.id}")])
    above = people.is_above(desk, call.known_person, branch)
    records = above or bool(people.roles_in(desk, call.known_person, branch) & set(service.RECORD))
    word = vote_text.for_office if runs or records else vote_text.published
    if records:
        keys.append([Key(label=speech.plain(RECORD), data=f"v:m:{vote.id}")])
    return Reply(text=word(vote, found.counts, names, speech), keyboard=keys, private=True, edit=True)
