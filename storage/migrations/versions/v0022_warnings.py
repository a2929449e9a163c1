"""Warnings."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "warnings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule", sa.String(length=24), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("color", sa.String(length=6), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("submitted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_at", sa.String(27), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_warnings_branch_id_orgs")),
        sa.ForeignKeyConstraint(["submitted_by"], ["persons.id"], name=op.f("fk_warnings_submitted_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warnings")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_warnings_found", "warnings", ["branch_id", "rule", "about"], unique=True)
    op.create_index(
        "ix_warnings_open",
        "warnings",
        ["branch_id", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_warnings_submitted_by", "warnings", ["submitted_by"], unique=False)
    op.create_table(
        "warning_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("warning_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("verb", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_warning_steps_person_id_persons")),
        sa.ForeignKeyConstraint(["warning_id"], ["warnings.id"], name=op.f("fk_warning_steps_warning_id_warnings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_steps")),
    )
    op.create_index("ix_warning_steps_person_id", "warning_steps", ["person_id"], unique=False)
    op.create_index("ix_warning_steps_warning_id", "warning_steps", ["warning_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_warning_steps_warning_id", table_name="warning_steps")
    op.drop_index("ix_warning_steps_person_id", table_name="warning_steps")
    op.drop_table("warning_steps")
    op.drop_index("ix_warnings_submitted_by", table_name="warnings")
    op.drop_index(
        "ix_warnings_open",
        table_name="warnings",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_warnings_found", table_name="warnings")
    op.drop_table("warnings")
