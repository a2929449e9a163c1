"""The rhythm."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "terms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("set_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["orgs.id"], name=op.f("fk_terms_org_id_orgs")),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name=op.f("fk_terms_set_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_terms_org_id", "terms", ["org_id"], unique=False)
    op.create_table(
        "dues_paid",
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("marked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("marked_on", sa.Date(), nullable=False),
        sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_dues_paid_branch_id_orgs")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_dues_paid_claim_id_claims")),
        sa.ForeignKeyConstraint(["marked_by"], ["persons.id"], name=op.f("fk_dues_paid_marked_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_dues_paid_person_id_persons")),
        sa.PrimaryKeyConstraint("branch_id", "person_id", "month", name=op.f("pk_dues_paid")),
    )
    op.create_index("ix_dues_paid_person_id", "dues_paid", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_dues_paid_person_id", table_name="dues_paid")
    op.drop_table("dues_paid")
    op.drop_index("ix_terms_org_id", table_name="terms")
    op.drop_table("terms")
