"""Standing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "linkages",
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cycle", sa.String(length=7), nullable=False),
        sa.Column("scheme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("basis", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_linkages_branch_id_orgs")),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.id"], name=op.f("fk_linkages_scheme_id_schemes")),
        sa.PrimaryKeyConstraint("branch_id", "cycle", name=op.f("pk_linkages")),
    )
    op.create_table(
        "linked",
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_linked_branch_id_orgs")),
        sa.PrimaryKeyConstraint("branch_id", "period", name=op.f("pk_linked")),
    )
    op.create_index("ix_linked_period", "linked", ["period"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_linked_period", table_name="linked")
    op.drop_table("linked")
    op.drop_table("linkages")
