"""The pages of star rating: what waits for the reader, a round, one branch's rating, one step of a sheet."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.points.period import month_key
from bot.domain.ratings.fact import star_in_force
from bot.domain.ratings.rating import RatingState
from bot.domain.refusals import no_right
from bot.i18n import N_, Html, Language, html
from bot.services import committee, words
from bot.services.letters import Key
from bot.services.paging import in_rows, page_at, page_keys
from bot.services.ratings import finding, house, objection, rating
from bot.services.ratings.house import Seat
from bot.services.ratings.outcome import CAUSES, STATES, Outcome, outcome, stars_text, work_out, working_text
from handlers.call import Call, place
from handlers.reply import Reply
from storage import orgs, persons, rating_facts, ratings, star_rounds
from storage.star_rounds import StarRound

PAGE = 10
PERCENTS = (100, 80, 60, 0)

ROUND_STATES = {"rating": N_("running"), "publicity": N_("laid open"), "filed": N_("filed")}

IN_FORCE = N_("⭐ {branch}: {stars} in force.")
NO_STAR = N_("⭐ {branch} has no star in force.")
PAST = N_("{stars} from {month}")
NO_ROUND = N_("No rating waits for you.")
OWN = N_("⭐ Rate {branch} ({done}/{count}, by {due})")
OWN_STATE = N_("⭐ {branch} {year}: {state}")
ROUND = N_("📋 {org} {year}: {state}")
ON_SITE = N_("🔎 {branch}: review on site")

HEAD = N_("📋 Star rating {year} · {org} · {state}")
COUNTS = N_("Branches: {count} ({counts})")
COUNT = N_("{n} {state}")
DUE = N_("Branches rate themselves until {due}.")
UNTIL = N_("Publicity until {until}, 24:00.")
LIMIT = N_("Five stars: {found} of at most {allowed} ({percent} percent of {decided} decided).")
TIED = N_("⚖️ Tied at the limit: {names}. Places left: {seats}. Choose by ✓, then give the reason.")
TIE_REASON = N_("Decided: {reason}")
ROW = N_("{n}. {branch} · {state}")
ROW_STAR = N_("{n}. {branch} · {state} · {total} · {stars}")
PUBLISH = N_("📢 Lay open")
FILE = N_("🗂 File")
SETTLE = N_("⚖️ Give the reason")
CHOICE = N_("{mark} {branch}")
MOVES = N_("Against {year}: {up} up, {same} the same, {down} down.")

BRANCH = N_("⭐ {branch} · {year} · {state}")
FOCUS = N_("Focus of the role indicators: {focus}")
OWN_SCORE = N_("Own rating: <b>{base}</b>, by that alone {stars}")
FOUND_SCORE = N_("As the committee found it: <b>{base}</b> (role {role})")
DEDUCTED = N_("Deducted: {deduct} – {reason}")
REVIEW = N_("Appraisal: {review}")
RESULT = N_("{stars} – {cause}")
CAPPED = N_("⛔ Confirmed findings leave at most {stars}.")
KEPT = N_("🔎 On site: five stars kept")
CANCELLED = N_("🔎 On site: five stars cancelled. {reason}")
PHOTOS = N_("📷 Photos of the review: {n}")
LEFT = N_("Left out: {reason}")
BY_PARTS = N_("{category}: {score} of {whole}")

GO_ON = N_("⭐ Go on ({done}/{count})")
SUBMIT = N_("📨 Submit to the committee")
CHECK = N_("🔎 Go through the sheet")
DEDUCT = N_("➖ Deduct")
SCORE = N_("🧮 Appraisal score")
DECIDE = N_("✅ End the appraisal")
LEAVE = N_("🚪 Leave out")
KEEP = N_("✅ Keep five stars")
CANCEL = N_("❌ Cancel five stars")
PHOTO = N_("📷 Photos")
ANSWER = N_("✋ Objection of {name}")
BACK = N_("◀ Round")
STEP = N_("{title} {at}/{count} {category} | {code} {name} ({weight} points)")
HOW_FAR = N_("How far is it met?{chosen}")
TITLES = {"own": N_("Self-rating"), "found": N_("Appraisal")}
CHOSEN = N_(" Chosen: {percent} percent.")
OWN_SAID = N_(" The branch says {percent} percent.")
EXACT = N_("✏️ Exactly")
PREVIOUS = N_("◀ Previous")
NEXT = N_("Next ▶")
LATER = N_("💾 Keep, go on later")
ROLE = N_("role performance")


# ---- what waits for the reader -----------------------------------------------------------------------------------
def home(call: Call) -> Reply:
    """The own branch's star, and what of running rounds waits for the reader."""
    desk, speech, me = call.desk, call.speech, call.known_person
    history = rating_facts.star_history(desk.tx, place(call).id)
    star = star_in_force(house.history(desk, place(call)), month_key(desk.today))
    lines = (
        []
        if place(call).kind not in committee.BRANCHES
        else [
            speech.say(IN_FORCE, branch=place(call).name, stars=stars_text(star))
            if star
            else speech.say(NO_STAR, branch=place(call).name)
        ]
    )
    lines += [speech.say(PAST, stars=stars_text(row.star), month=speech.month(row.month)) for row in history[-5:]]
    if house.rates(desk, me, place(call)) or committee.conducts(desk, me, place(call)):
        standing = [one for one in rating_facts.of_branch(desk.tx, place(call).id) if one.state == "confirmed"]
        lines += [finding.text(desk, one, speech) for one in standing]
    keys = [key for running in star_rounds.running(desk.tx) for key in _of_round(call, running)]
    if not keys:
        lines.append(speech.say(NO_ROUND))
    return Reply(text=Html("\n".join(lines)), keyboard=[[key] for key in keys], private=True, edit=True)


def _of_round(call: Call, running: StarRound) -> list[Key]:
    """Answer the buttons of a round for what the reader does in it."""
    desk, speech, me = call.desk, call.speech, call.known_person
    found = []
    for seat in house.seats_of(desk, running):
        facts: dict[str, object] = {"branch": seat.branch.name, "year": str(running.year), "due": running.due_on}
        if seat.rating.state == RatingState.SELF_RATING and house.rates(desk, me, seat.branch):
            facts |= {"done": len(seat.rating.own), "count": len(seat.sheet.indicators)}
            found.append(Key(label=speech.plain(OWN, **facts), data=f"sr:s:{seat.rating.id}:-1"))
        elif house.rates(desk, me, seat.branch):
            state = speech.word(STATES[seat.rating.state])
            found.append(Key(label=speech.plain(OWN_STATE, state=state, **facts), data=f"sr:b:{seat.rating.id}"))
        elif seat.rating.state == RatingState.REVIEW and house.reviewing(desk, me, seat):
            found.append(Key(label=speech.plain(ON_SITE, **facts), data=f"sr:b:{seat.rating.id}"))
    org = orgs.get(desk.tx, running.org_id)
    if committee.conducts(desk, me, org):
        state = speech.word(ROUND_STATES[running.state])
        label = speech.plain(ROUND, org=org.name, year=str(running.year), state=state)
        found.append(Key(label=label, data=f"sr:o:{running.id}:0"))
    return found


# ---- a round -----------------------------------------------------------------------------------------------------
def overview(call: Call, number: int, at: int) -> Reply:
    """A round for who conducts it: how far the branches are, the result so far, what is next.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    desk, speech = call.desk, call.speech
    found = house.round_of(desk, number)
    org = orgs.get(desk.tx, found.org_id)
    committee.need_conductor(desk, call.known_person, org)
    seats = house.seats_of(desk, found)
    result = outcome(desk, seats)
    at, pages = page_at(at, len(seats), PAGE)
    facts = {"year": str(found.year), "org": org.name, "state": speech.word(ROUND_STATES[found.state])}
    lines = [speech.say(HEAD, **facts), *_summary(call, found, seats, result)]
    shown = seats[at * PAGE :][:PAGE]
    lines += [_row(seat, place, result, speech) for place, seat in enumerate(shown, start=at * PAGE + 1)]
    numbered = enumerate(shown, start=at * PAGE + 1)
    keys = in_rows([Key(label=f"{place}", data=f"sr:b:{seat.rating.id}") for place, seat in numbered], 5)
    keys.append(page_keys(f"sr:o:{number}", at, pages))
    keys += _round_keys(found, result, speech)
    return Reply(text=Html("\n".join(lines)), keyboard=[row for row in keys if row], private=True, edit=True)


def _summary(call: Call, found: StarRound, seats: Sequence[Seat], result: Outcome) -> list[Html]:
    speech = call.speech
    counts = {state: sum(seat.rating.state == state for seat in seats) for state in STATES}
    listed = speech.listing(
        speech.plain(COUNT, n=n, state=speech.word(STATES[state])) for state, n in counts.items() if n
    )
    lines = [speech.say(COUNTS, count=len(seats), counts=listed)]
    if found.state == "rating":
        lines.append(speech.say(DUE, due=found.due_on))
    elif found.until is not None:
        lines.append(speech.say(UNTIL, until=found.until))
    if result.stars:
        five = sum(one.star == 5 for one in result.stars.values())
        percent = seats[0].sheet.five_star_max_pct.normalize()
        facts = {"found": five, "allowed": result.allowed, "percent": f"{percent:f}", "decided": len(result.stars)}
        lines.append(speech.say(LIMIT, **facts))
        lines += _movement(call, found, result, seats)
    if result.tied and result.seats:
        names = speech.listing(seat.branch.name for seat in result.tied)
        lines.append(speech.say(TIED, seats=result.seats, names=names))
    if found.tie_reason:
        lines.append(speech.say(TIE_REASON, reason=found.tie_reason))
    return lines


def _movement(call: Call, found: StarRound, result: Outcome, seats: Sequence[Seat]) -> list[Html]:
    """Compare the stars with those of the round before (F13: up or down every year)."""
    before = next((one for one in star_rounds.of_org(call.desk.tx, found.org_id) if one.year < found.year), None)
    if before is None:
        return []
    earlier = {one.branch_id: one.star for one in ratings.of_round(call.desk.tx, before.id) if one.star is not None}
    now = {seat.branch.id: result.stars[seat.rating.id].star for seat in seats if seat.rating.id in result.stars}
    steps = [star - earlier[branch] for branch, star in now.items() if branch in earlier]
    facts = {"up": sum(s > 0 for s in steps), "same": steps.count(0), "down": sum(s < 0 for s in steps)}
    return [call.speech.say(MOVES, year=str(before.year), **facts)] if steps else []


def _row(seat: Seat, place: int, result: Outcome, speech: Language) -> Html:
    facts = {"n": place, "branch": seat.branch.name, "state": speech.word(STATES[seat.rating.state])}
    star = result.stars.get(seat.rating.id)
    if star is None:
        return speech.say(ROW, **facts)
    total = result.workings[seat.rating.id].total
    return speech.say(ROW_STAR, total=total, stars=stars_text(seat.rating.star or star.star), **facts)


def _round_keys(found: StarRound, result: Outcome, speech: Language) -> list[list[Key]]:
    if found.state == "publicity":
        return [[Key(label=speech.plain(FILE), data=f"sr:f:{found.id}:{found.rev}")]]
    if found.state != "rating":
        return []
    rows: list[list[Key]] = []
    if result.tied and result.seats:
        marks = (
            Key(
                label=speech.plain(CHOICE, mark="✓" if seat.rating.chosen else "○", branch=seat.branch.name),
                data=f"sr:h:{seat.rating.id}:{seat.rating.rev}",
            )
            for seat in result.tied
        )
        rows += [[key] for key in marks]
        rows.append([Key(label=speech.plain(SETTLE), data=f"sr:w:{found.id}:{found.rev}")])
    rows.append([Key(label=speech.plain(PUBLISH), data=f"sr:p:{found.id}:{found.rev}")])
    return rows


# ---- one branch --------------------------------------------------------------------------------------------------
def branch(call: Call, number: int) -> Reply:
    """One branch's rating, with what the reader can do about it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT`` for who has no part in it.
    """
    desk, speech, me = call.desk, call.speech, call.known_person
    seat = house.seat_of(desk, number)
    own = house.rates(desk, me, seat.branch)
    conducting = committee.conducts(desk, me, orgs.get(desk.tx, seat.round.org_id)) or committee.conducts(
        desk, me, seat.branch
    )
    if not own and not conducting and not house.reviewing(desk, me, seat):
        raise no_right(("secretary", "committee_reviewer"))
    state = speech.word(STATES[seat.rating.state])
    lines = [speech.say(BRANCH, branch=seat.branch.name, year=str(seat.round.year), state=state)]
    lines += _facts(call, seat)
    keys = _own_keys(seat, speech) if own else []
    if conducting:
        keys += _appraisal_keys(call, seat)
    if seat.rating.state == RatingState.REVIEW and house.reviewing(desk, me, seat):
        keys += _site_keys(seat, speech)
    keys += _objection_keys(call, seat)
    if conducting:
        keys.append([Key(label=speech.plain(BACK), data=f"sr:o:{seat.round.id}:0")])
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def _facts(call: Call, seat: Seat) -> list[Html]:
    desk, speech, one = call.desk, call.speech, seat.rating
    lines: list[Html] = []
    domain = seat.sheet.domains.get(orgs.domain(desk.tx, seat.branch.id))
    if domain is not None and domain.focus:
        lines.append(speech.say(FOCUS, focus=words.named(domain.focus, speech)))
    count = len(seat.sheet.indicators)
    if len(one.own) == count:
        score = rating.own_score(seat)
        lines.append(speech.say(OWN_SCORE, base=score.base, stars=stars_text(score.star)))
    if len(one.found) == count:
        lines += _by_category(seat, speech)
        found = work_out(desk, seat)
        lines.append(speech.say(FOUND_SCORE, base=found.base, role=found.role))
        if one.deduct:
            lines.append(speech.say(DEDUCTED, deduct=one.deduct, reason=one.deduct_reason))
        if one.review is not None:
            lines += [speech.say(REVIEW, review=one.review), working_text(seat, found, speech)]
    if caps := house.caps_of(desk, seat):
        lines.append(speech.say(CAPPED, stars=stars_text(min(caps))))
    if one.verdict is not None:
        lines.append(speech.say(KEPT if one.verdict == "keep" else CANCELLED, reason=one.verdict_reason))
    if one.files:
        lines.append(speech.say(PHOTOS, n=len(one.files)))
    if one.state == RatingState.LEFT_OUT:
        lines.append(speech.say(LEFT, reason=one.verdict_reason))
    if one.star is not None:
        lines.append(speech.say(RESULT, stars=stars_text(one.star), cause=speech.word(CAUSES[one.cause or "band"])))
    return lines


def _by_category(seat: Seat, speech: Language) -> list[Html]:
    """Answer the score of each of the five categories, so that a reader sees where points were lost."""
    lines = []
    for code, names in seat.sheet.categories.items():
        rows = [row for row in seat.sheet.indicators.values() if row.category == code]
        score = sum((row.weight * Decimal(seat.rating.found[row.code]) for row in rows), Decimal(0))
        whole = sum((row.weight for row in rows), Decimal(0))
        lines.append(speech.say(BY_PARTS, category=words.named(names, speech), score=score, whole=whole))
    return lines


def _own_keys(seat: Seat, speech: Language) -> list[list[Key]]:
    if seat.rating.state != RatingState.SELF_RATING:
        return []
    done, count = len(seat.rating.own), len(seat.sheet.indicators)
    at = rating.next_open(seat, seat.rating.own)
    go_on = Key(
        label=speech.plain(GO_ON, done=done, count=count), data=f"sr:s:{seat.rating.id}:{at if done < count else 0}"
    )
    if done < count:
        return [[go_on]]
    return [[Key(label=speech.plain(SUBMIT), data=f"sr:t:{seat.rating.id}:{seat.rating.rev}")], [go_on]]


def _appraisal_keys(call: Call, seat: Seat) -> list[list[Key]]:
    speech, number, rev = call.speech, seat.rating.id, seat.rating.rev
    rows: list[list[Key]] = []
    if seat.rating.state == RatingState.APPRAISAL:
        rows += [
            [Key(label=speech.plain(CHECK), data=f"sr:a:{number}:0")],
            [
                Key(label=speech.plain(DEDUCT), data=f"sr:d:{number}"),
                Key(label=speech.plain(SCORE), data=f"sr:v:{number}"),
            ],
        ]
        if seat.rating.review is not None:
            rows.append([Key(label=speech.plain(DECIDE), data=f"sr:e:{number}:{rev}")])
    if seat.rating.state in {RatingState.SELF_RATING, RatingState.APPRAISAL}:
        rows.append([Key(label=speech.plain(LEAVE), data=f"sr:l:{number}")])
    return rows


def _site_keys(seat: Seat, speech: Language) -> list[list[Key]]:
    number, rev = seat.rating.id, seat.rating.rev
    return [
        [Key(label=speech.plain(PHOTO), data=f"sr:i:{number}")],
        [
            Key(label=speech.plain(KEEP), data=f"sr:k:{number}:{rev}"),
            Key(label=speech.plain(CANCEL), data=f"sr:x:{number}:{rev}"),
        ],
    ]


def _objection_keys(call: Call, seat: Seat) -> list[list[Key]]:
    rows = []
    for one in objection.waiting(call.desk, seat):
        if any(person.id == call.known_person.id for person in objection.handlers(call.desk, seat, one.person_id)):
            name = persons.get(call.desk.tx, one.person_id).name
            rows.append([Key(label=call.speech.plain(ANSWER, name=name), data=f"sr:q:{one.id}")])
    return rows


# ---- one step of a sheet -----------------------------------------------------------------------------------------
def step(call: Call, seat: Seat, at: int, table: str) -> Reply:
    """One indicator of the sheet, as the branch rates itself (`own`) or as the committee found it (`found`)."""
    speech, rows = call.speech, rating.indicators(seat)
    if not 0 <= at < len(rows):
        return branch(call, seat.rating.id)
    one, filled = rows[at], seat.rating.own if table == "own" else seat.rating.found
    verb, write = ("s", "r") if table == "own" else ("a", "A")
    chosen = speech.plain(CHOSEN, percent=_percent(filled[one.code])) if one.code in filled else ""
    if table == "found" and one.code in seat.rating.own:
        chosen = speech.plain(OWN_SAID, percent=_percent(seat.rating.own[one.code])) + chosen
    standard = words.named(one.standard, speech) or words.named(one.target, speech)
    head = speech.say(
        STEP,
        title=speech.word(TITLES[table]),
        at=at + 1,
        count=len(rows),
        category=words.named(seat.sheet.categories[one.category], speech),
        code=one.code,
        name=words.named(one.names, speech),
        weight=f"{one.weight.normalize():f}",
    )
    about = [html(part) for part in (standard, speech.word(ROLE) if one.role else "") if part]
    text = Html("\n".join([head, *about, speech.say(HOW_FAR, chosen=chosen)]))
    number = seat.rating.id
    percents = [Key(label=f"{percent}%", data=f"sr:{write}:{number}:{at}:{percent}") for percent in PERCENTS]
    ways = [Key(label=speech.plain(EXACT), data=f"sr:{'c' if table == 'own' else 'C'}:{number}:{at}")]
    if at:
        ways.append(Key(label=speech.plain(PREVIOUS), data=f"sr:{verb}:{number}:{at - 1}"))
    if one.code in filled:
        ways.append(Key(label=speech.plain(NEXT), data=f"sr:{verb}:{number}:{at + 1}"))
    keys = [percents, ways, [Key(label=speech.plain(LATER), data=f"sr:b:{number}")]]
    return Reply(text=text, keyboard=keys, private=True, edit=True)


def _percent(rate: str) -> str:
    return f"{(Decimal(rate) * 100).normalize():f}"
