"""Appraisals."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rectifications",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("helpers", sa.Text(), nullable=False),
        sa.Column("rank_before", sa.Integer(), nullable=True),
        sa.Column("rank_after", sa.Integer(), nullable=True),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("record", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["opened_by"], ["persons.id"], name=op.f("fk_rectifications_opened_by_persons")),
        sa.ForeignKeyConstraint(["org_id"], ["orgs.id"], name=op.f("fk_rectifications_org_id_orgs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectifications")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rectifications_org_id", "rectifications", ["org_id"], unique=False)
    op.create_table(
        "unit_scores",
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_at", sa.String(27), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["confirmed_by"], ["persons.id"], name=op.f("fk_unit_scores_confirmed_by_persons")),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"], name=op.f("fk_unit_scores_entered_by_persons")),
        sa.ForeignKeyConstraint(["unit_id"], ["orgs.id"], name=op.f("fk_unit_scores_unit_id_orgs")),
        sa.PrimaryKeyConstraint("unit_id", "period", "part", name=op.f("pk_unit_scores")),
    )
    op.create_index("ix_unit_scores_period", "unit_scores", ["period"], unique=False)
    op.create_table(
        "rectified_problems",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("solved_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["rectifications.id"], name=op.f("fk_rectified_problems_case_id_rectifications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectified_problems")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rectified_problems_case_id", "rectified_problems", ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_rectified_problems_case_id", table_name="rectified_problems")
    op.drop_table("rectified_problems")
    op.drop_index("ix_unit_scores_period", table_name="unit_scores")
    op.drop_table("unit_scores")
    op.drop_index("ix_rectifications_org_id", table_name="rectifications")
    op.drop_table("rectifications")
