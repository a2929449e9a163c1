"""The hash chain: whoever changes, drops, adds or swaps an entry is found out."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.points.chained import (
    GENESIS,
    EntryFields,
    Link,
    canonical,
    chain_faults,
    combined_head,
    entry_hash,
    text_digest,
)

AT = datetime(2026, 5, 12, 1, 0, tzinfo=UTC)


def entry(seq: int, points: str = "1.00") -> EntryFields:
    return EntryFields(
        branch="LS-0312",
        seq=seq,
        booked_at=AT + timedelta(minutes=seq),
        subject_kind="member",
        subject="7",
        scheme="lanshan/1",
        period="2026-05",
        item="F1",
        kind="award",
        points=Decimal(points),
        claim=12,
        ref_period=None,
        reverses=None,
        by="3",
        text_digest=text_digest("00ff", "王五", "社区清扫"),
    )


def chain(length: int) -> list[Link]:
    links, head = [], GENESIS
    for seq in range(1, length + 1):
        fields = entry(seq)
        links.append(Link(fields=fields, prev_hash=head, hash=entry_hash(head, fields)))
        head = links[-1].hash
    return links


def test_the_canonical_text_is_what_the_documentation_says() -> None:
    digest = hashlib.sha256(b'["00ff","\\u738b\\u4e94","\\u793e\\u533a\\u6e05\\u626b"]').hexdigest()
    written = (
        '["jifenbot-1","LS-0312",1,"2026-05-12T01:01:00.000000Z","member","7","lanshan/1","2026-05","F1","award",'
        f'100,12,null,null,"3","{digest}"]'
    )
    assert canonical(entry(1)) == written
    assert entry_hash(GENESIS, entry(1)) == hashlib.sha256(f"{'0' * 64}\n{written}".encode()).hexdigest()


def test_the_zone_of_an_instant_does_not_matter() -> None:
    moved = replace(entry(1), booked_at=entry(1).booked_at.astimezone(timezone(timedelta(hours=8))))
    assert canonical(moved) == canonical(entry(1))


@given(st.integers(1, 12), st.data())
def test_a_sound_chain_has_no_fault_and_a_changed_one_has(length: int, data: st.DataObject) -> None:
    links = chain(length)
    assert chain_faults(links) == []
    index = data.draw(st.integers(0, length - 1))
    altered = list(links)
    altered[index] = replace(links[index], fields=replace(links[index].fields, points=Decimal("9.99")))
    assert chain_faults(altered) == [(index + 1, "ALTERED")]


def test_a_rewritten_entry_breaks_the_link_after_it() -> None:
    links = chain(3)
    forged = replace(links[1].fields, points=Decimal("9.99"))
    links[1] = Link(fields=forged, prev_hash=links[0].hash, hash=entry_hash(links[0].hash, forged))
    assert chain_faults(links) == [(3, "BROKEN_LINK")]


def test_a_dropped_entry_leaves_a_gap() -> None:
    links = chain(3)
    assert chain_faults([links[0], links[2]]) == [(3, "GAP"), (3, "BROKEN_LINK")]


def test_a_chain_can_be_checked_from_a_known_head() -> None:
    links = chain(5)
    assert chain_faults(links[3:], head=links[2].hash, seq=3) == []


def test_texts_cannot_be_moved_between_name_and_reason() -> None:
    assert text_digest("s", "ab", "c") != text_digest("s", "a", "bc")
    assert text_digest("s", "a", "b") != text_digest("t", "a", "b")


def test_the_head_over_all_branches_is_in_code_order() -> None:
    expected = hashlib.sha256(b"A 2 x\nB 1 y\n").hexdigest()
    assert combined_head([("B", 1, "y"), ("A", 2, "x")]) == expected
