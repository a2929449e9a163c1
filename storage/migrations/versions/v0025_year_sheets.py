"""Year sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "year_sheets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("frozen_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_year_sheets_branch_id_orgs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_sheets")),
        sa.UniqueConstraint(
            "branch_id",
            "year",
            "subject_kind",
            "subject_id",
            name=op.f("uq_year_sheets_branch_id_year_subject_kind_subject_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_year_sheets_subject", "year_sheets", ["subject_kind", "subject_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_year_sheets_subject", table_name="year_sheets")
    op.drop_table("year_sheets")
