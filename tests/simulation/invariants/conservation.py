"""Conservation: what was confirmed is in effect once, what counts as said was said, what is owed is not forgotten."""

from collections import Counter

from tests.simulation.player import SECRET
from tests.simulation.town import Town


def confirmed(town: Town) -> None:
    """No update was confirmed to Telegram that is not on the disk."""
    kept = {row[0] for row in town.rows("SELECT id FROM updates")}
    assert town.taken <= kept, f"confirmed and not handled: {sorted(town.taken - kept)}"


def once(town: Town) -> None:
    """However often it was delivered, what somebody said stands once for each of those it is about."""
    twice = town.rows(
        "SELECT note, subject_kind, subject_id, count(*) FROM claims WHERE note LIKE ? "
        "GROUP BY note, subject_kind, subject_id HAVING count(*) > 1",
        f"%{SECRET}%",
    )
    assert not twice, f"filed more than once: {twice}"


def said(town: Town) -> None:
    """What counts as sent reached Telegram, and no chat heard more repeats than there were kills and broken lines."""
    wire = town.telegram.wire
    sent = town.rows("SELECT id, chat_id, key FROM letters WHERE state = 'sent' AND method = 'message'")
    silent = [key for number, _, key in sent if not wire[number]]
    assert not silent, f"counted as sent and never said: {silent}"
    repeats: Counter[int] = Counter()
    for number, chat_id, _ in sent:
        repeats[chat_id] += wire[number] - 1
    above = {chat: count for chat, count in repeats.items() if count > town.telegram.broken}
    assert not above, f"repeated in a chat more often than anything broke ({town.telegram.broken}): {above}"


def owed(town: Town) -> None:
    """At rest: what the calendar planned was posted, late or not, or left out, which somebody was told."""
    until = town.looked_at
    if until is None or town.wrong_by or town.house.zone != town.zone:
        return  # another clock or calendar owes other posts
    fates = {(kind, period): state for kind, period, state in town.rows("SELECT kind, period, state FROM posts")}
    for one in town.planned(until):
        fate = fates.get((one.post.kind.value, one.post.period))
        assert fate is not None, f"{one.post.kind.value} of {one.post.period} was owed at {one.at} and is forgotten"
    told = town.rows("SELECT count(*) FROM letters WHERE key LIKE 'missed:%' OR key LIKE 'skipped:%'")[0][0]
    told = (
        told or town.rows("SELECT count(*) FROM persons WHERE NOT reachable")[0][0]
    )  # who blocks the bot hears nothing
    assert told or not {"missed", "skipped"} & set(fates.values()), f"left out in silence: {fates}"


def delivered(town: Town) -> None:
    """At rest: nothing that could go out waits."""
    waiting = town.rows("SELECT key FROM letters WHERE state = 'due' AND due_at <= created_at")
    assert not waiting, f"these letters still wait: {waiting}"


RULES = (confirmed, once, said)
AT_REST = (owed, delivered)
