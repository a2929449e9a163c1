"""What the database itself refuses, on SQLite and on PostgreSQL: changes of append-only tables, a month that reopens.

The triggers come in parts, one a migration: what an older migration makes does not change when a newer one adds to it.
"""

from typing import Literal

Part = Literal["books", "periods"]
PARTS: tuple[Part, ...] = ("books", "periods")
CLOSED = "the period is closed"
"""What they say of an entry into a month whose notice was written."""
APPEND_ONLY = ("ledger", "review_steps", "audit")

# SQLite's REPLACE removes a row without asking the DELETE trigger, so an INSERT over an existing row is refused too.
_SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {clash})
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
_CLASH = {
    "ledger": "id = NEW.id OR (branch_id = NEW.branch_id AND seq = NEW.seq) OR reverses = NEW.reverses",
    "review_steps": "id = NEW.id",
    "audit": "id = NEW.id",
}
# A month whose notice was written takes no entry of its own; late facts are adjustments elsewhere (2.2-4).
_SQLITE_CLOSED = """
CREATE TRIGGER ledger_closed_period BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM periods WHERE branch_id = NEW.branch_id AND key = NEW.period AND frozen_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
"""

_POSTGRES = """
CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
"""
_POSTGRES_CLOSED = """
CREATE FUNCTION ledger_closed_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM periods WHERE branch_id = NEW.branch_id AND key = NEW.period AND frozen_at IS NOT NULL)
  THEN RAISE EXCEPTION 'the period is closed' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_closed_period BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_closed_period();
"""


# A period whose notice was written moves on to closed and no other way; what was published with it stands (2.1, 2.2-4).
_SQLITE_PERIODS = """
CREATE TRIGGER periods_only_forward BEFORE UPDATE ON periods
WHEN OLD.frozen_at IS NOT NULL AND (
  OLD.state = 'closed' OR NEW.state NOT IN ('publicity', 'closed') OR NEW.branch_id <> OLD.branch_id
  OR NEW.key <> OLD.key OR NEW.frozen_at IS NOT OLD.frozen_at OR NEW.head_seq IS NOT OLD.head_seq
  OR NEW.head_hash IS NOT OLD.head_hash)
BEGIN SELECT RAISE(ABORT, 'a period is not reopened'); END;
CREATE TRIGGER periods_no_delete BEFORE DELETE ON periods WHEN OLD.frozen_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a period is not reopened'); END;
CREATE TRIGGER periods_no_replace BEFORE INSERT ON periods
WHEN EXISTS (SELECT 1 FROM periods WHERE branch_id = NEW.branch_id AND key = NEW.key AND frozen_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a period is not reopened'); END;
"""
_POSTGRES_PERIODS = """
CREATE FUNCTION periods_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE'
  THEN RAISE EXCEPTION 'a period is not reopened' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  IF OLD.frozen_at IS NOT NULL THEN
    IF TG_OP = 'DELETE' OR OLD.state = 'closed' OR NEW.state NOT IN ('publicity', 'closed')
      OR NEW.branch_id <> OLD.branch_id OR NEW.key <> OLD.key OR NEW.frozen_at IS DISTINCT FROM OLD.frozen_at
      OR NEW.head_seq IS DISTINCT FROM OLD.head_seq OR NEW.head_hash IS DISTINCT FROM OLD.head_hash
    THEN RAISE EXCEPTION 'a period is not reopened' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER periods_only_forward BEFORE UPDATE OR DELETE ON periods
FOR EACH ROW EXECUTE FUNCTION periods_only_forward();
CREATE TRIGGER periods_no_truncate BEFORE TRUNCATE ON periods
FOR EACH STATEMENT EXECUTE FUNCTION periods_only_forward();
"""


def create_statements(dialect: str, part: Part = "books") -> list[str]:
    """Answer the statements that make one part of the triggers."""
    if dialect != "sqlite":
        books = "".join(_POSTGRES.format(table=table) for table in APPEND_ONLY) + _POSTGRES_CLOSED
        return [books if part == "books" else _POSTGRES_PERIODS]
    books = "".join(_SQLITE.format(table=table, clash=_CLASH[table]) for table in APPEND_ONLY) + _SQLITE_CLOSED
    script = books if part == "books" else _SQLITE_PERIODS
    return [made + "END;" for made in script.split("END;") if made.strip()]


def drop_statements(dialect: str, part: Part = "books") -> list[str]:
    """Answer the statements that undo `create_statements`."""
    if dialect != "sqlite":
        names = [f"{table}_append_only" for table in APPEND_ONLY] + ["ledger_closed_period"]
        return [f"DROP FUNCTION {name}() CASCADE" for name in (names if part == "books" else ["periods_only_forward"])]
    if part == "periods":
        return [f"DROP TRIGGER periods_{what}" for what in ("only_forward", "no_delete", "no_replace")]
    names = [f"{table}_no_{what}" for table in APPEND_ONLY for what in ("update", "delete", "replace")]
    return [f"DROP TRIGGER {name}" for name in (*names, "ledger_closed_period")]
