"""The pages of standing: the branch's year for its office, a case for who decides on it, the own year for a member."""

from collections.abc import Sequence

from bot.domain.refusals import Refusal, no_right
from bot.i18n import N_, Html, Language, nN_
from bot.services import case_text, cases, people, standing, words
from bot.services.letters import Key
from bot.services.paging import in_rows, page_at, page_keys
from bot.services.standing import MemberYear, Overview
from handlers.call import Call
from handlers.reply import Reply
from storage import cases as stored
from storage import orgs
from storage.cases import Case
from storage.orgs import Org

READ = ("secretary", "deputy_secretary", "committee_reviewer")
PAGE = 12
KEYS_IN_ROW = 5

HEAD = N_("📐 <b>{branch}</b> · {year}")
OWN_HEAD = N_("📐 <b>{name}</b> · {branch} · {year}")
COUNTED = N_("Counted are the months whose notice is out: {months}.")
NO_MONTHS = N_("No month of {year} has had its notice yet, so nothing is counted.")
PASS = N_("Pass line {pass_line}: {below} of {n} below it on average ({percent} percent).")
LIMIT = N_("From {limit} percent on the branch would be barred from awards.")
REACHED = N_("⚠️ The limit of {limit} percent is reached. At the end of the year the rules propose to bar the branch.")
BARRED = N_("⛔ The branch and its secretary are barred from the awards of {year}; the committee decided it.")
CANDIDATES = N_("First {top} on average, at or above the pass line: {names}")
MEMBER = N_("{place}. {name} · <b>{average}</b> · {grade}")
MEMBER_PLAIN = N_("{place}. {name} · <b>{average}</b>")
EXEMPT = N_("{name} · no month counts")
WAITING = nN_("⚖️ {n} case waits:", "⚖️ {n} cases wait:")
CASE = N_("C{id} · {state} · until {due} · {text}")
MONTH = N_("{month}: {score}")
MONTH_EXEMPT = N_("{month}: does not count (leave)")
AVERAGE = N_("Average <b>{average}</b> of {count} · {grade}")
AVERAGE_PLAIN = N_("Average <b>{average}</b> of {count}")
OWN_PLACE = N_("Place {place} of {count}; the pass line is {pass_line}.")
AMONG_FIRST = N_("You are among the first {top}, which makes you a candidate at the end of the year.")
OWN_CASE = N_("C{id} · {state} · {text}")
HEAR = N_("👂 Hear them")
RECORD = N_("📝 Record and close")
DROP = N_("✖️ Drop")
BACK = N_("◀ Standing")


def reads_all(call: Call, branch: Org) -> bool:
    """Tell whether who asks reads the standing of everybody."""
    held = people.roles_in(call.desk, call.known_person, branch)
    return bool(held & set(READ)) or people.is_above(call.desk, call.known_person, branch)


def office(call: Call, branch: Org, year: int, number: int = 0) -> Reply:
    """The branch's year: averages, grades, candidates, and the cases that wait.

    Raises:
        Refusal: ``NO_RIGHT``, ``NO_PASS_LINE``.
    """
    if not reads_all(call, branch):
        raise no_right(READ)
    speech, waiting = call.speech, cases.readable(call.desk, call.known_person, branch)
    head = speech.say(HEAD, branch=branch.name, year=str(year))
    found = _overview(call, branch, year, needed=not waiting)
    if found is None:
        return _page([head, *_waiting_text(call, waiting)], _case_keys(waiting))
    number, pages = page_at(number, len(found.members), PAGE)
    lines = [head, *_summary(found, speech)]
    places = found.ranks()
    lines += [_member(one, places.get(one.person.code), speech) for one in found.members[number * PAGE :][:PAGE]]
    keys = [*_case_keys(waiting), page_keys(f"st:l:{branch.id}:{year}", number, pages)]
    return _page([*lines, *_waiting_text(call, waiting)], keys)


def _page(lines: Sequence[Html], keys: Sequence[Sequence[Key]]) -> Reply:
    return Reply(text=Html("\n".join(lines)), keyboard=[row for row in keys if row], private=True, edit=True)


def _overview(call: Call, branch: Org, year: int, *, needed: bool) -> Overview | None:
    """Answer the standing of a year, None where the scheme has none and cases are to be shown all the same."""
    try:
        return standing.overview(call.desk, branch, year)
    except Refusal as refusal:
        if needed or refusal.code != "NO_PASS_LINE":
            raise
        return None


def _waiting_text(call: Call, waiting: Sequence[Case]) -> list[Html]:
    head = [call.speech.count(WAITING, len(waiting))] if waiting else []
    return [*head, *(_case(call, one) for one in waiting[:PAGE])]


def _case_keys(waiting: Sequence[Case]) -> list[list[Key]]:
    return in_rows([Key(label=f"C{one.id}", data=f"st:v:{one.id}") for one in waiting[:PAGE]], KEYS_IN_ROW)


def _summary(found: Overview, speech: Language) -> list[Html]:
    year = str(found.year)
    if not found.months:
        return [speech.say(NO_MONTHS, year=year)]
    limit = found.scheme.restrict_percent
    numbers = {"below": found.restriction.below, "n": found.restriction.n, "percent": found.percent}
    lines = [
        speech.say(COUNTED, months=speech.listing(speech.month(month) for month in found.months)),
        speech.say(PASS, pass_line=found.scheme.pass_line, **numbers),
        speech.say(REACHED if found.restriction.restricted else LIMIT, limit=limit),
    ]
    if found.barred:
        lines.append(speech.say(BARRED, year=year))
    names = {one.person.code: one.person.name for one in found.members}
    if found.candidates:
        chosen = speech.listing(names[code] for code in found.candidates)
        lines.append(speech.say(CANDIDATES, top=found.scheme.top_n, names=chosen))
    return lines


def _grade(one: MemberYear, speech: Language) -> str:
    return words.named(one.band.names, speech) if one.band is not None else ""


def _member(one: MemberYear, place: int | None, speech: Language) -> Html:
    if place is None:
        return speech.say(EXEMPT, name=one.person.name)
    facts = {"place": place, "name": one.person.name, "average": one.average}
    grade = _grade(one, speech)
    return speech.say(MEMBER, grade=grade, **facts) if grade else speech.say(MEMBER_PLAIN, **facts)


def _case(call: Call, one: Case) -> Html:
    speech = call.speech
    state = speech.word(case_text.STATES[one.state])
    return speech.say(CASE, id=one.id, state=state, due=one.due_on, text=case_text.line(call.desk, one, speech))


def case(call: Call, number: int) -> Reply:
    """A case, with what may be done about it by who decides.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT`` for who neither decides nor reads the branch's standing.
    """
    desk, speech = call.desk, call.speech
    found = cases.known(desk, number)
    branch = orgs.get(desk.tx, found.branch_id)
    deciding = cases.deciders(desk, found)
    mine = any(person.id == call.known_person.id for person in deciding)
    concerned = cases.concerned(desk, found)
    if not mine and (not reads_all(call, branch) or any(one.id == call.known_person.id for one in concerned)):
        raise no_right(cases.roles_for(found)[:1])
    missing = "" if deciding else cases.roles_for(found)[0]
    heard = cases.heard(desk, found)
    text = case_text.page(desk, found, speech, decided_by=missing, concerned=concerned, heard=heard)
    keys = _decisions(found, speech) if mine else []
    rows = [keys] if keys else []
    if reads_all(call, branch):
        rows.append([Key(label=speech.plain(BACK), data=f"st:l:{branch.id}:{found.period[:4]}:0")])
    return Reply(text=text, keyboard=rows, private=True, edit=True)


def _decisions(found: Case, speech: Language) -> list[Key]:
    verbs = {"proposed": (("h", HEAR), ("d", DROP)), "hearing": (("r", RECORD), ("d", DROP))}.get(found.state, ())
    return [Key(label=speech.plain(label), data=f"st:{verb}:{found.id}:{found.rev}") for verb, label in verbs]


def own(call: Call, branch: Org, year: int) -> Reply:
    """The own year, month by month, and the cases that one was told of.

    Raises:
        Refusal: ``NO_PASS_LINE``.
    """
    speech, me = call.speech, call.known_person
    told = _own_cases(call, stored.of_person(call.desk.tx, me.id))
    found = _overview(call, branch, year, needed=not told)
    lines = [speech.say(OWN_HEAD, name=me.name, branch=branch.name, year=str(year))]
    if found is None:
        return Reply(text=Html("\n".join([*lines, *told])), private=True)
    mine = next((one for one in found.members if one.person.person_id == me.id), None)
    if not found.months or mine is None:
        lines.append(speech.say(NO_MONTHS, year=str(year)))
    else:
        lines += _own_months(found, mine, speech)
    return Reply(text=Html("\n".join([*lines, *told])), private=True)


def _own_months(found: Overview, mine: MemberYear, speech: Language) -> list[Html]:
    lines = [
        speech.say(MONTH_EXEMPT, month=speech.month(month))
        if score is None
        else speech.say(MONTH, month=speech.month(month), score=score)
        for month, score in sorted(mine.person.scores.items())
    ]
    if mine.average is None:
        return lines
    facts, grade = {"average": mine.average, "count": mine.counted}, _grade(mine, speech)
    lines.append(speech.say(AVERAGE, grade=grade, **facts) if grade else speech.say(AVERAGE_PLAIN, **facts))
    places = found.ranks()
    place = places[mine.person.code]
    lines.append(speech.say(OWN_PLACE, place=place, count=len(places), pass_line=found.scheme.pass_line))
    if mine.person.code in found.candidates:
        lines.append(speech.say(AMONG_FIRST, top=found.scheme.top_n))
    return lines


def _own_cases(call: Call, rows: Sequence[Case]) -> list[Html]:
    speech = call.speech
    return [
        speech.say(
            OWN_CASE,
            id=one.id,
            state=speech.word(case_text.STATES[one.state]),
            text=case_text.line(call.desk, one, speech),
        )
        for one in rows
    ]
