"""Filling: a ledger of made-up entries for measurements, written by SQL alone (ten million in a minute).

The entries are no chain that verifies; such a database is for the stopwatch and is thrown away.
"""

from sqlalchemy import Connection, text

_TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'")
_BRANCHES = text("SELECT id FROM orgs WHERE kind = 'branch' ORDER BY id")
_ENTRIES = text("""
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :entries),
     b AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM orgs WHERE kind = 'branch'),
     c AS (SELECT count(*) AS many FROM b)
INSERT INTO ledger (branch_id, seq, booked_at, subject_kind, subject_id, scheme_id, period, item, kind, points,
                    text_digest, prev_hash, hash)
SELECT b.id, n.i, '2026-05-13T04:00:00.000000Z', 'member', 1 + n.i % :people, 1,
       printf('2026-%02d', 1 + n.i % 12), 'K701', 'award', 100 + n.i % 200, '', '', ''
FROM n JOIN c JOIN b ON b.place = n.i % c.many
""")
_TOTALS = text("""
INSERT INTO totals (branch_id, subject_kind, period, subject_id, points, entries, zeroings)
SELECT branch_id, subject_kind, period, subject_id, sum(points), count(*), 0 FROM ledger
GROUP BY branch_id, subject_kind, period, subject_id
""")


def fill_ledger(connection: Connection, *, entries: int) -> None:
    """Write entries, spread over the branches, their people and a year's months, and the totals."""
    people = connection.scalar(text("SELECT count(*) FROM persons"))
    for name in connection.scalars(_TRIGGERS).all():
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(_ENTRIES, {"entries": entries, "people": people})
    connection.execute(_TOTALS)


def fullest_branch(connection: Connection) -> int:
    """Answer the branch that has the most totals."""
    found: int = connection.scalars(_BRANCHES).all()[0]
    return found
