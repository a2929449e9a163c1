"""Append-only tables: what the database itself refuses, on SQLite and on PostgreSQL."""

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


def create_statements(dialect: str) -> list[str]:
    """Answer the statements that make the append-only tables so."""
    if dialect == "sqlite":
        script = "".join(_SQLITE.format(table=table, clash=_CLASH[table]) for table in APPEND_ONLY) + _SQLITE_CLOSED
        return [part + "END;" for part in script.split("END;") if part.strip()]
    return ["".join(_POSTGRES.format(table=table) for table in APPEND_ONLY) + _POSTGRES_CLOSED]


def drop_statements(dialect: str) -> list[str]:
    """Answer the statements that undo `create_statements`."""
    if dialect == "sqlite":
        names = [f"{table}_no_{what}" for table in APPEND_ONLY for what in ("update", "delete", "replace")]
        return [f"DROP TRIGGER {name}" for name in (*names, "ledger_closed_period")]
    drops = [f"DROP FUNCTION {table}_append_only() CASCADE" for table in APPEND_ONLY]
    return [*drops, "DROP FUNCTION ledger_closed_period() CASCADE"]
