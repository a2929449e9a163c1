"""Awards."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "award_rounds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("heat", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_award_rounds_decided_by_persons")),
        sa.ForeignKeyConstraint(["opened_by"], ["persons.id"], name=op.f("fk_award_rounds_opened_by_persons")),
        sa.ForeignKeyConstraint(["org_id"], ["orgs.id"], name=op.f("fk_award_rounds_org_id_orgs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_rounds")),
        sa.UniqueConstraint("org_id", "kind", "period", name=op.f("uq_award_rounds_org_id_kind_period")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "award_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("title", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("figure", sa.BigInteger(), nullable=True),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("next_level", sa.Boolean(), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_at", sa.String(27), nullable=False),
        sa.Column("revoked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("revoked_why", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_award_entries_branch_id_orgs")),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"], name=op.f("fk_award_entries_entered_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_award_entries_person_id_persons")),
        sa.ForeignKeyConstraint(["revoked_by"], ["persons.id"], name=op.f("fk_award_entries_revoked_by_persons")),
        sa.ForeignKeyConstraint(["round_id"], ["award_rounds.id"], name=op.f("fk_award_entries_round_id_award_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_entries")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_award_entries_person_id", "award_entries", ["person_id"], unique=False)
    op.create_index("ix_award_entries_round_id", "award_entries", ["round_id"], unique=False)
    op.create_table(
        "award_marks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("judge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("criterion", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["award_entries.id"], name=op.f("fk_award_marks_entry_id_award_entries")),
        sa.ForeignKeyConstraint(["judge_id"], ["persons.id"], name=op.f("fk_award_marks_judge_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_marks")),
        sa.UniqueConstraint(
            "entry_id", "judge_id", "criterion", name=op.f("uq_award_marks_entry_id_judge_id_criterion")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_award_marks_judge_id", "award_marks", ["judge_id"], unique=False)
    op.create_table(
        "award_objections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("withdraws", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name=op.f("fk_award_objections_answered_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_award_objections_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["award_rounds.id"], name=op.f("fk_award_objections_round_id_award_rounds")
        ),
        sa.ForeignKeyConstraint(
            ["withdraws"], ["award_entries.id"], name=op.f("fk_award_objections_withdraws_award_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_objections")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_award_objections_person_id", "award_objections", ["person_id"], unique=False)
    op.create_index("ix_award_objections_round_id", "award_objections", ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_award_objections_round_id", table_name="award_objections")
    op.drop_index("ix_award_objections_person_id", table_name="award_objections")
    op.drop_table("award_objections")
    op.drop_index("ix_award_marks_judge_id", table_name="award_marks")
    op.drop_table("award_marks")
    op.drop_index("ix_award_entries_round_id", table_name="award_entries")
    op.drop_index("ix_award_entries_person_id", table_name="award_entries")
    op.drop_table("award_entries")
    op.drop_table("award_rounds")
