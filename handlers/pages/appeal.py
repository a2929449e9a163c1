"""The page of objections: what can be objected to until when, the own ones, and those that wait for the asker."""

from bot.domain.points.appeal import Target
from bot.domain.points.appeal_refusals import appeal_sign
from bot.domain.refusals import Refusal, nothing_in_publicity
from bot.i18n import N_, Html, points_text
from bot.services import appeal as service
from bot.services import appeal_case, publicity, words
from bot.services.appeal import Choice
from bot.services.letters import Fallback, Key, PrivateLetter, post
from bot.services.rulebook import by_id
from handlers.call import Call
from handlers.reply import SENT, Reply
from storage import appeals
from storage.appeals import Appeal
from storage.orgs import Org

OPEN_UNTIL = N_(
    "✋ Objections to {period} are open until {day}, 24:00. What do you see otherwise? "
    "Only you and whoever handles it read it; that is somebody who had no part in the decision."
)
YOURS = N_("Your objections:")
TO_DECIDE = N_("These wait for your decision:")
LINE = N_("• {appeal} {about}: {state}")
NOT_APPROVED = N_("#{id} {item}, not approved")
BOOKED = N_("#{id} {item} {points}")
ENTRY = N_("No. {seq} {item} {points}")
WHOLE = {
    Target.TOTAL: N_("Total of {period}"),
    Target.RANK: N_("Place"),
    Target.OTHER: N_("Something else"),
}
LABEL = 40


def page(call: Call, branch: Org | None, period: str | None) -> Reply:
    """What can be objected to in a period, and the objections that concern the asker; private.

    Raises:
        Refusal: ``NOT_IN_PUBLICITY``, ``NOTHING_IN_PUBLICITY`` where there is nothing else to show either.
    """
    speech, me = call.speech, call.known_person
    mine = [one for one in appeals.of_person(call.desk.tx, me.id) if one.state not in {"final", "withdrawn"}]
    waiting = appeal_case.waiting_for(call.desk, me)
    told: list[Html] = []
    rows: list[list[Key]] = []
    for sentence, found in ((TO_DECIDE, waiting), (YOURS, mine)):
        if found:
            told += [speech.say(sentence), *(_line(call, one) for one in found)]
            rows += [[Key(label=appeal_sign(one.id), data=f"ap:v:{one.id}:{one.rev}") for one in found[:8]]]
    try:
        if branch is None:
            raise nothing_in_publicity()
        period = period or service.newest_open(call.desk, branch)
        service.need_open(call.desk, branch, period)
    except Refusal:
        if not told:
            raise
        return Reply(text=Html("\n".join(told)), keyboard=rows, private=True)
    row = publicity.of(call.desk, branch, period)
    day = row.until if row is not None else None
    told.append(speech.say(OPEN_UNTIL, period=speech.period(period), day=day))
    rows += [[_key(call, branch, period, one)] for one in service.choices(call.desk, branch, me, period)]
    return Reply(text=Html("\n".join(told)), keyboard=rows, private=True)


def open_page(call: Call, branch: Org, period: str) -> Reply:
    """Answer the button under a notice: the page comes privately; who cannot be reached gets a door to it."""
    reply = page(call, branch, period)
    if not call.incoming.in_group:
        return reply
    at = call.incoming
    fallback = Fallback(chat_id=at.chat_id, thread_id=at.thread_id, lang=call.speech.code, payload=f"appeal-{period}")
    post(
        call.desk,
        PrivateLetter(to=call.account, text=reply.text, keyboard=reply.keyboard, fallback=fallback),
    )
    return Reply(toast=call.speech.plain(SENT))


def _line(call: Call, appeal: Appeal) -> Html:
    speech = call.speech
    case = appeal_case.look(call.desk, appeal)
    about = appeal_case.about(call.desk, case.matter, speech)
    return speech.say(LINE, appeal=case.sign, about=about, state=speech.word(words.APPEAL_STATES[appeal.state]))


def _key(call: Call, branch: Org, period: str, choice: Choice) -> Key:
    label = _label(call, period, choice)
    data = f"ap:t:{branch.id}:{period}:{choice.target.value}:{choice.id}"
    return Key(label=label if len(label) <= LABEL else label[: LABEL - 1] + "…", data=data)


def _label(call: Call, period: str, choice: Choice) -> str:
    speech, claim, entry = call.speech, choice.claim, choice.entry
    if claim is not None:
        item = words.item_name(by_id(call.desk, claim.scheme_id).scheme.items[claim.item], speech)
        if entry is None:
            return speech.plain(NOT_APPROVED, id=claim.id, item=item)
        return speech.plain(BOOKED, id=claim.id, item=item, points=points_text(entry.points, sign=True))
    if entry is not None:
        item, points = words.entry_name(call.desk, entry, speech), points_text(entry.points, sign=True)
        return speech.plain(ENTRY, seq=entry.seq, item=item, points=points)
    return speech.plain(WHOLE[choice.target], period=speech.period(period))
