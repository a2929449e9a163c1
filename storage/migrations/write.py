"""Writing a migration: the difference between the last one and storage/schema, as explicit operations.

    python -m storage.migrations.write 0002 what_it_does

Then read what it wrote, add what no tool can know (data, triggers), set `NEWEST` in storage/migrations/__init__.py, and
run tests/storage: the stairway and the models-match test hold it against the schema. `0001` is written from nothing;
it was renewed while nothing was released, and never will be again.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy.sql.sqltypes import Integer

from storage.engine import open_writer
from storage.migrations import NEWEST
from storage.schema import metadata
from storage.types import Hundredths, Instant, Json

VERSIONS = Path(__file__).parent / "versions"
PLAIN = {Hundredths: "sa.BigInteger()", Instant: "sa.String(27)", Json: "sa.Text()"}
HEAD = '''"""{title}."""

import sqlalchemy as sa
from alembic import op

{imports}revision = "{revision}"
down_revision = {down}
branch_labels = None
depends_on = None


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    {downgrade}
'''
FIRST_IMPORT = "from storage.triggers import create_statements, drop_statements\n\n"
MAKE_TRIGGERS = """
    for statement in create_statements(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)"""
DROP_TRIGGERS = """for statement in drop_statements(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)
    """


def _plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Name a column's type in SQLAlchemy's own words: a migration must not change when our types do."""
    if kind != "type":
        return False
    if type(item) in PLAIN:
        return PLAIN[type(item)]
    if isinstance(getattr(item, "_variant_mapping", {}).get("sqlite"), Integer):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


def write(revision: str, title: str) -> Path:
    """Write the next migration; answer its file."""
    first = revision == "0001"
    with TemporaryDirectory() as directory:
        url = f"sqlite:///{directory}/last.db"
        if not first:
            from bot.clock import system_clock  # noqa: PLC0415 - only where there is something to migrate
            from storage.migrate import migrate  # noqa: PLC0415 - likewise

            migrate(url, now=system_clock())
        engine = open_writer(url)
        with engine.connect() as connection:
            options = {"render_item": _plain, "compare_type": True, "sqlalchemy_module_prefix": "sa."}
            options |= {"alembic_module_prefix": "op.", "user_module_prefix": None, "target_metadata": metadata}
            context = MigrationContext.configure(connection, opts=options)
            script = produce_migrations(context, metadata)
            codes = [
                render_python_code(part, render_item=_plain, migration_context=context)
                for part in (script.upgrade_ops, script.downgrade_ops)
                if part is not None
            ]
        engine.dispose()
    upgrade, downgrade = (
        "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("#")).strip() for code in codes
    )
    text = HEAD.format(
        title=title.replace("_", " ").capitalize(),
        imports=FIRST_IMPORT if first else "",
        revision=revision,
        down=None if first else f'"{NEWEST}"',
        upgrade=upgrade + (MAKE_TRIGGERS if first else ""),
        downgrade=(DROP_TRIGGERS if first else "") + downgrade,
    )
    path = VERSIONS / f"v{revision}_{title}.py"
    path.write_text(text, encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{write(*sys.argv[1:3])}\n")
