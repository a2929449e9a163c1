"""Own rules."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scheme_owners",
        sa.Column(
            "scheme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_scheme_owners_branch_id_orgs")),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.id"], name=op.f("fk_scheme_owners_scheme_id_schemes")),
        sa.PrimaryKeyConstraint("scheme_id", name=op.f("pk_scheme_owners")),
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.String(27), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.String(27), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_proposals_branch_id_orgs")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_proposals_decided_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proposals_branch_id", "proposals", ["branch_id"], unique=False)
    op.create_index("ix_proposals_decided_by", "proposals", ["decided_by"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_proposals_decided_by", table_name="proposals")
    op.drop_index("ix_proposals_branch_id", table_name="proposals")
    op.drop_table("proposals")
    op.drop_table("scheme_owners")
