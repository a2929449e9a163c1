"""Settings of a branch: what its secretary may choose, and what stands where nothing was chosen.

They are kept in `orgs.settings` as the texts that a person writes; the functions here read them. Every change is in
the audit log and told in the branch's groups in one line.
"""

from collections.abc import Callable
from typing import NamedTuple, cast, get_args

from bot.domain.calendar.rules import (
    ALWAYS,
    Every,
    HalfMonth,
    PostKind,
    QuietHours,
    TimetableRules,
    parse_quiet_hours,
    parse_reminder,
)
from bot.domain.life.duty import duties_text, parse_duties
from bot.domain.life.training import REQUIRED, Required, read_required
from bot.domain.organisation.names import STARS, SURNAME
from bot.domain.points.number import parse_points
from bot.domain.points.scheme import PublicRows, Scheme
from bot.domain.refusals import bad_setting, unknown_setting
from bot.i18n import N_
from bot.schemes.loader import load_preset, presets
from bot.services import people
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, post
from storage import audit, chats, grants, orgs, work_rounds
from storage.orgs import Org
from storage.persons import Person

TOLD = N_("⚙️ {name} changed a setting of {branch}: {setting} → {value}")
ROWS: tuple[PublicRows, ...] = get_args(PublicRows)
DEFAULT = "default"
OFF = "off"
ON = "on"
MOST_IN_FLOOR = 1000
PARENT_NAMES = ("full", SURNAME, STARS)
MOST_REVIEW_DAYS = 30
RESEARCH_TASK = "T04"
"""The monthly research report (X7): a work list that has it knows a research week."""
PICTURES = ("light", "dark", OFF)

NAMES = {
    "public_rows": N_("rows that the group sees of a board"),
    "quiet_hours": N_("hours without scheduled posts"),
    "reminder": N_("days of the reminder"),
    "dispatch": N_("how often the group is told what is open"),
    "participation_floor": N_("members with points before the group sees a board"),
    "review_days": N_("working days for each level of a review"),
    "pictures": N_("pictures"),
    "meetings": N_("meetings that are due, such as theme_day 1/month"),
    "checkin_location": N_("whether a check-in may tell that one is near"),
    "parent_names": N_("names as those above the branch read them"),
    "training_hours": N_("hours of training a year: of everybody, and of the office"),
    "sections": N_("further rulebooks"),
}
"""Setting to what it is about, in the order of the panel."""

VALUES = {
    "all": N_("everybody"),
    "top_n": N_("the first places"),
    "at_or_above_base": N_("only who stands at or above the base"),
    "light": N_("light"),
    "dark": N_("dark"),
    DEFAULT: N_("by default"),
    OFF: N_("none"),
    ON: N_("on"),
    "day": N_("every working day"),
    "week": N_("every week"),
    "month": N_("every month"),
    "quarter": N_("every quarter"),
    "full": N_("in full"),
    "surname": N_("the family name only"),
    "stars": N_("the family name and stars"),
}
"""Values that are words of ours; all others are shown as written."""


def public_rows(branch: Org, scheme: Scheme) -> PublicRows:
    """Answer what a group may see of a board (2.3-8): the branch's choice, else the scheme's."""
    chosen = branch.settings.get("public_rows")
    return cast("PublicRows", chosen) if chosen in ROWS else scheme.public_rows


def names_for(desk: Desk, reader: Person, branch: Org) -> str:
    """Answer how somebody reads the names of a branch's people: in full, but as it wishes for those above it."""
    chosen = str(branch.settings.get("parent_names", "full"))
    within = people.is_member(desk, reader, branch) or any(
        grant.person_id == reader.id for grant in grants.of_org(desk.tx, branch.id)
    )
    return "full" if within else chosen


def participation_floor(branch: Org) -> int:
    """Answer how many members must have points before the group is shown a board; 0 for always."""
    return int(branch.settings.get("participation_floor", 0))


def review_days(branch: Org, scheme: Scheme) -> int:
    """Answer the working days of each level of a review, 0 for no deadline: the branch's choice, else the scheme's."""
    return int(branch.settings.get("review_days", scheme.review_workdays))


def pictures(branch: Org) -> str:
    """Answer how a branch has its pictures: light, dark or off."""
    return str(branch.settings.get("pictures", "light"))


def training_hours(branch: Org) -> Required:
    """Answer the hours of training that a year asks for: the branch's choice, else what training plans ask."""
    chosen = branch.settings.get("training_hours")
    return read_required(chosen) if chosen else REQUIRED


def quiet_hours(desk: Desk, branch: Org) -> QuietHours | None:
    """Answer the hours without scheduled posts: the branch's, else the installation's."""
    chosen = branch.settings.get("quiet_hours")
    if chosen == OFF:
        return None
    if chosen:
        return parse_quiet_hours(chosen)
    quiet = desk.house.quiet
    return QuietHours(start=quiet[0], end=quiet[1]) if quiet else None


def timetable_rules(branch: Org) -> TimetableRules:
    """Answer when a branch posts, and what: some posts come with a rulebook that speaks of them."""
    chosen, every = branch.settings.get("reminder"), branch.settings.get("dispatch")
    kinds = set(ALWAYS)
    for code in sections(branch):
        book = load_preset(code)
        kinds |= {PostKind.GROUPS} if book.awards is not None and book.awards.groups is not None else set()
        kinds |= {PostKind.RESEARCH} if book.tasks is not None and RESEARCH_TASK in book.tasks.templates else set()
    if every:
        kinds.add(PostKind.DISPATCH)
    return TimetableRules(
        reminder=parse_reminder(chosen) if chosen else HalfMonth(),
        dispatch=Every(every) if every else None,
        kinds=frozenset(kinds),
    )


def rhythm(branch: Org) -> tuple[object, ...]:
    """Answer what of a branch's choices its timetable rests on: branches of one rhythm post at the same moments."""
    chosen = branch.settings
    return (chosen.get("reminder"), chosen.get("quiet_hours"), chosen.get("dispatch"), sections(branch))


def sections(branch: Org) -> tuple[str, ...]:
    """Answer the presets whose sections (ratings, tasks, awards) the branch has added to its scheme."""
    return tuple(branch.settings.get("sections", ()))


def addable(branch: Org) -> tuple[str, ...]:
    """Answer the presets whose sections a branch can add: those with more than points, its own aside."""
    return tuple(
        code for code in presets() if code != branch.scheme_code and set(load_preset(code).sections) - {"points"}
    )


class Changed(NamedTuple):
    """A setting before and after, as texts."""

    name: str
    before: str
    after: str


def change(desk: Desk, person: Person, branch: Org, name: str, text: str) -> Changed:
    """Change a setting; who may is checked by the caller.

    Args:
        desk: Where it is decided.
        person: Who changes it.
        branch: Whose it is.
        name: One of `NAMES`.
        text: The new value as written; `default` takes the own choice back.

    Raises:
        Refusal: ``UNKNOWN_SETTING``, ``BAD_SETTING``, ``BAD_SCHEDULE``, ``BAD_NUMBER``.
    """
    if name not in NAMES:
        raise unknown_setting(name, NAMES)
    value = None if text == DEFAULT else _READERS[name](branch, text.strip())
    before = shown(branch, name)
    kept = {key: old for key, old in branch.settings.items() if key != name}
    orgs.set_settings(desk.tx, branch.id, {**kept, name: value} if value else kept)
    if name == "sections":  # what recurs by them is handed out at the next look, not tomorrow
        work_rounds.again(desk.tx, branch.id, desk.today)
    after = shown(orgs.get(desk.tx, branch.id), name)
    told = Changed(name, before, after)
    note(desk, person, branch, told)
    return told


def note(desk: Desk, person: Person, branch: Org, told: Changed) -> None:
    """Write a change into the audit log and tell the branch's groups in one line."""
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="setting",
        what=f"org {branch.code} {told.name}",
        before=told.before,
        after=told.after,
    )
    for chat in chats.of_org(desk.tx, branch.id):
        speech = desk.speaks_in(chat)
        setting = speech.word(NAMES.get(told.name, told.name))
        value = speech.word(VALUES.get(told.after, "")) or told.after
        text = speech.say(TOLD, name=person.name, branch=branch.name, setting=setting, value=value)
        post(desk, GroupLetter(chat=chat, text=text))


def shown(branch: Org, name: str) -> str:
    """Answer a setting as text: as chosen, else `default` (or `off` for what is nothing by default)."""
    value = branch.settings.get(name)
    if isinstance(value, list):
        return ", ".join(value)
    if name == "pictures":
        return pictures(branch)
    if value is None:
        return OFF if name in {"participation_floor", "sections", "dispatch", "checkin_location"} else DEFAULT
    return OFF if value == "0" else str(value)


def _rows(_branch: Org, text: str) -> str:
    if text not in ROWS:
        raise bad_setting(text, (*ROWS, DEFAULT))
    return text


def _quiet(_branch: Org, text: str) -> str:
    if text.lower() in {OFF, ""}:
        return OFF
    parse_quiet_hours(text)
    return text


def _reminder(_branch: Org, text: str) -> str:
    parse_reminder(text)
    return " ".join(text.split())


def _dispatch(_branch: Org, text: str) -> str:
    if text.lower() in {OFF, ""}:
        return ""
    if text.lower() not in set(Every):
        raise bad_setting(text, (*Every, OFF))
    return text.lower()


def _floor(_branch: Org, text: str) -> int:
    number = parse_points("0" if text.lower() == OFF else text)
    if number != int(number) or not 0 <= number <= MOST_IN_FLOOR:
        raise bad_setting(text, ("0", "3", "5", "10"))
    return int(number)


def _review_days(_branch: Org, text: str) -> str:
    """Read a number of working days; it is kept as text, for 0 is a choice too."""
    number = parse_points("0" if text.lower() == OFF else text)
    if number != int(number) or not 0 <= number <= MOST_REVIEW_DAYS:
        raise bad_setting(text, ("1", "2", "3", "5", OFF, DEFAULT))
    return str(int(number))


def _pictures(_branch: Org, text: str) -> str:
    if text.lower() not in PICTURES:
        raise bad_setting(text, (*PICTURES, DEFAULT))
    return text.lower()


def _parent_names(_branch: Org, text: str) -> str:
    if text.lower() not in PARENT_NAMES:
        raise bad_setting(text, (*PARENT_NAMES, DEFAULT))
    return text.lower()


def _sections(branch: Org, text: str) -> list[str]:
    """Read a list of presets: the whole list, or `+code` and `-code` for one of them."""
    known = addable(branch)
    if text.lower() in {OFF, ""}:
        return []
    chosen = list(sections(branch)) if text[0] in "+-" else []
    for word in text.replace(",", " ").split():
        code = word.lstrip("+-").lower()
        if code not in known:
            raise bad_setting(word, known)
        chosen = [one for one in chosen if one != code]
        if not word.startswith("-"):
            chosen.append(code)
    return chosen


def _meetings(_branch: Org, text: str) -> str:
    return OFF if text.lower() in {OFF, ""} else duties_text(parse_duties(text))


def _training_hours(_branch: Org, text: str) -> str:
    """Read hours of everybody and, after a blank, of the office; one number is both."""
    numbers = read_required(text)
    return f"{numbers.each} {numbers.office}"


def _switch(_branch: Org, text: str) -> str | None:
    """Read on or off; off is kept as nothing."""
    word = text.lower()
    if word not in {ON, OFF, ""}:
        raise bad_setting(text, (ON, OFF))
    return ON if word == ON else None


_READERS: dict[str, Callable[[Org, str], object]] = {
    "public_rows": _rows,
    "quiet_hours": _quiet,
    "reminder": _reminder,
    "dispatch": _dispatch,
    "participation_floor": _floor,
    "review_days": _review_days,
    "pictures": _pictures,
    "meetings": _meetings,
    "checkin_location": _switch,
    "parent_names": _parent_names,
    "training_hours": _training_hours,
    "sections": _sections,
}
