"""Claims: each booked once or not at all, within caps, one public card (2.2-3, -7, -9)."""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from bot.schemes.loader import load_preset
from tests.simulation.town import Town


def entries_of_claims(town: Town) -> None:
    """2.2-3, 2.2-9: what is approved is booked once; what is not stands at nothing; a reversal undoes one entry."""
    net: dict[int, Decimal] = defaultdict(Decimal)
    standing: Counter[int] = Counter()
    book = {entry.id: entry for entry in town.book()}
    for entry in book.values():
        if entry.claim_id is not None:
            net[entry.claim_id] += entry.points
            standing[entry.claim_id] += -1 if entry.reverses else 1
        if entry.reverses is not None:
            undone = book[entry.reverses]
            assert entry.points == -undone.points, f"entry {entry.id} is not the negative of {undone.id}"
            assert entry.subject_id == undone.subject_id, f"entry {entry.id} is somebody else's"
    for number, state, credited, requested in town.rows("SELECT id, state, credited, requested FROM claims"):
        booked = state == "approved"
        assert standing[number] == booked, f"#{number} is {state} and has {standing[number]} standing entries"
        if booked:
            assert net[number] * 100 == credited, f"#{number} credits {credited} and books {net[number]}"
            assert requested < 0 or credited <= requested, f"#{number} credits more than was asked for"
        else:
            assert net[number] == 0, f"#{number} is {state} and books {net[number]}"


def caps(town: Town) -> None:
    """2.2-7: an item gives no more than its cap in the cap's window, by the month or year of the act."""
    scheme = load_preset(town.preset).points
    assert scheme is not None
    given: dict[tuple[Any, ...], int] = defaultdict(int)
    for subject, code, act, points in town.rows(
        "SELECT subject_id, item, coalesce(ref_period, period), points FROM ledger WHERE kind != 'linkage'"
    ):
        item = scheme.items.get(code)  # an objection to a total is about no item
        if item is not None and item.cap is not None:
            window = act if item.cap_period == "month" else act[:4]
            given[subject, code, window] += points
    for (subject, code, window), points in given.items():
        cap = scheme.items[code].cap
        assert cap is not None
        assert points <= cap * 100, f"{code} gave {subject} {points} in {window}; its cap is {cap}"


def cards(town: Town) -> None:
    """One public message a claim, through its whole life; another only for each kill or broken connection."""
    seen = Counter(
        (sent.chat_id, sent.text.split(" ", 1)[0])
        for sent in town.world.sent_log
        if sent.chat_id < 0
        and sent.method.lower().startswith("send")
        and sent.text.startswith("#")
        and " · " in sent.text
    )
    twice = {card: count for card, count in seen.items() if count > 1}
    repeated = sum(count - 1 for count in twice.values())
    assert repeated <= town.telegram.broken, f"cards sent more than once: {twice}"


RULES = (entries_of_claims, caps, cards)
