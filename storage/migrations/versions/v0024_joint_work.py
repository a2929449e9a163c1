"""Joint work."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "joint_draws",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("committee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("groups", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("drawn_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["orgs.id"], name=op.f("fk_joint_draws_committee_id_orgs")),
        sa.ForeignKeyConstraint(["drawn_by"], ["persons.id"], name=op.f("fk_joint_draws_drawn_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_draws")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "joint_works",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("committee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("draw_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["committee_id"], ["orgs.id"], name=op.f("fk_joint_works_committee_id_orgs")),
        sa.ForeignKeyConstraint(["draw_id"], ["joint_draws.id"], name=op.f("fk_joint_works_draw_id_joint_draws")),
        sa.ForeignKeyConstraint(["opened_by"], ["persons.id"], name=op.f("fk_joint_works_opened_by_persons")),
        sa.ForeignKeyConstraint(["org_id"], ["orgs.id"], name=op.f("fk_joint_works_org_id_orgs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_works")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_joint_works_committee_id", "joint_works", ["committee_id"], unique=False)
    op.create_table(
        "joint_acts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("work_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name=op.f("fk_joint_acts_answered_by_persons")),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"], name=op.f("fk_joint_acts_entered_by_persons")),
        sa.ForeignKeyConstraint(["work_id"], ["joint_works.id"], name=op.f("fk_joint_acts_work_id_joint_works")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_acts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_joint_acts_work_id", "joint_acts", ["work_id"], unique=False)
    op.create_table(
        "joint_members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("work_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("share", sa.BigInteger(), nullable=True),
        sa.Column("agreed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["agreed_by"], ["persons.id"], name=op.f("fk_joint_members_agreed_by_persons")),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger.id"], name=op.f("fk_joint_members_entry_id_ledger")),
        sa.ForeignKeyConstraint(["org_id"], ["orgs.id"], name=op.f("fk_joint_members_org_id_orgs")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_joint_members_person_id_persons")),
        sa.ForeignKeyConstraint(["work_id"], ["joint_works.id"], name=op.f("fk_joint_members_work_id_joint_works")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_members")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_joint_members_entry_id", "joint_members", ["entry_id"], unique=False)
    op.create_index("ix_joint_members_org_id", "joint_members", ["org_id"], unique=False)
    op.create_index("ix_joint_members_person_id", "joint_members", ["person_id"], unique=False)
    op.create_index("ix_joint_members_work_id", "joint_members", ["work_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_joint_members_work_id", table_name="joint_members")
    op.drop_index("ix_joint_members_person_id", table_name="joint_members")
    op.drop_index("ix_joint_members_org_id", table_name="joint_members")
    op.drop_index("ix_joint_members_entry_id", table_name="joint_members")
    op.drop_table("joint_members")
    op.drop_index("ix_joint_acts_work_id", table_name="joint_acts")
    op.drop_table("joint_acts")
    op.drop_index("ix_joint_works_committee_id", table_name="joint_works")
    op.drop_table("joint_works")
    op.drop_table("joint_draws")
