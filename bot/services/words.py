"""Words for what the rulebook and the claims hold: items, roles, levels, states, and how points come about."""

from collections.abc import Mapping
from decimal import Decimal

from bot.domain.organisation.roles import ROLES
from bot.domain.points.item import Item, ItemKind
from bot.domain.points.scheme import Scheme
from bot.i18n import N_, Html, Language, html, points_text
from bot.services.desk import Desk
from bot.services.rulebook import by_id
from storage.claims import Claim
from storage.ledger import Entry

STATES = {
    "draft": N_("a draft"),
    "awaiting_member": N_("waiting for the member"),
    "in_review": N_("in review"),
    "returned": N_("returned"),
    "approved": N_("approved"),
    "rejected": N_("not approved"),
    "withdrawn": N_("withdrawn"),
    "voided": N_("taken back"),
    "disputed": N_("disputed"),
}
APPEAL_STATES = {
    "filed": N_("waiting for somebody to handle it"),
    "accepted": N_("being handled"),
    "decided": N_("decided"),
    "second_review": N_("in second review"),
    "final": N_("decided for good"),
    "withdrawn": N_("withdrawn"),
}
OUTCOMES = {
    "upheld": N_("upheld"),
    "partly": N_("upheld in part"),
    "dismissed": N_("not upheld"),
}
TASK_ITEM, PROJECT_ITEM = "TASK", "PROJECT"
"""What stands in an entry's item where a task of the work list, or the share of a project, gave the points."""
TASK_ENTRY, PROJECT_ENTRY = N_("work list"), N_("innovation project")
ENTRY_KINDS = {
    "opening": N_("opening balance"),
    "linkage": N_("points from the members"),
    "checkin": N_("attendance"),
    "adjust": N_("adjustment"),
    "reversal": N_("taken back"),
}
FORM_STATES = {
    "open": N_("open"),
    "submitted": N_("signed and in review"),
    "reviewed": N_("reviewed"),
    "confirmed": N_("confirmed"),
    "disputed": N_("disputed"),
}
TASK_STATES = {
    "todo": N_("to be done"),
    "doing": N_("under way"),
    "submitted": N_("handed in"),
    "done": N_("done"),
    "cancelled": N_("cancelled"),
}
CADENCES = {
    "day": N_("day"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "person": N_("person"),
    "section": N_("section"),
    "department": N_("department"),
}
"""How people write the rhythm and the level of a recurring task; each is understood in each language."""
LEVELS = {
    "district": N_("district level"),
    "city": N_("city level"),
    "province": N_("province level"),
    "national": N_("national level"),
}


def working_text(speech: Language, item: Item, claim: Claim) -> Html:
    """Write how the points come about: 0.50 × 2 = +1.00."""
    total = points_text(claim.requested, sign=True)
    match item.kind:
        case ItemKind.PER_UNIT | ItemKind.DEDUCT if claim.quantity != 1:
            each = points_text(item.points or Decimal(0))
            return html(f"{each} × {quantity_text(claim.quantity)} = {total}")
        case ItemKind.TIER:
            each = points_text(item.tiers.get(claim.level or "", Decimal(0)))
            level = speech.word(LEVELS.get(claim.level or "", "")) or claim.level or ""
            if claim.quantity == 1:
                return html(f"{level} {total}")
            return html(f"{level} {each} × {quantity_text(claim.quantity)} = {total}")
        case ItemKind.RANGE:
            low, high = points_text(item.minimum or Decimal(0)), points_text(item.maximum or Decimal(0))
            return html(f"{low}–{high} → {total}")
        case _:
            return html(total)


def quantity_text(quantity: Decimal) -> str:
    """Write a quantity without needless zeros."""
    return f"{quantity.normalize():f}"


def named(names: Mapping[str, str], speech: Language) -> str:
    """Answer a name that a rulebook gives in several languages, empty where it gives none."""
    return names.get(speech.code) or names.get("zh_Hans", "")


def item_name(item: Item, speech: Language) -> str:
    """Answer an item's name in a language."""
    return named(item.names, speech) or item.code


def entry_name(desk: Desk, entry: Entry, speech: Language) -> str:
    """Answer what an entry is for: its item, or its kind where it has none."""
    item = by_id(desk, entry.scheme_id).scheme.items.get(entry.item)
    if item is None and entry.item == TASK_ITEM:
        return speech.word(TASK_ENTRY)
    if item is None and entry.item == PROJECT_ITEM:
        return speech.word(PROJECT_ENTRY)
    if item is None:
        return speech.word(ENTRY_KINDS.get(entry.kind, "")) or entry.kind
    return f"{item.code} {item_name(item, speech)}"


def scheme_name(scheme: Scheme, speech: Language) -> str:
    """Answer what a rulebook is called, with the code by which it is exported and imported."""
    title = scheme.title.get(speech.code) or scheme.title.get("zh_Hans")
    return f"{title} ({scheme.code})" if title else scheme.code


def role_name(role: str, speech: Language) -> str:
    """Answer a role's name in a language."""
    return speech.word(ROLES.get(role, role))
