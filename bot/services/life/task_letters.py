"""What is told of tasks, each to those who have to do with it, and privately."""

from collections.abc import Iterable, Sequence

from bot.i18n import N_, Html, Language, points_text
from bot.services.desk import Desk
from bot.services.evidence import MOST_FILES
from bot.services.letters import Key, Lane, Media, PrivateLetter, post
from bot.services.life import task_text
from bot.services.life.task_seen import Seen
from storage import persons, task_log
from storage.persons import Person
from storage.task_asks import Ask

GIVEN = N_("🗒 {by} set a task for {owner}: №{id} {title}, by {day}.")
HANDED_IN = N_("📥 {name} hands in №{id} {title} ({owner}), due {day}.")
LAST_WORDS = N_("Last said: {text}")
ACCEPTED = N_("✅ {by} has accepted №{id} {title}. Thank you.")
GAVE = N_("{points} is booked.")
RETURNED = N_("↩️ {by} gives №{id} {title} back: {words}")
CANCELLED = N_("🗑 {by} has cancelled №{id} {title}: {words}")
MISSED = N_(
    "⛔ {by} has closed №{id} {title} as not done: {words}\nIf you see it differently, please talk to them now."
)
SUPERVISED = N_("📌 {by} has put №{id} {title} under supervision: it hangs on the board until it is done.")
ASKED = {
    "extension": N_("⏳ {name} asks for more time for №{id} {title}: until {until} instead of {day}.\nReason: {words}"),
    "escalation": N_("🆘 {name} asks you to coordinate №{id} {title}, due {day}: {words}"),
}
ANSWERED = {
    "granted": N_("⏳ {by} grants more time for №{id} {title}: it is due on {day} now."),
    "declined": N_("⏳ {by} grants no more time for №{id} {title}: {words}\nIt stays due on {day}."),
    "answered": N_("🆘 {by} on №{id} {title}: {words}"),
}
PROGRESS = N_("📈 Progress")
EVIDENCE = N_("📎 Evidence")
SUBMIT = N_("✅ Hand in")
MORE_TIME = N_("⏳ More time")
COORDINATE = N_("🆘 Coordination")
ACCEPT = N_("✅ Accept")
RETURN = N_("↩️ Give back")
GRANT = N_("✅ Grant")
DECLINE = N_("❌ Decline")
ANSWER = N_("✍️ Answer")
OPEN = N_("🗒 №{id}")


def _facts(found: Seen, speech: Language) -> dict[str, object]:
    task = found.task
    return {
        "id": task.id,
        "title": task_text.title(task, speech),
        "day": task_text.due(task, speech),
        "owner": found.owner.name,
    }


def _doers(desk: Desk, found: Seen, but: Person) -> list[Person]:
    return [persons.get(desk.tx, one) for one in found.doers if one != but.id]


def _tell(
    desk: Desk,
    found: Seen,
    receiver: Person,
    text: Html,
    keys: Sequence[Sequence[Key]] = (),
    *,
    media: Sequence[Media] = (),
) -> None:
    if receiver.telegram_id is None or receiver.reachable is False:
        return
    post(
        desk,
        PrivateLetter(
            to=receiver.telegram_id, text=text, keyboard=keys, lane=Lane.CARD, about=found.branch, media=media
        ),
    )


def doer_keys(found: Seen, speech: Language) -> list[list[Key]]:
    """Answer what who does a task can do with it (domain 5.13)."""
    number = found.task.id
    return [
        [
            Key(label=speech.plain(PROGRESS), data=f"t:p:{number}"),
            Key(label=speech.plain(EVIDENCE), data=f"t:e:{number}"),
            Key(label=speech.plain(SUBMIT), data=f"t:s:{number}:{found.task.rev}"),
        ],
        [
            Key(label=speech.plain(MORE_TIME), data=f"t:x:{number}"),
            Key(label=speech.plain(COORDINATE), data=f"t:c:{number}"),
        ],
    ]


def supervisor_keys(found: Seen, speech: Language) -> list[Key]:
    """Answer what who accepts a task can do with what was handed in."""
    number, rev = found.task.id, found.task.rev
    return [
        Key(label=speech.plain(ACCEPT), data=f"t:y:{number}:{rev}"),
        Key(label=speech.plain(RETURN), data=f"t:n:{number}:{rev}"),
    ]


def ask_keys(ask: Ask, speech: Language) -> list[Key]:
    """Answer what can be said to what was asked for."""
    if ask.kind == "escalation":
        return [Key(label=speech.plain(ANSWER), data=f"t:w:{ask.id}")]
    return [
        Key(label=speech.plain(GRANT), data=f"t:g:{ask.id}"),
        Key(label=speech.plain(DECLINE), data=f"t:h:{ask.id}"),
    ]


def files(desk: Desk, number: int) -> list[Media]:
    """Answer the files of a task, as many as an album holds."""
    shown = task_log.files(desk.tx, number)[:MOST_FILES]
    return [Media(kind=one.kind, file_id=one.file_id) for one in shown if one.file_id]


def given(desk: Desk, found: Seen, by: Person) -> None:
    """Tell who does a task that it was set."""
    for person in _doers(desk, found, by):
        speech = desk.speaks(person)
        text = speech.say(GIVEN, by=by.name, **_facts(found, speech))
        _tell(desk, found, person, text, doer_keys(found, speech))


def handed_in(desk: Desk, found: Seen, by: Person) -> None:
    """Bring what was handed in to who accepts it, with its files and what was said last."""
    for person in found.supervisors:
        speech = desk.speaks(person)
        text = speech.say(HANDED_IN, name=by.name, **_facts(found, speech))
        notes = [one.text for one in task_log.steps(desk.tx, found.task.id) if one.verb in {"progress", "evidence"}]
        if notes and notes[-1]:
            text = Html(f"{text}\n{speech.say(LAST_WORDS, text=notes[-1])}")
        _tell(desk, found, person, text, [supervisor_keys(found, speech)], media=files(desk, found.task.id))


def accepted(desk: Desk, found: Seen, by: Person) -> None:
    """Tell who did a task that it was accepted, and what that gave."""
    for person in _doers(desk, found, by):
        speech = desk.speaks(person)
        text = speech.say(ACCEPTED, by=by.name, **_facts(found, speech))
        if found.task.entry_id is not None and found.task.points is not None:
            text = Html(f"{text} {speech.say(GAVE, points=points_text(found.task.points, sign=True))}")
        _tell(desk, found, person, text)


def returned(desk: Desk, found: Seen, by: Person, words: str) -> None:
    """Tell who did a task what is missing."""
    for person in _doers(desk, found, by):
        speech = desk.speaks(person)
        text = speech.say(RETURNED, by=by.name, words=words, **_facts(found, speech))
        _tell(desk, found, person, text, doer_keys(found, speech))


def closed(desk: Desk, found: Seen, by: Person, words: str) -> None:
    """Tell who had a task to do that it is closed, why, and what it cost."""
    missed = found.task.outcome == "missed"
    for person in _doers(desk, found, by):
        speech = desk.speaks(person)
        text = speech.say(MISSED if missed else CANCELLED, by=by.name, words=words, **_facts(found, speech))
        if found.task.entry_id is not None and found.task.points is not None:
            text = Html(f"{text}\n{speech.say(GAVE, points=points_text(found.task.points, sign=True))}")
        _tell(desk, found, person, text)


def supervised(desk: Desk, found: Seen, by: Person) -> None:
    """Tell who does a task that it is watched now."""
    for person in _doers(desk, found, by):
        speech = desk.speaks(person)
        _tell(desk, found, person, speech.say(SUPERVISED, by=by.name, **_facts(found, speech)))


def asked(desk: Desk, found: Seen, ask: Ask, receivers: Iterable[Person]) -> None:
    """Bring what was asked for to who answers it."""
    name = persons.get(desk.tx, ask.asked_by).name
    for person in receivers:
        speech = desk.speaks(person)
        facts = {"name": name, "words": ask.words, "until": ask.until, **_facts(found, speech)}
        _tell(desk, found, person, speech.say(ASKED[ask.kind], **facts), [ask_keys(ask, speech)])


def answered(desk: Desk, found: Seen, ask: Ask, by: Person) -> None:
    """Tell who asked what was answered."""
    person = persons.get(desk.tx, ask.asked_by)
    speech = desk.speaks(person)
    text = speech.say(ANSWERED[ask.state], by=by.name, words=ask.answer or "", **_facts(found, speech))
    open_key = Key(label=speech.plain(OPEN, id=found.task.id), data=f"t:o:{found.task.id}")
    _tell(desk, found, person, text, [[open_key]])
