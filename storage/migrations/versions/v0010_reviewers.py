"""Reviewers: delegations, one digest a day, in whose place somebody decided."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delegate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["delegate_id"], ["persons.id"], name=op.f("fk_delegations_delegate_id_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_delegations_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    op.create_index("ix_delegations_delegate_id", "delegations", ["delegate_id"], unique=False)
    op.create_index("ix_delegations_person_id", "delegations", ["person_id"], unique=False)
    op.create_index("ix_delegations_until", "delegations", ["until"], unique=False)
    op.create_table(
        "digests",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_digests_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_digests")),
    )
    op.create_index(
        "ix_claims_in_review",
        "claims",
        ["state", "branch_id"],
        unique=False,
        sqlite_where=sa.text("state = 'in_review'"),
        postgresql_where=sa.text("state = 'in_review'"),
    )
    op.add_column(
        "review_steps", sa.Column("for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("review_steps", "for_id")
    op.drop_index(
        "ix_claims_in_review",
        table_name="claims",
        sqlite_where=sa.text("state = 'in_review'"),
        postgresql_where=sa.text("state = 'in_review'"),
    )
    op.drop_table("digests")
    op.drop_index("ix_delegations_until", table_name="delegations")
    op.drop_index("ix_delegations_person_id", table_name="delegations")
    op.drop_index("ix_delegations_delegate_id", table_name="delegations")
    op.drop_table("delegations")
