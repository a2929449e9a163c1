"""The beginning: organisation, rulebook, claims, ledger, conversation."""

from alembic import op

from storage.schema import metadata
from storage.triggers import create_statements, drop_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    for statement in create_statements(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for statement in drop_statements(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)
    metadata.drop_all(op.get_bind())
