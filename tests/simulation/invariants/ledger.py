"""The ledger: sums, chains, linkage, closed months (2.2-1, -2, -4, -18)."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from bot.domain.points.chained import GENESIS, EntryFields, entry_hash, text_digest
from bot.schemes.loader import load_preset
from tests.simulation.town import Town


def totals(town: Town) -> None:
    """2.2-1: a total is the sum of its entries."""
    key = "branch_id, subject_kind, period, subject_id"
    summed = town.rows(f"SELECT {key}, sum(points), count(*) FROM ledger GROUP BY {key} ORDER BY {key}")
    kept = town.rows(f"SELECT {key}, points, entries FROM totals ORDER BY {key}")
    assert summed == kept, f"{summed} are the sums, {kept} the totals"


def linked(town: Town) -> None:
    """2.2-18: under a linkage the branch has a point for every full ten of each of its people, by year."""
    scheme = load_preset(town.preset).points
    assert scheme is not None
    owed: defaultdict[tuple[int, str], int] = defaultdict(int)
    if scheme.linkage is not None:
        for branch, year, points in town.rows(
            "SELECT branch_id, substr(period, 1, 4), sum(points) FROM ledger WHERE subject_kind != 'branch' "
            "GROUP BY branch_id, substr(period, 1, 4), subject_id"
        ):
            owed[branch, year] += max(0, points) // 1000 * 100
    given = town.rows(
        "SELECT branch_id, substr(period, 1, 4), sum(points) FROM ledger WHERE kind = 'linkage' "
        "GROUP BY branch_id, substr(period, 1, 4)"
    )
    assert {key: points for key, points in owed.items() if points} == {
        (branch, year): points for branch, year, points in given if points
    }


def chain(town: Town) -> None:
    """2.2-2: the chain recomputes; sequence numbers have no gap; the head is the last hash."""
    ends: dict[str, tuple[int, str]] = {}
    columns = (
        "l.seq, l.booked_at, l.subject_kind, l.subject_id, l.period, l.item, l.kind, l.points, l.claim_id, "
        "l.ref_period, r.seq, l.by_id, l.text_digest, l.prev_hash, l.hash, t.salt, t.name, t.reason, "
        "s.code, s.version, o.code"
    )
    for row in town.rows(
        f"SELECT {columns} FROM ledger l JOIN ledger_texts t ON t.entry_id = l.id JOIN schemes s ON s.id = l.scheme_id "
        "JOIN orgs o ON o.id = l.branch_id LEFT JOIN ledger r ON r.id = l.reverses ORDER BY l.branch_id, l.seq"
    ):
        seq, prev = ends.get(row[20], (0, GENESIS))
        fields = EntryFields(
            branch=row[20],
            seq=row[0],
            booked_at=datetime.fromisoformat(row[1]),
            subject_kind=row[2],
            subject=row[20] if row[2] == "branch" else f"P{row[3]:05d}",
            scheme=f"{row[18]}/{row[19]}",
            period=row[4],
            item=row[5],
            kind=row[6],
            points=Decimal(row[7]) / 100,
            claim=row[8],
            ref_period=row[9],
            reverses=row[10],
            by=None if row[11] is None else f"P{row[11]:05d}",
            text_digest=row[12],
        )
        assert row[0] == seq + 1, f"entry {seq + 1} is missing"
        assert row[12] == text_digest(row[15], row[16], row[17]), f"entry {row[0]}: another text"
        assert row[13] == prev, f"entry {row[0]}: another predecessor"
        assert row[14] == entry_hash(prev, fields), f"entry {row[0]}: another hash"
        ends[row[20]] = row[0], row[14]
    for branch, *head in town.rows("SELECT code, ledger_seq, ledger_head FROM orgs WHERE kind = 'branch'"):
        assert tuple(head) == ends.get(branch, (0, "")), f"the head of {branch} is not its last entry"


def closed_months(town: Town) -> None:
    """2.2-4: a month whose notice is out has no entry that its head does not count."""
    late = town.rows(
        "SELECT l.seq, l.period FROM ledger l JOIN periods p ON p.branch_id = l.branch_id AND p.key = l.period "
        "WHERE p.frozen_at IS NOT NULL AND l.seq > p.head_seq"
    )
    assert not late, f"booked into a closed month: {late}"


RULES = (totals, linked, chain, closed_months)
