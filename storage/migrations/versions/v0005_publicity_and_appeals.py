"""Publicity and appeals."""

import sqlalchemy as sa
from alembic import op

from storage.triggers import create_statements, drop_statements

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UNFINISHED = "state NOT IN ('final', 'withdrawn')"


def upgrade() -> None:
    op.create_table(
        "publicities",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("payload_hash", sa.String(length=64), nullable=True),
        sa.Column("published_at", sa.String(27), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("concluded_at", sa.String(27), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_publicities_branch_id_orgs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicities")),
        sa.UniqueConstraint("branch_id", "kind", "subject", name=op.f("uq_publicities_branch_id_kind_subject")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "appeals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("target", sa.String(length=8), nullable=False),
        sa.Column("target_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("handler_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("handler_role", sa.String(length=24), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("filed_at", sa.String(27), nullable=False),
        sa.Column("decided_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_appeals_branch_id_orgs")),
        sa.ForeignKeyConstraint(["handler_id"], ["persons.id"], name=op.f("fk_appeals_handler_id_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_appeals_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_appeals_branch_id_period", "appeals", ["branch_id", "period"], unique=False)
    op.create_index("ix_appeals_handler_id", "appeals", ["handler_id"], unique=False)
    op.create_index(
        "ix_appeals_open",
        "appeals",
        ["id"],
        unique=False,
        sqlite_where=sa.text(UNFINISHED),
        postgresql_where=sa.text(UNFINISHED),
    )
    op.create_index("ix_appeals_person_id", "appeals", ["person_id"], unique=False)
    op.create_table(
        "appeal_evidence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("appeal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("unique_id", sa.String(length=64), nullable=True),
        sa.Column("added_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name=op.f("fk_appeal_evidence_appeal_id_appeals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_evidence")),
    )
    op.create_index("ix_appeal_evidence_appeal_id", "appeal_evidence", ["appeal_id"], unique=False)
    op.create_table(
        "appeal_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("appeal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name=op.f("fk_appeal_steps_appeal_id_appeals")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_appeal_steps_by_id_persons")),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger.id"], name=op.f("fk_appeal_steps_entry_id_ledger")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_steps")),
    )
    op.create_index("ix_appeal_steps_appeal_id", "appeal_steps", ["appeal_id"], unique=False)
    op.create_index("ix_appeal_steps_by_id", "appeal_steps", ["by_id"], unique=False)
    op.create_index("ix_appeal_steps_entry_id", "appeal_steps", ["entry_id"], unique=False)
    op.execute("""
        INSERT INTO publicities (branch_id, kind, subject, state, published_at, until, concluded_at)
        SELECT branch_id, 'points', key, CASE state WHEN 'closed' THEN 'concluded' ELSE 'running' END,
               frozen_at, publicity_until, CASE state WHEN 'closed' THEN frozen_at END
        FROM periods WHERE frozen_at IS NOT NULL AND publicity_until IS NOT NULL ORDER BY branch_id, key""")
    for statement in create_statements(op.get_bind().dialect.name, "periods"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for statement in drop_statements(op.get_bind().dialect.name, "periods"):
        op.get_bind().exec_driver_sql(statement)
    op.drop_index("ix_appeal_steps_entry_id", table_name="appeal_steps")
    op.drop_index("ix_appeal_steps_by_id", table_name="appeal_steps")
    op.drop_index("ix_appeal_steps_appeal_id", table_name="appeal_steps")
    op.drop_table("appeal_steps")
    op.drop_index("ix_appeal_evidence_appeal_id", table_name="appeal_evidence")
    op.drop_table("appeal_evidence")
    op.drop_index("ix_appeals_person_id", table_name="appeals")
    op.drop_index(
        "ix_appeals_open",
        table_name="appeals",
        sqlite_where=sa.text(UNFINISHED),
        postgresql_where=sa.text(UNFINISHED),
    )
    op.drop_index("ix_appeals_handler_id", table_name="appeals")
    op.drop_index("ix_appeals_branch_id_period", table_name="appeals")
    op.drop_table("appeals")
    op.drop_table("publicities")
