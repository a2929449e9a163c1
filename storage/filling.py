"""Filling: a ledger of made-up entries for measurements, written by SQL alone (ten million in a minute).

The entries are no chain that verifies; such a database is for the stopwatch and is thrown away.
"""

from datetime import date

from sqlalchemy import Connection, text

from storage.transaction import Tx

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
    _without_triggers(connection)
    connection.execute(_ENTRIES, {"entries": entries, "people": people})
    connection.execute(_TOTALS)


def _without_triggers(connection: Connection) -> None:
    for name in connection.scalars(_TRIGGERS).all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def fullest_branch(connection: Connection) -> int:
    """Answer the branch that has the most totals."""
    found: int = connection.scalars(_BRANCHES).all()[0]
    return found


_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :branches)"
_CROWD = (
    f"""{_NUMBERS}
INSERT INTO orgs (code, parent_id, kind, name, scheme_code, rehearsal, temporary, state, settings, created_at,
                  ledger_seq, ledger_head)
SELECT printf('X%05d', i), o.parent_id, o.kind, 'Branch ' || i, o.scheme_code, o.rehearsal, o.temporary, o.state,
       o.settings, o.created_at, 0, ''
FROM n JOIN (SELECT * FROM orgs WHERE kind = 'branch' ORDER BY id LIMIT 1) o""",
    """
INSERT INTO chats (id, org_id, kind, title, state, bound_at)
SELECT :first_group - CAST(substr(o.code, 2) AS INTEGER), o.id, 'supergroup', 'Group', 'bound', o.created_at
FROM orgs o WHERE o.code LIKE 'X%'""",
    """
WITH RECURSIVE m(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM m WHERE k < :members - 1)
INSERT INTO persons (telegram_id, name, telegram_lang, status, reachable, created_at)
SELECT :first_member + CAST(substr(o.code, 2) AS INTEGER) * :members + m.k, o.code || ' member ' || m.k, 'zh-hans',
       'full', 1, o.created_at
FROM orgs o JOIN m WHERE o.code LIKE 'X%'""",
    """
INSERT INTO memberships (person_id, org_id, state, since, rev)
SELECT p.id, o.id, 'active', o.created_at, 0
FROM persons p JOIN orgs o ON o.code = printf('X%05d', (p.telegram_id - :first_member) / :members)
WHERE p.telegram_id >= :first_member + :members""",
    """
INSERT INTO grants (person_id, org_id, role, granted_at)
SELECT m.person_id, m.org_id, 'secretary', m.since FROM memberships m JOIN persons p ON p.id = m.person_id
WHERE p.telegram_id >= :first_member + :members AND (p.telegram_id - :first_member) % :members = 0""",
)


def fill_people(connection: Connection, *, branches: int, members: int, first_group: int, first_member: int) -> None:
    """Write branches like the first one, each with its group, its members, and the first of them as secretary."""
    values = {"branches": branches, "members": members, "first_group": first_group, "first_member": first_member}
    for statement in _CROWD:
        needed = {name: value for name, value in values.items() if f":{name}" in statement}
        connection.execute(text(statement), needed)


def claims_filed(tx: Tx) -> int:
    """Answer how many claims there are."""
    found: int = tx.scalar(text("SELECT coalesce(max(id), 0) FROM claims"))
    return found


_MONTHS = (
    """
INSERT INTO totals (branch_id, subject_kind, period, subject_id, points, entries, zeroings)
SELECT m.org_id, 'member', :month, m.person_id,
       CASE WHEN m.person_id % 30 = 7 THEN -3000 ELSE m.person_id % 5 * 100 END, 1, 0
FROM memberships m""",
    """
INSERT INTO publicities (branch_id, kind, subject, state, published_at, until)
SELECT id, 'points', :month, 'running', :published || 'T01:00:00.000000Z', :until FROM orgs WHERE kind = 'branch'""",
    """
INSERT INTO periods (branch_id, key, state, frozen_at, publicity_until, head_seq, head_hash)
SELECT id, :month, 'publicity', :published || 'T01:00:00.000000Z', :until, 0, '' FROM orgs WHERE kind = 'branch'""",
)
_OPEN = text("SELECT (SELECT count(*) FROM periods WHERE state <> 'closed') + (SELECT count(*) FROM judgings)")


def fill_months(tx: Tx, *, month: str, published: date, until: date) -> None:
    """Write for every branch a month whose objections are over, one of thirty members below the pass line."""
    tx.memory.forget()
    values = {"month": month, "published": published.isoformat(), "until": until.isoformat()}
    for statement in _MONTHS:
        tx.run(text(statement), **{name: value for name, value in values.items() if f":{name}" in statement})


def months_open(tx: Tx) -> int:
    """Answer how many months are still to be closed, or to be looked at for what follows from them."""
    found: int = tx.scalar(_OPEN)
    return found
