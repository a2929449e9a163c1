"""Meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
WAITS = sa.text("waits_since IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.String(27), nullable=False),
        sa.Column("ends_at", sa.String(27), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("planned_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("planned_at", sa.String(27), nullable=False),
        sa.Column("host_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.String(27), nullable=True),
        sa.Column("closed_at", sa.String(27), nullable=True),
        sa.Column("head_count", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Text(), nullable=True),
        sa.Column("pieces", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_at", sa.String(27), nullable=True),
        sa.Column("verified_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("verified_at", sa.String(27), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("waits_since", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_meetings_branch_id_orgs")),
        sa.ForeignKeyConstraint(["host_id"], ["persons.id"], name=op.f("fk_meetings_host_id_persons")),
        sa.ForeignKeyConstraint(["planned_by"], ["persons.id"], name=op.f("fk_meetings_planned_by_persons")),
        sa.ForeignKeyConstraint(["recorded_by"], ["persons.id"], name=op.f("fk_meetings_recorded_by_persons")),
        sa.ForeignKeyConstraint(["verified_by"], ["persons.id"], name=op.f("fk_meetings_verified_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_meetings_branch_id_starts_at", "meetings", ["branch_id", "starts_at"], unique=False)
    op.create_index("ix_meetings_state", "meetings", ["state"], unique=False)
    op.create_index(
        "ix_meetings_waits",
        "meetings",
        ["branch_id"],
        unique=False,
        sqlite_where=sa.text("waits_since IS NOT NULL"),
        postgresql_where=sa.text("waits_since IS NOT NULL"),
    )
    op.create_table(
        "checkins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("near", sa.Boolean(), nullable=True),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("struck_at", sa.String(27), nullable=True),
        sa.Column("struck_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_checkins_by_id_persons")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_checkins_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_checkins_person_id_persons")),
        sa.ForeignKeyConstraint(["struck_by"], ["persons.id"], name=op.f("fk_checkins_struck_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkins")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_checkins_meeting_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_checkins_person_id", "checkins", ["person_id"], unique=False)
    op.create_table(
        "meeting_people",
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exempt", sa.Boolean(), nullable=False),
        sa.Column("coming_at", sa.String(27), nullable=True),
        sa.Column("leave_at", sa.String(27), nullable=True),
        sa.Column("leave_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_people_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_meeting_people_person_id_persons")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_meeting_people")),
    )
    op.create_index("ix_meeting_people_person_id", "meeting_people", ["person_id"], unique=False)
    op.create_table(
        "checkin_entries",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger.id"], name=op.f("fk_checkin_entries_entry_id_ledger")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_checkin_entries_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_checkin_entries_person_id_persons")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_checkin_entries")),
    )
    op.create_index("ix_checkin_entries_meeting_id", "checkin_entries", ["meeting_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_checkin_entries_meeting_id", table_name="checkin_entries")
    op.drop_table("checkin_entries")
    op.drop_index("ix_meeting_people_person_id", table_name="meeting_people")
    op.drop_table("meeting_people")
    op.drop_index("ix_checkins_person_id", table_name="checkins")
    op.drop_table("checkins")
    op.drop_index(
        "ix_meetings_waits",
        table_name="meetings",
        sqlite_where=sa.text("waits_since IS NOT NULL"),
        postgresql_where=sa.text("waits_since IS NOT NULL"),
    )
    op.drop_index("ix_meetings_state", table_name="meetings")
    op.drop_index("ix_meetings_branch_id_starts_at", table_name="meetings")
    op.drop_table("meetings")
