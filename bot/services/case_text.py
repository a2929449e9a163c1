"""Cases in words. All are private: for who decides and, once it was decided to hear them, for those concerned."""

from collections.abc import Sequence

from bot.i18n import N_, Html, Language, nN_
from bot.services.desk import Desk
from bot.services.words import role_name
from storage import cases, orgs, persons
from storage.cases import Case
from storage.persons import Person

PROPOSED = nN_(
    "⚖️ {branch}: after {month} the rules propose {n} case. Nobody concerned has been told. Please look until {due}.",
    "⚖️ {branch}: after {month} the rules propose {n} cases. Nobody concerned has been told. Please look until {due}.",
)
LEVELS = {
    1: N_("a talk with the secretary"),
    2: N_("an interview assigned by the committee"),
    3: N_("a review together with the democratic appraisal"),
}
DUTIES = {
    "explain_at_annual_report": N_("explain it at the annual report meeting"),
    "explain_at_democratic_life_meeting": N_("explain it at the democratic life meeting"),
    "accountability": N_("answer for it (accountability)"),
}
STATES = {
    "proposed": N_("proposed"),
    "hearing": N_("being heard"),
    "closed": N_("closed with a record"),
    "dropped": N_("dropped"),
}
VERBS = {
    "propose": N_("proposed by the rules"),
    "raise": N_("raised by the rules"),
    "hear": N_("to be heard"),
    "explain": N_("explanation"),
    "object": N_("objection"),
    "record": N_("record"),
    "drop": N_("dropped"),
}
LADDER = N_("{name}: {months} – below the pass line one after the other. Step {level}: {step}.")
DUTY = N_("{name} has to {duty}: {about} has {score} in {month}.")
RED_STEPS = {1: N_("a talk"), 2: N_("no awards this year")}
RED = N_("{name}: the work list was red in {months}, one month after the other. Proposed: {step}.")
RED_MONTH = N_("{month} (red: {count})")
RESTRICTION = N_(
    "{name}: in {year} {below} of {n} members are below the pass line on average "
    "({percent} percent, limit {limit} percent). "
    "The branch would be barred from the title of outstanding branch, its secretary from that of outstanding secretary."
)
MONTH = N_("{month} {score}")
HEAD = N_("⚖️ C{id} · {branch} · {state}")
DUE = {
    "proposed": N_("Nobody concerned has been told. Please decide until {due} whether they are to be heard."),
    "hearing": N_("They may answer until {due}; a record or the end of the case comes after that."),
}
HEARD = N_("They were heard, or their days are over: please record the talk or the decision, or drop the case.")
OVERDUE = N_("⚠️ This was due on {due}.")
NOBODY = N_("Nobody can decide on this: an administrator can appoint a {role} with /grant.")
STEP = N_("{at} · {verb} · {name}")
STEP_TEXT = N_("{at} · {verb} · {name}: {text}")
RULES = N_("the rules")
IN_PERSON = N_("{name} cannot be reached through the bot; please ask in person.")
HEARING = {
    "ladder": N_(
        "Your scores of {months} are below the pass line, one month after the other. Before anything is decided we "
        "want to hear you: was there a leave, a journey, an illness or something else that nobody entered? "
        "A few words until {due} are enough. Only who decides reads them."
    ),
    "duty": N_(
        "{about} has {score} in {month}, so you would have to {duty}. Before it is decided we want to hear you: "
        "is there something that should be considered? Please answer until {due}. Only who decides reads it."
    ),
    "red": N_(
        "{name}: the work list was red in {months}, one month after the other, so this is proposed: {step}. Before it "
        "is decided we want to hear you: what stood in the way? Please answer until {due}. Only who decides reads it."
    ),
    "restriction": N_(
        "{name}: {below} of {n} members are below the pass line on average in {year} ({percent} percent), "
        "so the branch would be barred from the title of outstanding branch, and its secretary from that of "
        "outstanding secretary. "
        "Before it is decided we want to hear you. Please answer until {due}."
    ),
}
ANSWERED = {
    "explain": N_("💬 C{id} · {name} explains: {text}"),
    "object": N_("✋ C{id} · {name} objects, so you decide in place of who began it: {text}"),
}
ENDED = {
    "record": N_("⚖️ C{id} is closed. {by} recorded: {text}\nIf you see it differently, please talk to the committee."),
    "drop": N_("⚖️ C{id} is dropped; nothing of it counts. Reason: {text}"),
}


def facts(desk: Desk, case: Case, speech: Language) -> dict[str, object]:
    """Answer what the sentences about a case hold."""
    if case.kind == "ladder":
        months = (speech.plain(MONTH, month=speech.month(month), score=score) for month, score in case.facts)
        found = {"months": speech.listing(months), "level": case.level, "step": speech.word(LEVELS[case.level])}
    elif case.kind == "duty":
        month, score = case.facts[0]
        about = persons.get(desk.tx, case.about_id or 0).name
        duty = speech.word(DUTIES[case.duty])
        found = {"about": about, "month": speech.month(month), "score": score, "duty": duty}
    elif case.kind == "red":
        red = (speech.plain(RED_MONTH, month=speech.month(month), count=count) for month, count in case.facts)
        found = {"months": speech.listing(red), "step": speech.word(RED_STEPS[case.level])}
    else:
        found = dict(zip(("year", "n", "below", "percent", "limit"), case.facts[0], strict=True))
    subject = orgs.get(desk.tx, case.branch_id) if case.person_id is None else persons.get(desk.tx, case.person_id)
    return {"name": _owner(desk, case) or subject.name, "due": case.due_on, **found}


def _owner(desk: Desk, case: Case) -> str:
    """Answer whose tasks a case about red months is about: a section's name stands for who leads it."""
    kind, _, number = case.duty.partition(":")
    return orgs.get(desk.tx, int(number)).name if case.kind == "red" and kind == "section" else ""


def line(desk: Desk, case: Case, speech: Language) -> Html:
    """Write what a case is about in a sentence."""
    sentence = {"ladder": LADDER, "duty": DUTY, "red": RED}.get(case.kind, RESTRICTION)
    return speech.say(sentence, **facts(desk, case, speech))


def page(
    desk: Desk, case: Case, speech: Language, *, decided_by: str, concerned: Sequence[Person], heard: bool
) -> Html:
    """Write a case for who decides on it, with everything that happened.

    Args:
        desk: Where it is read.
        case: The case.
        speech: The reader's language.
        decided_by: The role that is missing, if nobody can decide; else empty.
        concerned: Whom it concerns.
        heard: Whether they answered, or had the days to.
    """
    branch = orgs.get(desk.tx, case.branch_id)
    lines = [speech.say(HEAD, id=case.id, branch=branch.name, state=speech.word(STATES[case.state]))]
    lines.append(line(desk, case, speech))
    for step in cases.steps(desk.tx, case.id):
        name = persons.get(desk.tx, step.person_id).name if step.person_id else speech.word(RULES)
        told = {"at": speech.moment(step.at, desk.house.zone), "verb": speech.word(VERBS[step.verb]), "name": name}
        lines.append(speech.say(STEP_TEXT, text=step.text, **told) if step.text else speech.say(STEP, **told))
    if case.state in DUE:
        after = HEARD if case.state == "hearing" and heard else OVERDUE if desk.today > case.due_on else None
        lines.append(speech.say(after or DUE[case.state], due=case.due_on))
    lines += [
        speech.say(IN_PERSON, name=person.name)
        for person in concerned
        if case.state == "hearing" and person.telegram_id is None
    ]
    if decided_by:
        lines.append(speech.say(NOBODY, role=role_name(decided_by, speech)))
    return Html("\n".join(lines))


def hearing(desk: Desk, case: Case, speech: Language) -> Html:
    """Write what a person is told who is to be heard (domain 5.15)."""
    return speech.say(HEARING[case.kind], **facts(desk, case, speech))


def answered(desk: Desk, case: Case, person: Person, verb: str, words: str, speech: Language) -> Html:  # noqa: PLR0917 - what a sentence holds
    """Write for who decides what the person said."""
    told = speech.say(ANSWERED[verb], id=case.id, name=person.name, text=words)
    return Html(f"{told}\n{line(desk, case, speech)}")


def ended(desk: Desk, case: Case, verb: str, words: str, actor: Person | None, speech: Language) -> Html:  # noqa: PLR0917 - likewise
    """Write for the person how a case ended."""
    by = actor.name if actor else speech.word(RULES)
    told = speech.say(ENDED[verb], id=case.id, text=words, by=by)
    return Html(f"{line(desk, case, speech)}\n{told}")
