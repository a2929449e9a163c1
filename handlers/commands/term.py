"""/term: when the term of a committee or branch ends, what it rests on, and a new end with its approval."""

from datetime import date

from bot.domain.refusals import bad_date
from bot.i18n import N_, Html
from bot.services import people
from bot.services.life import term as service
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.reply import Reply
from storage import orgs, persons, terms
from storage.orgs import Org

HEAD = N_("🗳 <b>Term of {org}</b>")
ENDS = N_("It ends on {day}.")
UNKNOWN = N_("Nobody has said yet when it ends. To set it: {usage}")
REMINDED = N_("The secretary and who is above are reminded on {days}.")
ROW = N_("• until {day}: {record} ({name}, {on})")


def term(call: Call) -> Reply:
    """Show the term; with a date and the approval, set it."""
    words = list(call.words)
    named = orgs.by_code(call.desk.tx, words[0]) if words else None
    org = named if named is not None and named.state == "active" else call.branch
    people.need_role(call.desk, call.known_person, org, *service.SET, "committee_reviewer")
    rest = words[1:] if named is not None else words
    if rest:
        service.set_end(call.desk, call.known_person, org, _day(rest[0]), " ".join(rest[1:]))
    return _page(call, org)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise bad_date(word) from None


def _page(call: Call, org: Org) -> Reply:
    speech, end = call.speech, terms.end_of(call.desk.tx, org.id)
    lines = [speech.say(HEAD, org=org.name)]
    if end is None:
        lines.append(speech.say(UNKNOWN, usage=service.USAGE))
    else:
        lines.append(speech.say(ENDS, day=speech.day(end, year=True)))
        days = [speech.day(one.at.date(), year=True) for one in service.planned(call.desk) if one.org.id == org.id]
        lines.append(speech.say(REMINDED, days=speech.listing(days)))
    for one in terms.of_org(call.desk.tx, org.id)[:6]:
        name, on = persons.get(call.desk.tx, one.set_by).name, one.set_at.astimezone(call.desk.house.zone).date()
        facts = {"day": speech.day(one.ends_on, year=True), "record": one.record, "name": name}
        lines.append(speech.say(ROW, on=on, **facts))
    return Reply(text=Html("\n".join(lines)), private=True)


COMMAND = Command(
    name="term",
    triggers=("换届", "換屆", "任期"),
    help=N_("end of the term, and its approval (secretary)"),
    usage="[CODE] [DATE APPROVAL]",
    who=anyone,
    run=term,
    menu="staff",
)
