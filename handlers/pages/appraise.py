"""The pages of an appraisal: the committee's sheet, a unit's working, the adverse list for who gives awards."""

from decimal import Decimal

from bot.domain.ratings.composite import PARTS, Weighed
from bot.domain.refusals import Refusal, no_right
from bot.i18n import N_, Html, Language, nN_, points_text
from bot.services import people
from bot.services.letters import Key
from bot.services.ratings import composite as service
from bot.services.ratings.composite import Result
from handlers.call import Call
from handlers.reply import Reply
from storage import orgs
from storage.orgs import Org

PART_NAMES = {
    "party": N_("party work"),
    "business": N_("business work"),
    "party_business": N_("party and business"),
    "joint_building": N_("joint building"),
    "satisfaction": N_("public satisfaction"),
    "report": N_("report"),
    "view": N_("view"),
    "check": N_("check"),
    "ask": N_("ask"),
    "judge": N_("opinion"),
    "site": N_("on site"),
    "stage": N_("on stage"),
}
SAID = N_("{said}")
HEAD = N_("📊 <b>Appraisal {period}</b> · {owner}")
HOW = N_("Enter scores like this, a unit a line: {usage}")
ROW = N_("{place}. {unit}: <b>{total}</b>")
ROW_OPEN = N_("{unit}: not complete yet")
WAIT = nN_(
    "⏳ {n} score waits for a second person to confirm it; nothing counts before.",
    "⏳ {n} scores wait for a second person to confirm them; nothing counts before.",
)
ENTERED = N_("✍️ Entered for {units}. Somebody else of the committee confirms it now.")
BOTTOM = N_("🔒 For those who give awards only – at the bottom of party or business work: {units}")
NO_BOTTOM = N_("🔒 Nobody is at the bottom of party or business work.")
CONFIRM = N_("✅ Confirm what others entered")
CONFIRMED = N_("{n} confirmed.")
UNIT_HEAD = N_("📊 <b>{unit}</b> · {period}")
COEFFICIENT = N_(
    "Party {party} × {k_business} (business over its mean) = {adjusted_party}; business {business} × {k_party} (party "
    "over its mean) = {adjusted_business}; together {final}"
)
COMPOSITE = N_("Composite: {terms} = <b>{total}</b>")
YEAR_END = N_("Year-end sheet: {terms} = <b>{total}</b>")
OBSERVATION = N_("Observation contest: half on site, half on stage = <b>{total}</b>")
TERM = N_("{part} {score} × {weight}")
NOTHING = N_("Nothing is confirmed for this unit yet.")
BACK = N_("◀ Back")
USAGE = "/appraise 2026 B001 party=88 business=90 joint_building=85 satisfaction=92"


def period_and_rows(call: Call) -> tuple[str, list[list[str]]]:
    """Read the period, by default the running year, and the rows of units with their scores."""
    lines = [line.split() for line in call.rest.splitlines() if line.split()]
    period = str(call.desk.today.year)
    if lines:
        try:
            period = service.check_period(lines[0][0].upper())
            lines[0] = lines[0][1:]
        except Refusal as refusal:
            if refusal.code != "UNKNOWN_PERIOD" or lines[0][0][:1].isdigit():
                raise
    return period, [line for line in lines if line]


def sheet(call: Call, branch: Org, period: str, said: str = "") -> Reply:
    """The committee's sheet."""
    owner = service.owner_of(call.desk, call.known_person, branch)
    found = service.sheet(call.desk, owner, period, service.rules_of(branch))
    speech = call.speech
    lines = [speech.say(HEAD, period=speech.period(period), owner=owner.name)]
    for one in sorted(found.results, key=lambda one: (one.place or len(found.results) + 1, one.unit.code)):
        if one.composite.total is None:
            lines.append(speech.say(ROW_OPEN, unit=one.unit.name))
        else:
            lines.append(speech.say(ROW, place=one.place, unit=one.unit.name, total=one.composite.total))
    names = {one.unit.code: one.unit.name for one in found.results}
    bottom = speech.listing(names[code] for code in found.bottom)
    lines.append(speech.say(BOTTOM, units=bottom) if found.bottom else speech.say(NO_BOTTOM))
    waiting = sum(one.waits for one in found.results)
    keys = [[Key(label=one.unit.name[:30], data=f"aa:u:{one.unit.id}:{period}")] for one in found.results[:20]]
    if waiting:
        lines.append(speech.count(WAIT, waiting))
        keys.append([Key(label=speech.plain(CONFIRM), data=f"aa:c:{branch.id}:{period}")])
    lines.append(speech.say(HOW, usage=USAGE))
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True, toast=said)


def entered(call: Call, branch: Org, period: str, units: list[Org]) -> Reply:
    """Say what was entered, above the sheet."""
    shown = sheet(call, branch, period)
    said = call.speech.say(ENTERED, units=call.speech.listing(one.name for one in units))
    return Reply(text=Html(f"{said}\n\n{shown.text}"), keyboard=shown.keyboard, private=True)


def mine(call: Call, unit: Org, period: str) -> Reply:
    """A unit's own scores with their working, for its office and who manages the appraisal.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    managed = service.manages(call.desk, call.known_person, unit)
    held = people.roles_in(call.desk, call.known_person, unit)
    if unit.parent_id is None or not (managed or held & {"secretary", "deputy_secretary"}):
        raise no_right(("secretary", *service.MANAGE))
    found = service.sheet(call.desk, orgs.get(call.desk.tx, unit.parent_id), period, service.rules_of(unit))
    own = next(one for one in found.results if one.unit.id == unit.id)
    keys = [[Key(label=call.speech.plain(BACK), data=f"aa:s:{unit.id}:{period}")]] if managed else []
    return Reply(text=working(own, period, call.speech), keyboard=keys, private=True, edit=True)


def working(own: Result, period: str, speech: Language) -> Html:
    """Write every step from scores to results, so that a reader can recompute it."""
    lines = [speech.say(UNIT_HEAD, unit=own.unit.name, period=speech.period(period))]
    if own.working is not None:
        found = own.working
        factors = {"k_business": f"{found.k_business:.4f}", "k_party": f"{found.k_party:.4f}"}
        adjusted = {"adjusted_party": found.party, "adjusted_business": found.business, "final": found.final}
        scores = {"party": own.scores["party"], "business": own.scores["business"]}
        lines.append(speech.say(COEFFICIENT, **scores, **factors, **adjusted))
    for sentence, weighed in ((COMPOSITE, own.composite), (YEAR_END, own.year_end)):
        if weighed.total is not None:
            lines.append(speech.say(sentence, terms=_terms(weighed, speech), total=weighed.total))
    if own.observation is not None:
        lines.append(speech.say(OBSERVATION, total=own.observation))
    if len(lines) == 1:
        parts = [part for part in PARTS if part in own.scores]
        told = [f"{speech.word(PART_NAMES[part])} {points_text(own.scores[part])}" for part in parts]
        lines.append(speech.say(SAID, said=" · ".join(told)) if told else speech.say(NOTHING))
    return Html("\n".join(lines))


def _terms(weighed: Weighed, speech: Language) -> str:
    whole = sum((weight for _, _, weight in weighed.terms), Decimal(0))
    return " + ".join(
        speech.plain(
            TERM,
            part=speech.word(PART_NAMES[part]),
            score=score,
            weight=f"{weight.normalize():f}/{whole.normalize():f}",
        )
        for part, score, weight in weighed.terms
    )
