"""Sessions and follow ups."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "followups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.String(27), nullable=True),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_followups_branch_id_orgs")),
        sa.ForeignKeyConstraint(["closed_by"], ["persons.id"], name=op.f("fk_followups_closed_by_persons")),
        sa.ForeignKeyConstraint(["opened_by"], ["persons.id"], name=op.f("fk_followups_opened_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_followups_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followups")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_followups_branch_id_state", "followups", ["branch_id", "state"], unique=False)
    op.create_index("ix_followups_person_id", "followups", ["person_id"], unique=False)
    op.create_table(
        "review_sessions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("closed_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_review_sessions_branch_id_orgs")),
        sa.ForeignKeyConstraint(["opened_by"], ["persons.id"], name=op.f("fk_review_sessions_opened_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_sessions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_sessions_branch_id", "review_sessions", ["branch_id"], unique=False)
    op.create_table(
        "session_cards",
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_session_cards_claim_id_claims")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["review_sessions.id"], name=op.f("fk_session_cards_session_id_review_sessions")
        ),
        sa.PrimaryKeyConstraint("session_id", "claim_id", name=op.f("pk_session_cards")),
    )
    op.create_table(
        "session_people",
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_session_people_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["review_sessions.id"], name=op.f("fk_session_people_session_id_review_sessions")
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_session_people")),
    )
    op.create_index("ix_activities_branch_id", "activities", ["branch_id", "occurred_on"], unique=False)
    op.create_index("ix_claims_branch_id_occurred_on", "claims", ["branch_id", "occurred_on"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_claims_branch_id_occurred_on", table_name="claims")
    op.drop_index("ix_activities_branch_id", table_name="activities")
    op.drop_table("session_people")
    op.drop_table("session_cards")
    op.drop_index("ix_review_sessions_branch_id", table_name="review_sessions")
    op.drop_table("review_sessions")
    op.drop_index("ix_followups_person_id", table_name="followups")
    op.drop_index("ix_followups_branch_id_state", table_name="followups")
    op.drop_table("followups")
