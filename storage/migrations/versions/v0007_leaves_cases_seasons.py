"""Leaves cases seasons."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "judgings",
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_judgings_branch_id_orgs")),
        sa.PrimaryKeyConstraint("branch_id", "period", name=op.f("pk_judgings")),
    )
    op.create_table(
        "live_boards",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("shown_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_live_boards_branch_id_orgs")),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_live_boards")),
    )
    op.create_table(
        "seasons",
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_seasons_branch_id_orgs")),
        sa.PrimaryKeyConstraint("branch_id", "key", "kind", name=op.f("pk_seasons")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("mark", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("about_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(length=7), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["persons.id"], name=op.f("fk_cases_about_id_persons")),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_cases_branch_id_orgs")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_cases_decided_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_cases_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("branch_id", "mark", name=op.f("uq_cases_branch_id_mark")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_about_id", "cases", ["about_id"], unique=False)
    op.create_index("ix_cases_person_id", "cases", ["person_id"], unique=False)
    op.create_table(
        "exemptions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.String(27), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_exemptions_asked_by_persons")),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_exemptions_branch_id_orgs")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_exemptions_decided_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_exemptions_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemptions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_exemptions_branch_id_state", "exemptions", ["branch_id", "state"], unique=False)
    op.create_index("ix_exemptions_person_id", "exemptions", ["person_id"], unique=False)
    op.create_table(
        "case_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_steps_case_id_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_case_steps_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_steps")),
    )
    op.create_index("ix_case_steps_case_id", "case_steps", ["case_id"], unique=False)
    op.create_index("ix_case_steps_person_id", "case_steps", ["person_id"], unique=False)
    op.add_column("persons", sa.Column("board_name", sa.String(length=8), nullable=True))
    op.create_index(
        "ix_persons_board_name",
        "persons",
        ["id"],
        unique=False,
        sqlite_where=sa.text("board_name IS NOT NULL"),
        postgresql_where=sa.text("board_name IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_persons_board_name",
        table_name="persons",
        sqlite_where=sa.text("board_name IS NOT NULL"),
        postgresql_where=sa.text("board_name IS NOT NULL"),
    )
    op.drop_column("persons", "board_name")
    op.drop_index("ix_case_steps_person_id", table_name="case_steps")
    op.drop_index("ix_case_steps_case_id", table_name="case_steps")
    op.drop_table("case_steps")
    op.drop_index("ix_exemptions_person_id", table_name="exemptions")
    op.drop_index("ix_exemptions_branch_id_state", table_name="exemptions")
    op.drop_table("exemptions")
    op.drop_index("ix_cases_person_id", table_name="cases")
    op.drop_index("ix_cases_about_id", table_name="cases")
    op.drop_table("cases")
    op.drop_table("seasons")
    op.drop_table("live_boards")
    op.drop_table("judgings")
