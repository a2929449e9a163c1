"""Declaration forms."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "declarations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.String(27), nullable=True),
        sa.Column("checked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("checked_at", sa.String(27), nullable=True),
        sa.Column("doubt", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.String(27), nullable=True),
        sa.Column("answered_at", sa.String(27), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_declarations_branch_id_orgs")),
        sa.ForeignKeyConstraint(["checked_by"], ["persons.id"], name=op.f("fk_declarations_checked_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_declarations_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declarations")),
        sa.UniqueConstraint("branch_id", "month", "person_id", name=op.f("uq_declarations_branch_id_month_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_declarations_person_id", "declarations", ["person_id"], unique=False)
    op.create_table(
        "declaration_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("declaration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("subject_kind", sa.String(length=8), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=True),
        sa.Column("requested", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("pieces", sa.Text(), nullable=False),
        sa.Column("media_group", sa.String(length=64), nullable=True),
        sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_declaration_lines_claim_id_claims")),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declarations.id"], name=op.f("fk_declaration_lines_declaration_id_declarations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration_lines")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_declaration_lines_declaration_id", "declaration_lines", ["declaration_id"], unique=False)
    op.create_index(
        "ix_declaration_lines_media_group",
        "declaration_lines",
        ["media_group"],
        unique=False,
        sqlite_where=sa.text("media_group IS NOT NULL"),
        postgresql_where=sa.text("media_group IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_declaration_lines_media_group",
        table_name="declaration_lines",
        sqlite_where=sa.text("media_group IS NOT NULL"),
        postgresql_where=sa.text("media_group IS NOT NULL"),
    )
    op.drop_index("ix_declaration_lines_declaration_id", table_name="declaration_lines")
    op.drop_table("declaration_lines")
    op.drop_index("ix_declarations_person_id", table_name="declarations")
    op.drop_table("declarations")
