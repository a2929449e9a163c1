"""Spot checks."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told",
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("what", "subject", "chat_id", name=op.f("pk_told")),
    )
    op.create_index("ix_told_chat_id", "told", ["chat_id"], unique=False)
    op.create_table(
        "spot_draws",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("committed_at", sa.String(27), nullable=False),
        sa.Column("drawn_at", sa.String(27), nullable=True),
        sa.Column("pool", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_spot_draws_branch_id_orgs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_draws")),
        sa.UniqueConstraint("branch_id", "period", name=op.f("uq_spot_draws_branch_id_period")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "spot_checks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("draw_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=True),
        sa.Column("checked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("checked_at", sa.String(27), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["checked_by"], ["persons.id"], name=op.f("fk_spot_checks_checked_by_persons")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_spot_checks_claim_id_claims")),
        sa.ForeignKeyConstraint(["draw_id"], ["spot_draws.id"], name=op.f("fk_spot_checks_draw_id_spot_draws")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_checks")),
        sa.UniqueConstraint("draw_id", "claim_id", name=op.f("uq_spot_checks_draw_id_claim_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_spot_checks_checked_by", "spot_checks", ["checked_by"], unique=False)
    op.create_index("ix_spot_checks_claim_id", "spot_checks", ["claim_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_spot_checks_claim_id", table_name="spot_checks")
    op.drop_index("ix_spot_checks_checked_by", table_name="spot_checks")
    op.drop_table("spot_checks")
    op.drop_table("spot_draws")
    op.drop_index("ix_told_chat_id", table_name="told")
    op.drop_table("told")
