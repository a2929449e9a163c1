"""The pages of the pioneer index: a member's own with its working, a run for those who conduct it, the standard."""

from bot.domain.awards.pioneer import formula
from bot.domain.refusals import Refusal, no_right
from bot.i18n import N_, Html, Language
from bot.services import committee, words
from bot.services.awards import pioneer as service
from bot.services.awards.pioneer import Result
from bot.services.letters import Key
from handlers.call import Call, place
from handlers.reply import Reply
from storage import persons, pioneers
from storage.orgs import Org

PAGE = 10
RUNS = 6
OWN = 4
HEAD = N_("🏅 <b>Pioneer index of {name}</b> · {period}")
DIMENSION = N_("{dimension}: {score} × {weight}/100")
BONUS = N_("Bonus {points}: {why}")
DEDUCTION = N_("Deduction {points}: {why}")
ZEROED = N_("Set to zero: {why}")
VALUE = N_("{formula} = <b>{value}</b>")
INDEX = N_("Index: {value} / {previous} × 100 = <b>{index}</b>")
NO_INDEX = N_("No index: the period before has no value above zero.")
NOT_YET = N_("Not confirmed yet: this is what would come of it.")
NONE = N_("There is no confirmed pioneer index of yours yet.")
RUN = N_("🏅 <b>Pioneer index {period}</b> · {org}, standard {version}")
COUNT = N_("Values: {count} of {members} members. Private: only the committee reads this list.")
ROW = N_("{name}: {value}")
ROW_INDEX = N_("{name}: {value}, index {index}")
OPEN = N_("Open. Enter values like this, a person a line: {usage}")
DONE = N_("Confirmed. <code>jifenbot export pioneer --period {period}</code> writes inputs and formulas.")
CONFIRM = N_("✅ Confirm what others entered")
STANDARD = N_("🏅 Standard of {year}, version {version}; bonuses together at most {cap}.")
WEIGHT = N_("{dimension}: {weight}")
USAGE = "/pioneer 2026-H1 P00012 90 85 80 88; +5 flood relief; -2 late report"


def conducted(call: Call) -> Org | None:
    """Answer the organisation whose index somebody conducts, or None."""
    try:
        return committee.committee_of(call.desk, call.known_person, place(call))
    except Refusal:
        return None


def home(call: Call) -> Reply:
    """Show somebody's own indices, and to who conducts the runs."""
    desk, speech = call.desk, call.speech
    own = [service.result(desk, row) for row in pioneers.of_person(desk.tx, call.known_person.id)[:OWN]]
    text = "\n\n".join(working(call, one) for one in own) or speech.say(NONE)
    org = conducted(call)
    runs = pioneers.of_org(desk.tx, org.id)[:RUNS] if org is not None else []
    keys = [[Key(label=f"🏅 {speech.period(row.period)}", data=f"pi:o:{row.id}:0")] for row in runs]
    return Reply(text=Html(text), keyboard=keys, private=True, edit=True)


def run(call: Call, number: int, at: int, said: Html | None = None) -> Reply:
    """Show a run's values, a page of them, to who conducts it.

    Raises:
        Refusal: ``NO_RIGHT``, ``STALE_CARD``.
    """
    desk, speech = call.desk, call.speech
    found = service.known(desk, number)
    committee.need_conductor(desk, call.known_person, found.org)
    rows = service.results(desk, found)
    period = speech.period(found.row.period)
    lines = [speech.say(RUN, period=period, org=found.org.name, version=found.row.version)]
    lines.append(speech.say(COUNT, count=len(rows), members=len(service.members(desk, found.org))))
    at = max(0, min(at, len(rows) - 1))
    keys = []
    for one in rows[at : at + PAGE]:
        name = persons.get(desk.tx, one.row.person_id).name
        sentence = ROW if one.found.index is None else ROW_INDEX
        lines.append(speech.say(sentence, name=name, value=one.found.value, index=one.found.index or ""))
        keys.append([Key(label=name[:30], data=f"pi:p:{one.row.id}")])
    if found.row.state == "open":
        lines.append(speech.say(OPEN, usage=USAGE))
        if rows:
            keys.append([Key(label=speech.plain(CONFIRM), data=f"pi:c:{number}:{found.row.rev}")])
    else:
        lines.append(speech.say(DONE, period=found.row.period))
    turns = [("◀", at - PAGE)] if at else []
    turns += [("▶", at + PAGE)] if at + PAGE < len(rows) else []
    if turns:
        keys.append([Key(label=sign, data=f"pi:o:{number}:{max(0, to)}") for sign, to in turns])
    if said is not None:
        lines.insert(0, said)
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=said is None)


def person(call: Call, number: int) -> Reply:
    """Show how one person's value came about, to the person once it is confirmed and to who conducts the run.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    row = pioneers.value(call.desk.tx, number)
    if row is None:
        return home(call)
    one = service.result(call.desk, row)
    own = row.person_id == call.known_person.id and row.value is not None
    if not own and not committee.conducts(call.desk, call.known_person, one.run.org):
        raise no_right(committee.CONDUCTS)
    keys = [[Key(label="◀", data=f"pi:o:{row.run_id}:0")]] if not own else []
    return Reply(text=working(call, one), keyboard=keys, private=True, edit=True)


def working(call: Call, one: Result) -> Html:
    """Write every step from the inputs to the index, so that a reader can recompute it."""
    speech = call.speech
    name = persons.get(call.desk.tx, one.row.person_id).name
    lines = [speech.say(HEAD, name=name, period=speech.period(one.run.row.period))]
    for (names, weight), score in zip(one.run.rules.dims, one.inputs.scores, strict=True):
        lines.append(speech.say(DIMENSION, dimension=words.named(names, speech), score=score, weight=f"{weight:f}"))
    lines += [speech.say(BONUS, points=points, why=why) for points, why in one.inputs.positive]
    lines += [speech.say(DEDUCTION, points=points, why=why) for points, why in one.inputs.negative]
    if one.inputs.zero:
        lines.append(speech.say(ZEROED, why=one.inputs.zero))
    how = formula(one.inputs, one.run.weights, one.run.rules.bonus_cap)
    lines.append(speech.say(VALUE, formula=how, value=one.found.value))
    if one.found.index is None:
        lines.append(speech.say(NO_INDEX))
    else:
        facts = {"value": one.found.value, "previous": one.previous, "index": one.found.index}
        lines.append(speech.say(INDEX, **facts))
    if one.row.value is None:
        lines.append(speech.say(NOT_YET))
    return Html("\n".join(lines))


def standard(call: Call, org: Org, year: int) -> Reply:
    """Show the standard in force for a year: it is no secret."""
    rules, of_year, version = service.standard(call.desk, org, year)
    speech: Language = call.speech
    lines = [speech.say(STANDARD, year=str(of_year), version=version, cap=rules.bonus_cap)]
    for names, weight in rules.dims:
        lines.append(speech.say(WEIGHT, dimension=words.named(names, speech), weight=f"{weight:f}"))
    return Reply(text=Html("\n".join(lines)), private=True)
