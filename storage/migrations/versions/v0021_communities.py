"""Communities."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "community_acts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("one", sa.String(length=10), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_community_acts_branch_id_orgs")),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"], name=op.f("fk_community_acts_entered_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_community_acts_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_acts")),
        sa.UniqueConstraint("person_id", "one", "done_on", name=op.f("uq_community_acts_person_id_one_done_on")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_community_acts_branch_id", "community_acts", ["branch_id"], unique=False)
    op.create_table(
        "community_posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_community_posts_branch_id_orgs")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_community_posts_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_posts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_community_posts_person_id", "community_posts", ["person_id"], unique=False)
    op.create_table(
        "consultations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.String(27), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name=op.f("fk_consultations_answered_by_persons")),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_consultations_asked_by_persons")),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_consultations_branch_id_orgs")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_consultations_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consultations_branch_id", "consultations", ["branch_id"], unique=False)
    op.create_index("ix_consultations_person_id", "consultations", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_consultations_person_id", table_name="consultations")
    op.drop_index("ix_consultations_branch_id", table_name="consultations")
    op.drop_table("consultations")
    op.drop_index("ix_community_posts_person_id", table_name="community_posts")
    op.drop_table("community_posts")
    op.drop_index("ix_community_acts_branch_id", table_name="community_acts")
    op.drop_table("community_acts")
