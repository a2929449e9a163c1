"""A year sheet in words: a line for each fact, with what it was reckoned from; in the reader's language, ever after."""

from collections.abc import Callable, Iterator, Sequence

from bot.domain.awards.joint import JointKind
from bot.domain.points.tier import Tier
from bot.domain.points.year_sheet import Fact
from bot.i18n import N_, Html, Language
from bot.services.awards import community, joint
from bot.services.life import announcement
from bot.services.yearly.sheets import Sheet

PARTS = {
    "points": N_("Points"),
    "meetings": N_("Meetings"),
    "tasks": N_("Work list"),
    "rating": N_("Stars"),
    "awards": N_("Awards"),
    "votes": N_("Votes"),
    "community": N_("Community"),
    "joint": N_("Joint work"),
    "cases": N_("Cases"),
    "dues": N_("Dues"),
}
TIERS = {Tier.ADVANCED: N_("advanced"), Tier.MIDDLE: N_("middle"), Tier.BEHIND: N_("behind")}
FREQUENCIES = {
    "month": N_("every month"),
    "quarter": N_("every quarter"),
    "half": N_("every half-year"),
    "year": N_("every year"),
}
EXEMPT = N_("exempt")
LINES = {
    ("points", "members"): N_("Members: {value}"),
    ("points", "average"): N_("Average {value}"),
    ("points", "branch"): N_("Points of the branch: {value}"),
    ("points", "band"): N_("Grade: {about}"),
    ("points", "tier"): N_("Tier: {about}"),
    ("meetings", "present"): N_("Present at {value} of {expected} meetings"),
    ("meetings", "held"): N_("{about}: held {value}"),
    ("meetings", "duty"): N_("{about}: {value} of {need} that were due"),
    ("tasks", "done"): N_("Done in time: {value} of {n}"),
    ("rating", "star"): N_("Stars filed: {value}"),
    ("rating", "fund"): N_("Fund of the five stars: {value} yuan"),
    ("rating", "subsidy"): N_("Subsidies of a secretary: {value} yuan"),
    ("awards", "award"): N_("🏆 {about}, {value}"),
    ("awards", "members"): N_("Awards of members: {value}"),
    ("votes", "cast"): N_("Ballots put in: {value} of {n}"),
    ("community", "done"): N_("{about}: {value}"),
    ("joint", "works"): N_("{about}: {value}"),
    ("cases", "heard"): N_("Cases: {value}"),
    ("dues", "paid"): N_("Months marked as paid: {value} of {n}"),
    ("dues", "marked"): N_("Months marked as paid, of all members: {value}"),
}
HOW = {
    ("points", "average"): N_("the mean of {n} members' averages, together {sum}"),
    ("points", "branch"): N_("the sum of {n} entries"),
    ("points", "tier"): N_("by the place among {n} members, in thirds"),
    ("meetings", "present"): N_("on leave {leave}; who was exempt was not expected"),
    ("meetings", "held"): N_("{times} attendances"),
    ("meetings", "duty"): N_("{each} {frequency}; more in one do not make up for another"),
    ("tasks", "done"): N_("late {late}, missed {missed}; open: red {red}, yellow {yellow}, green {green}"),
    ("rating", "fund"): N_("confirmed for {month}"),
    ("rating", "subsidy"): N_("the sum of {n} confirmed months"),
    ("votes", "cast"): N_("whether a ballot was put in; what stood on it nobody can tell"),
    ("cases", "heard"): N_("of them closed {closed}"),
}
PROVISIONAL = N_("⏳ Provisional: the year is not closed, and this is how it stands now.")
FROZEN = N_("🔒 Frozen when the year was closed. SHA-256 of salt and text: <code>{hash}</code>")
ERASED = N_("The words of this sheet were erased; its hash stays.")
NOTHING = N_("Nothing is known of this year.")
PART = N_("<b>{part}</b>")
WITH_HOW = N_("{line} ({how})")


def _kind(speech: Language, fact: Fact) -> str:
    return speech.word(announcement.KINDS[fact.about])


_ABOUT: dict[tuple[str, str], Callable[[Language, Fact], str]] = {
    ("meetings", "held"): _kind,
    ("meetings", "duty"): _kind,
    ("points", "band"): lambda speech, fact: fact.inputs.get(speech.code) or fact.value,
    ("points", "tier"): lambda speech, fact: speech.word(TIERS[Tier(fact.value)]),
    ("community", "done"): lambda speech, fact: community.name_of(fact.about, speech),
    ("joint", "works"): lambda speech, fact: speech.word(joint.KINDS[JointKind(fact.about)]),
}


def line(fact: Fact, speech: Language) -> Html:
    """Write what a fact says."""
    return speech.say(LINES[fact.part, fact.name], **_facts(fact, speech))


def text(fact: Fact, speech: Language) -> str:
    """Write what a fact says, for paper and pages."""
    return speech.plain(LINES[fact.part, fact.name], **_facts(fact, speech))


def how(fact: Fact, speech: Language) -> str:
    """Write what a fact was reckoned from; empty where it is a count or a word by itself."""
    if fact.part == "points" and fact.name == "average" and "n" not in fact.inputs:
        months = (f"{speech.month(key)} {score or speech.word(EXEMPT)}" for key, score in sorted(fact.inputs.items()))
        return speech.listing(months)
    sentence = HOW.get((fact.part, fact.name))
    return speech.plain(sentence, **_facts(fact, speech)) if sentence else ""


def _facts(fact: Fact, speech: Language) -> dict[str, object]:
    told: dict[str, object] = {**fact.inputs, "value": fact.value, "about": fact.about}
    if (about := _ABOUT.get((fact.part, fact.name))) is not None:
        told["about"] = about(speech, fact)
    if "frequency" in fact.inputs:
        told["frequency"] = speech.word(FREQUENCIES[fact.inputs["frequency"]])
    return told


def by_part(facts: Sequence[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """Answer the facts part by part, in the order of `PARTS`."""
    for part in PARTS:
        if own := [fact for fact in facts if fact.part == part]:
            yield part, own


def lines(sheet: Sheet, speech: Language, *, openly: bool = False) -> list[Html]:
    """Write a sheet; openly only what the branch's page shows."""
    told = [fact for fact in sheet.facts if fact.public or not openly]
    found = [Html(speech.word(PROVISIONAL))] if sheet.row is None else []
    for part, facts in by_part(told):
        found.append(speech.say(PART, part=speech.word(PARTS[part])))
        for fact in facts:
            why = how(fact, speech)
            found.append(speech.say(WITH_HOW, line=line(fact, speech), how=why) if why else line(fact, speech))
    if not told:
        found.append(Html(speech.word(ERASED if sheet.row is not None and sheet.row.text is None else NOTHING)))
    return [*found, speech.say(FROZEN, hash=sheet.row.hash)] if sheet.row is not None else found
