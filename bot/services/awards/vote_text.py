"""Votes in words: the card in the group, the result for all, the result for those who run the vote."""

from collections.abc import Sequence

from bot.domain.awards.ballot import ANSWERS, Counts, Elected, VoteKind, appraised, election, resolution, satisfied
from bot.domain.awards.ballot import needed_present as needed
from bot.i18n import N_, Html, Language, html
from bot.services.letters import Key
from storage.votes import Vote

KINDS = {
    VoteKind.RESOLUTION: N_("resolution"),
    VoteKind.ELECTION: N_("election"),
    VoteKind.SATISFACTION: N_("satisfaction poll"),
    VoteKind.APPRAISAL: N_("democratic appraisal"),
}
STATES = {
    "prepared": N_("prepared"),
    "open": N_("open"),
    "closed": N_("closed, not counted yet"),
    "counted": N_("counted"),
    "cancelled": N_("called off"),
}
WORDS = {
    "yes": N_("For"),
    "no": N_("Against"),
    "abstain": N_("Abstain"),
    "satisfied": N_("Satisfied"),
    "fairly": N_("Fairly satisfied"),
    "average": N_("So-so"),
    "dissatisfied": N_("Not satisfied"),
    "unknown": N_("Cannot tell"),
    "excellent": N_("Excellent"),
    "qualified": N_("Qualified"),
    "basic": N_("Basically qualified"),
    "unqualified": N_("Not qualified"),
}
"""Answer to its button, which begins with the word itself in every language."""

HEAD = N_("🗳 <b>{title}</b>\n{kind} · secret ballot")
ROLL = N_("{eligible} may vote; {needed} must take part.")
RULE = {
    VoteKind.RESOLUTION: N_("It passes if more than half of the {eligible} are for it."),
    VoteKind.ELECTION: N_("Elected is who more than half of those taking part are for, the most votes first."),
    VoteKind.SATISFACTION: N_("Anonymous, one minute. Nobody's answer is shown to anybody."),
    VoteKind.APPRAISAL: N_("Full members are graded; at most a third of them, {seats}, may be excellent."),
}
ONCE = N_("One ballot each, and what is in the urn stays in it. Who chose what is written nowhere.")
TAKE = N_("🗳 Take a ballot paper")
CLOSED = N_("🔒 Closed: {ballots} of {eligible} took part. It is being counted.")
CALLED_OFF = N_("✖️ Called off. What was in the urn was destroyed unread.")
COUNTED = N_("✅ Counted: {ballots} of {eligible} took part. The result stands below.")

RESULT = N_("🗳 <b>Result: {title}</b>\n{kind} · {ballots} of {eligible} took part")
LINE = N_("{name}: {said}")
SAID = N_("{answer} {n}")
PASSED = N_("✅ More than half of those who should attend are for it: passed.")
NOT_PASSED = N_("❌ Not more than half of those who should attend are for it: not passed.")
NO_QUORUM = N_("❌ {needed} had to take part, so this decides nothing. Please vote again when enough are there.")
ELECTED = N_("✅ Elected: {names}")
NOBODY_ELECTED = N_("Nobody has more than half of the ballots.")
RUNOFF = N_("⚖️ Open seats: {seats}. A runoff between {names} can be prepared.")
TOO_FEW = N_("Fewer than half took part, so the answers were destroyed unread; only the number is kept.")
SCORE = N_("Satisfaction {score} of 100 · satisfied or fairly satisfied: {rate} percent")
NO_SCORE = N_("Everybody who took part could not tell, so there is no score.")
TO_OFFICE = N_("Nobody's grades stand here: the counts are with those who run the appraisal, and the branch decides.")
PROPOSED = N_("Proposed as excellent (at most {seats}): {names}")
UNRESOLVED = N_("Tied at the limit, for the branch to decide: {names}")
NOBODY = N_("nobody")
RECORD = N_("📝 Decision of the committee above: {text}")


def answer_word(kind: VoteKind, answer: str, speech: Language) -> str:
    """Name an answer; who abstains from a poll cannot tell."""
    unknown = kind is VoteKind.SATISFACTION and answer == "abstain"
    return speech.word(WORDS["unknown" if unknown else answer])


def head(vote: Vote, speech: Language) -> list[Html]:
    """Say what is voted on, by whom, and what decides."""
    kind = VoteKind(vote.kind)
    lines = [speech.say(HEAD, title=vote.title, kind=speech.word(KINDS[kind]))]
    if vote.state != "prepared":
        lines.append(speech.say(ROLL, eligible=vote.eligible, needed=needed(kind, vote.eligible)))
        lines.append(speech.say(RULE[kind], eligible=vote.eligible, seats=vote.seats))
    return lines


def card(vote: Vote, speech: Language) -> tuple[Html, Sequence[Sequence[Key]]]:
    """Word the card in the group, with the answers themselves where there is one question."""
    lines, keys = head(vote, speech), list[list[Key]]()
    facts = {"ballots": vote.ballots or 0, "eligible": vote.eligible}
    if vote.state == "open":
        lines.append(speech.say(ONCE))
        keys = paper_keys(vote, speech)
    elif vote.state == "closed":
        lines.append(speech.say(CLOSED, **facts))
    elif vote.state == "counted":
        lines.append(speech.say(COUNTED, **facts))
    else:
        lines.append(speech.say(CALLED_OFF))
    return Html("\n".join(lines)), keys


def paper_keys(vote: Vote, speech: Language) -> list[list[Key]]:
    """Answer the buttons of one question, or the one that brings a paper of several."""
    kind = VoteKind(vote.kind)
    if kind in {VoteKind.ELECTION, VoteKind.APPRAISAL}:
        return [[Key(label=speech.plain(TAKE), data=f"vb:{vote.id}")]]
    keys = [
        Key(label=answer_word(kind, answer, speech), data=f"vb:{vote.id}:a:{place}")
        for place, answer in enumerate(ANSWERS[kind])
    ]
    return [keys] if kind is VoteKind.RESOLUTION else [keys[:2], keys[2:4], keys[4:]]


def elected(vote: Vote, counts: Counts) -> Elected:
    """Find how an election ended."""
    return election(
        counts,
        candidates=len(vote.options),
        eligible=vote.eligible,
        present=vote.ballots or 0,
        seats=vote.seats,
    )


def published(vote: Vote, counts: Counts, names: Sequence[str], speech: Language) -> Html:
    """Word the result for the group: counts of everything but of people's grades."""
    kind, present = VoteKind(vote.kind), vote.ballots or 0
    facts = {"ballots": present, "eligible": vote.eligible}
    lines = [speech.say(RESULT, title=vote.title, kind=speech.word(KINDS[kind]), **facts)]
    if kind is VoteKind.SATISFACTION:
        lines += _poll(vote, counts, speech)
    elif present < needed(kind, vote.eligible):
        lines.append(speech.say(NO_QUORUM, needed=needed(kind, vote.eligible)))
    elif kind is VoteKind.RESOLUTION:
        passed = resolution(counts, eligible=vote.eligible, present=present).passed
        lines += [_said(vote, counts, 0, speech), speech.say(PASSED if passed else NOT_PASSED)]
    elif kind is VoteKind.ELECTION:
        lines += _election(vote, counts, names, speech)
    else:
        lines.append(speech.say(TO_OFFICE))
    return Html("\n".join(lines))


def _said(vote: Vote, counts: Counts, subject: int, speech: Language) -> Html:
    kind = VoteKind(vote.kind)
    order = ("yes", "no", "abstain") if kind is VoteKind.ELECTION else ANSWERS[kind]
    said = [
        speech.plain(SAID, answer=answer_word(kind, answer, speech), n=counts.get((subject, answer), 0))
        for answer in order
    ]
    return html(" · ".join(said))


def _poll(vote: Vote, counts: Counts, speech: Language) -> list[Html]:
    if (vote.ballots or 0) * 2 < vote.eligible:
        return [speech.say(TOO_FEW)]
    found = satisfied(counts, invited=vote.eligible)
    lines = [_said(vote, counts, 0, speech)]
    if found.score is None:
        return [*lines, speech.say(NO_SCORE)]
    return [*lines, speech.say(SCORE, score=found.score, rate=found.rate)]


def _election(vote: Vote, counts: Counts, names: Sequence[str], speech: Language) -> list[Html]:
    found = elected(vote, counts)
    order = sorted(found.votes, key=lambda one: (-found.votes[one], one))
    lines = [speech.say(LINE, name=names[one], said=_said(vote, counts, one, speech)) for one in order]
    chosen = speech.listing(names[one] for one in found.elected)
    lines.append(speech.say(ELECTED, names=chosen) if found.elected else speech.say(NOBODY_ELECTED))
    if found.runoff:
        left = speech.listing(names[one] for one in found.runoff)
        lines.append(speech.say(RUNOFF, seats=found.open_seats, names=left))
    return lines


def for_office(vote: Vote, counts: Counts, names: Sequence[str], speech: Language) -> Html:
    """Word the result for those who run the vote: of an appraisal the counts of each, and who could be excellent."""
    lines = [published(vote, counts, names, speech)]
    kind = VoteKind(vote.kind)
    if kind is VoteKind.APPRAISAL and (vote.ballots or 0) >= needed(kind, vote.eligible):
        lines += [
            speech.say(LINE, name=name, said=_said(vote, counts, place, speech)) for place, name in enumerate(names)
        ]
        found = appraised(counts, graded=len(names))
        chosen = speech.listing(names[int(one)] for one in found.selected) or speech.word(NOBODY)
        lines.append(speech.say(PROPOSED, seats=vote.seats, names=chosen))
        if found.unresolved:
            lines.append(speech.say(UNRESOLVED, names=speech.listing(names[int(one)] for one in found.unresolved)))
    if vote.record:
        lines.append(speech.say(RECORD, text=vote.record))
    return Html("\n".join(lines))
