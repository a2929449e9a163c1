"""Warnings and health reports in words (domain 5.14): for the office and those above, never for a group."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.life.warning import WarningState, possible
from bot.i18n import N_, Html, Language, points_text
from bot.services import people
from bot.services.desk import Desk
from bot.services.letters import Key
from bot.services.life import announcement
from bot.services.life.health import HealthReport
from bot.services.life.task_text import SIGNS
from bot.services.life.warn_rules import RULES
from bot.services.paging import in_rows
from bot.services.report import HEALTH as OPEN_HEALTH
from bot.services.report import TIER_WORDS
from storage import persons, warnings
from storage.orgs import Org
from storage.persons import Person
from storage.warnings import Warning as Found

HEAD = N_("⚠️ <b>Early warning</b> · {branch}")
HEAD_LATE = N_("⚠️ <b>Not put right in time</b> · {branch}")
LINE = N_("{sign} W{id} {what} · until {due}")
LINE_STATE = N_("{sign} W{id} {what} · {state}, until {due}")
ADVICE = N_("→ {advice}")
ANSWER = N_("Please answer until {due}.")
LIST = N_("⚠️ <b>Warnings of {branch}</b>\nOpened so far: {count}")
NONE = N_("✅ No warning is open.")
NO_RULES = N_("No rulebook with early warnings is added. /settings sections feicheng adds one.")
STATES = {
    "open": N_("open"),
    "acknowledged": N_("arranged"),
    "rectifying": N_("being put right"),
    "submitted": N_("reported as put right"),
    "closed": N_("closed"),
    "escalated": N_("overdue, told above"),
}
VERBS = {
    "found": N_("found"),
    "arrange": N_("arranged"),
    "explain": N_("explained"),
    "report": N_("reported as put right"),
    "close": N_("closed"),
    "return": N_("given back"),
    "escalate": N_("told above, for its day went by"),
    "pass": N_("over by itself"),
}
LABELS = {
    "arrange": N_("👍 Arranged"),
    "explain": N_("💬 Explain"),
    "report": N_("🛠 Put right"),
    "close": N_("✅ Close"),
    "return": N_("↩️ Give back"),
}
PASSED_ON = {
    "report": N_("🛠 {by} reports as put right – W{id} {what}: {words}"),
    "close": N_("✅ {by} has closed W{id} {what}. Thank you."),
    "return": N_("↩️ {by} gives W{id} {what} back: {words}"),
}
RULES_BY = N_("the rules")
STEP = N_("{at} · {name}: {verb}")
STEP_TEXT = N_("{at} · {name}: {verb} – {text}")
HEALTH = N_("🩺 <b>Health report</b> · {branch}: {score} {sign}")
FIGURES = N_("Red {red}, yellow {yellow}, overdue {overdue}")
PLACE = N_("Place {place} of {count} of its kind")
PLACE_TIER = N_("Place {place} of {count} of its kind, {tier}")
PROBLEMS = N_("To be put right:")
PROBLEM = N_("{n}. {sign} {what} · {owner} · until {due}")
HEALTHY = N_("Nothing is to be put right.")
OPEN_LIST = N_("⚠️ Look at them")
SHEET = N_("📦 As a sheet")
NOBODY = N_("nobody yet")


def what(found: Found, speech: Language) -> str:
    """Write what a warning is about: its sentence, with its facts as this language writes them."""
    shown = [_fact(one, speech) for one in found.facts]
    return speech.word(RULES[found.rule].sentence).format(*shown)


def _fact(one: Any, speech: Language) -> object:
    if not isinstance(one, str):
        return one
    kind, _, rest = one.partition(":")
    if kind in {"kind", "period"}:
        return speech.word(announcement.KINDS[rest]) if kind == "kind" else speech.period(rest)
    try:
        return speech.day(date.fromisoformat(one))
    except ValueError:
        return speech.month(one) if len(one) == len("2026-05") and one[4:5] == "-" else one


def line(found: Found, speech: Language) -> Html:
    """Write a warning in a line."""
    facts = {"sign": SIGNS[found.color], "id": found.id, "what": what(found, speech), "due": found.due_on}
    if found.state == WarningState.OPEN:
        return speech.say(LINE, **facts)
    return speech.say(LINE_STATE, state=speech.word(STATES[found.state]), **facts)


def letter(
    desk: Desk, branch: Org, found: Sequence[Found], report: HealthReport, speech: Language, *, late: bool
) -> Html:
    """Write what was found today, what is advised, and how the branch stands."""
    told = [speech.say(HEAD_LATE if late else HEAD, branch=branch.name)]
    for one in found:
        told += [line(one, speech), speech.say(ADVICE, advice=speech.word(RULES[one.rule].advice))]
    if not late:
        told.append(speech.say(ANSWER, due=min(one.due_on for one in found)))
    return Html("\n".join([*told, Html(), health_text(desk, branch, report, speech, problems=False)]))


def letter_keys(branch: Org, found: Sequence[Found], speech: Language) -> list[list[Key]]:
    """Answer the buttons of the letter: for a single warning what can be done, else the list."""
    health = Key(label=speech.plain(OPEN_HEALTH), data=f"wn:h:{branch.id}")
    if len(found) == 1:
        return [keys(found[0], speech, mine=True), [health]]
    return [[Key(label=speech.plain(OPEN_LIST), data=f"wn:l:{branch.id}"), health]]


def keys(found: Found, speech: Language, *, mine: bool) -> list[Key]:
    """Answer what who goes on with a warning can do now."""
    verbs = [verb for verb in possible(found.state) if verb in LABELS] if mine else []
    return [Key(label=speech.plain(LABELS[verb]), data=f"wn:{verb}:{found.id}:{found.rev}") for verb in verbs]


def list_text(desk: Desk, branch: Org, found: Sequence[Found], speech: Language, *, looked: bool) -> Html:
    """Write the open warnings of a branch."""
    told = [speech.say(LIST, branch=branch.name, count=warnings.how_many(desk.tx, branch.id))]
    told += [line(one, speech) for one in found]
    if not found:
        told.append(speech.say(NONE if looked else NO_RULES))
    return Html("\n".join(told))


def list_keys(branch: Org, found: Sequence[Found], speech: Language) -> list[list[Key]]:
    """Answer a button for each warning, and the health report."""
    rows = in_rows([Key(label=f"W{one.id}", data=f"wn:o:{one.id}") for one in found], 5)
    return [*rows, [Key(label=speech.plain(OPEN_HEALTH), data=f"wn:h:{branch.id}")]]


def page(desk: Desk, found: Found, speech: Language) -> Html:
    """Write a warning with what was done about it."""
    told = [line(found, speech), speech.say(ADVICE, advice=speech.word(RULES[found.rule].advice))]
    for one in warnings.steps(desk.tx, found.id):
        name = persons.get(desk.tx, one.person_id).name if one.person_id is not None else speech.word(RULES_BY)
        facts = {"at": speech.moment(one.at, desk.house.zone), "name": name, "verb": speech.word(VERBS[one.verb])}
        told.append(speech.say(STEP_TEXT, text=one.text, **facts) if one.text else speech.say(STEP, **facts))
    return Html("\n".join(told))


def passed_on(desk: Desk, found: Found, by: Person, verb: str, words: str, speech: Language) -> Html:  # noqa: PLR0917 - what a sentence holds
    """Write for who goes on, or who reported, what somebody did."""
    del desk
    return speech.say(PASSED_ON[verb], by=by.name, id=found.id, what=what(found, speech), words=words)


def health_text(desk: Desk, branch: Org, report: HealthReport, speech: Language, *, problems: bool = True) -> Html:
    """Write a health report, with or without its problems."""
    score, sign = points_text(report.marks.score), SIGNS[report.marks.grade]
    told = [speech.say(HEALTH, branch=branch.name, score=score, sign=sign)]
    told.append(speech.say(FIGURES, red=report.red, yellow=report.yellow, overdue=report.overdue))
    told += place_text(report, speech)
    if not problems:
        return Html("\n".join(told))
    told.append(speech.say(PROBLEMS if report.problems else HEALTHY))
    owner = owner_name(desk, branch, speech)
    for number, one in enumerate(report.problems, start=1):
        facts = {"n": number, "sign": SIGNS[one.color], "what": what(one, speech), "due": one.due_on}
        told.append(speech.say(PROBLEM, owner=owner, **facts))
    return Html("\n".join(told))


def place_text(report: HealthReport, speech: Language) -> list[Html]:
    """Write the place among its kind, for the branch's own eyes (F20)."""
    if report.place is None:
        return []
    facts = {"place": report.place.place, "count": report.place.of}
    if report.place.tier is None:
        return [speech.say(PLACE, **facts)]
    return [speech.say(PLACE_TIER, tier=speech.word(TIER_WORDS[report.place.tier]), **facts)]


def owner_name(desk: Desk, branch: Org, speech: Language) -> str:
    """Answer who sees to a branch's problems: its secretary."""
    held = people.holders(desk, branch).get("secretary", ())
    return persons.get(desk.tx, int(held[0])).name if held else speech.word(NOBODY)


def health_keys(branch: Org, report: HealthReport, speech: Language) -> list[list[Key]]:
    """Answer what a health report leads to."""
    listed = [Key(label=speech.plain(OPEN_LIST), data=f"wn:l:{branch.id}")] if report.problems else []
    return [[*listed, Key(label=speech.plain(SHEET), data=f"wn:x:{branch.id}")]]
