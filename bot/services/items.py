"""Items in words: the catalogue, one item with everything about it, and what somebody has not scored yet."""

from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.board import gap_to_next
from bot.domain.points.item import Item, ItemKind
from bot.domain.points.period import cycle_months, month_key
from bot.domain.points.scheme import Scheme
from bot.i18n import N_, Html, Language, html, nN_, points_text
from bot.schemes.loader import presets
from bot.services import board, people
from bot.services.booking import Subject, cap_left, credited_so_far
from bot.services.claim_view import roles_asked
from bot.services.desk import Desk
from bot.services.rulebook import Rules
from bot.services.words import LEVELS, item_name, role_name, scheme_name
from storage import schemes, totals
from storage.orgs import Org
from storage.persons import Person

EACH = N_("{points} each")
RANGE = N_("{low} to {high}, as the reviewer decides")
LEVEL = N_("{level} {points}")
ZEROES = N_("the month counts as 0.00")
CAP_YEAR = N_("{points}, at most {cap} a year")
CAP_MONTH = N_("{points}, at most {cap} a month")

CATALOGUE = N_("📚 <b>{scheme}</b>, version {version}, in force since {since}: {count} items. Choose a category.")
CATEGORY = N_("📚 <b>{category}</b>")
LINE = N_("{code} {item}: {points}")
HEAD = N_("<b>{code} {item}</b>")
GIVES = N_("Gives: {points}")
TARGET = N_("Target: {target}")
STANDARD = N_("Standard: {standard}")
EVIDENCE = N_("Evidence: {evidence}")
FOR = N_("For: {who}")
REVIEW = N_("Review: {chain}")
BASIS = N_("Based on: {basis}")
YOURS = N_("You have {used} of {cap} from it; {left} are left.")
YOURS_UNCAPPED = N_("You have {used} from it this year.")

GAP_HEAD = N_("🎯 <b>{name}</b> · {span}")
GAP_NEXT = N_("Place {place} with {points}; {distance} to draw level with place {next}.")
GAP_FIRST = N_("You are in first place with {points}.")
GAP_ITEMS = N_("Not scored yet, and open to you:")
GAP_NONE = N_("You have scored every item that is open to you.")
GAP_MORE = nN_("and {n} more item, see /items", "and {n} more items, see /items")
GAP_LEFT = N_("{code} {item}: {points} · {left} left")

PROOFS = {
    "none": N_("none needed"),
    "text": N_("a text"),
    "link": N_("a link or a screenshot"),
    "photo": N_("a photo"),
    "document": N_("a photo or a document"),
    "minutes": N_("the minutes, as a photo or a document"),
    "office": N_("entered by the office"),
    "checkin": N_("counted by attendance"),
    "system": N_("booked by a rule"),
}
WHO = {
    "member": N_("members"),
    "cadre": N_("party-affairs cadres"),
    "branch": N_("the branch, through its secretary"),
    "leader": N_("leaders"),
}


class Open(NamedTuple):
    """An item that somebody may claim and has not scored in the running cycle; `left` is None without a cap."""

    item: Item
    left: Decimal | None


def points_words(item: Item, speech: Language) -> Html:
    """Say what an item gives, with its cap."""
    match item.kind:
        case ItemKind.PER_UNIT | ItemKind.DEDUCT:
            points = speech.say(EACH, points=points_text(item.points or Decimal(0), sign=True))
        case ItemKind.TIER:
            levels = (
                speech.say(LEVEL, level=level_name(level, speech), points=points_text(value, sign=True))
                for level, value in item.tiers.items()
            )
            points = Html(speech.listing(levels))
        case ItemKind.RANGE:
            points = speech.say(RANGE, low=item.minimum or Decimal(0), high=item.maximum or Decimal(0))
        case ItemKind.ZERO:
            points = speech.say(ZEROES)
        case ItemKind.FIXED:
            points = Html(points_text(item.points or Decimal(0), sign=True))
    if item.cap is None:
        return points
    return speech.say(CAP_MONTH if item.cap_period == "month" else CAP_YEAR, points=points, cap=item.cap)


def level_name(level: str, speech: Language) -> str:
    """Answer a level's name."""
    return speech.word(LEVELS.get(level, "")) or level


def category_name(scheme: Scheme, code: str, speech: Language) -> str:
    """Answer a category's name, its code for one without."""
    category = scheme.categories.get(code)
    names = category.names if category else {}
    return f"{code} {names.get(speech.code) or names.get('zh_Hans', '')}".strip()


def by_category(scheme: Scheme) -> dict[str, list[Item]]:
    """Answer the items of a scheme under the codes of their categories, in the sheet's order."""
    found: dict[str, list[Item]] = {code: [] for code in scheme.categories}
    for item in scheme.items.values():
        found.setdefault(item.category, []).append(item)
    return {code: items for code, items in found.items() if items}


def catalogue_text(desk: Desk, rules: Rules, speech: Language) -> Html:
    """Introduce the catalogue."""
    since = speech.day(schemes.get(desk.tx, rules.id).effective_from, year=True)
    scheme = rules.scheme
    facts = {"scheme": scheme_name(scheme, speech), "version": scheme.version, "since": since}
    head = speech.say(CATALOGUE, count=len(scheme.items), **facts)
    about = scheme.about.get(speech.code) or scheme.about.get("zh_Hans")
    return Html(f"{head}\n<i>{html(about)}</i>") if about else head


def category_text(rules: Rules, code: str, speech: Language) -> Html:
    """List the items of a category, a line each."""
    lines = [speech.say(CATEGORY, category=category_name(rules.scheme, code, speech))]
    for item in by_category(rules.scheme).get(code, []):
        name = item_name(item, speech)
        lines.append(speech.say(LINE, code=item.code, item=name, points=points_words(item, speech)))
    return Html("\n".join(lines))


def item_text(desk: Desk, branch: Org, rules: Rules, item: Item, speech: Language, *, person: Person | None) -> Html:
    """Tell everything about an item; with a person also what the cap still leaves that person (private)."""
    lines = [
        speech.say(HEAD, code=item.code, item=item_name(item, speech)),
        Html(f"<i>{html(category_name(rules.scheme, item.category, speech))}</i>"),
        speech.say(GIVES, points=points_words(item, speech)),
    ]
    if target := item.target.get(speech.code) or item.target.get("zh_Hans"):
        lines.append(speech.say(TARGET, target=target))
    if standard := item.standard.get(speech.code) or item.standard.get("zh_Hans"):
        lines.append(speech.say(STANDARD, standard=standard))
    lines.append(speech.say(EVIDENCE, evidence=speech.word(PROOFS.get(item.evidence, "")) or item.evidence))
    lines.append(speech.say(FOR, who=speech.listing(speech.word(WHO[who]) for who in sorted(item.who))))
    chain = " → ".join(role_name(role, speech) for role in roles_asked(rules, item))
    lines.append(speech.say(REVIEW, chain=chain))
    if item.basis and rules.scheme.code not in presets():  # a preset's are footnotes of its source
        lines.append(speech.say(BASIS, basis=item.basis))
    subject = subject_for(desk, branch, rules, item, person) if person is not None else None
    if subject is not None:
        used = credited_so_far(desk, item, subject, month_key(desk.today))
        left = cap_left(desk, item, subject, month_key(desk.today))
        if left is None:
            lines.append(speech.say(YOURS_UNCAPPED, used=used))
        else:
            lines.append(speech.say(YOURS, used=used, cap=item.cap, left=left))
    return Html("\n".join(lines))


def subject_for(desk: Desk, branch: Org, rules: Rules, item: Item, person: Person) -> Subject | None:
    """Answer whose points an item would be if a person claimed it, None for one that this person cannot claim."""
    roles = people.roles_in(desk, person, branch)
    kind = people.subject_kind(roles, item.who, rules.scheme.subjects)
    if kind is None or not item.claimable:
        return None
    if kind == "branch":
        return Subject("branch", branch.id, branch.code, branch.name)
    return Subject(kind, person.id, person.code, person.name)


def unscored(desk: Desk, branch: Org, rules: Rules, person: Person) -> list[Open]:
    """Answer the items that a person may claim and has no points from in the running cycle."""
    start, end = cycle_months(rules.scheme.cycle, month_key(desk.today))
    scored: dict[str, dict[str, Decimal]] = {}
    found = []
    for item in rules.scheme.items.values():
        subject = subject_for(desk, branch, rules, item, person)
        if subject is None or subject.kind == "branch":
            continue
        if subject.kind not in scored:
            scored[subject.kind] = totals.scored_items(
                desk.tx, kind=subject.kind, subject_id=subject.id, start=start, end=end
            )
        left = cap_left(desk, item, subject, month_key(desk.today))
        if not scored[subject.kind].get(item.code) and left != 0:
            found.append(Open(item, left))
    return found


def gap_text(desk: Desk, branch: Org, person: Person, found: list[Open], speech: Language) -> Html:
    """Tell how far the next place is, and which items are still open; private."""
    span = board.running_span(desk, branch)
    lines = [speech.say(GAP_HEAD, name=person.name, span=board.span_text(span, speech))]
    for kind in board.kinds(desk, branch):
        rows = board.board_rows(desk, branch, kind, span.start, span.end) if kind != "branch" else []
        own = next((row for row in rows if row.code == person.code), None)
        if own is None:
            continue
        gap = gap_to_next(rows, person.code)
        facts = {"place": own.rank, "points": own.points}
        if gap is None:
            lines.append(speech.say(GAP_FIRST, points=own.points))
        else:
            lines.append(speech.say(GAP_NEXT, distance=gap[1], next=gap[0].rank, **facts))
    lines.append(speech.say(GAP_ITEMS if found else GAP_NONE))
    length = 0
    for index, (item, left) in enumerate(found):
        facts = {"code": item.code, "item": item_name(item, speech), "points": points_words(item, speech)}
        line = speech.say(LINE, **facts) if left is None else speech.say(GAP_LEFT, left=left, **facts)
        length += len(line)
        if length > board.BUDGET:
            lines.append(speech.count(GAP_MORE, len(found) - index))
            break
        lines.append(line)
    return Html("\n".join(lines))
