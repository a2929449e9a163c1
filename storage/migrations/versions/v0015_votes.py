"""Votes: the roll and its receipts, the urn of sealed ballots, the counters."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("teller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_votes_branch_id_orgs")),
        sa.ForeignKeyConstraint(["opened_by"], ["persons.id"], name=op.f("fk_votes_opened_by_persons")),
        sa.ForeignKeyConstraint(["recorded_by"], ["persons.id"], name=op.f("fk_votes_recorded_by_persons")),
        sa.ForeignKeyConstraint(["teller_id"], ["persons.id"], name=op.f("fk_votes_teller_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_votes_branch_id_state", "votes", ["branch_id", "state"], unique=False)
    op.create_index("ix_votes_opened_by", "votes", ["opened_by"], unique=False)
    op.create_index("ix_votes_teller_id", "votes", ["teller_id"], unique=False)
    op.create_table(
        "vote_counts",
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_counts_vote_id_votes")),
        sa.PrimaryKeyConstraint("vote_id", "subject", "answer", name=op.f("pk_vote_counts")),
    )
    op.create_table(
        "vote_keys",
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recipient", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_vote_keys_person_id_persons")),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_keys_vote_id_votes")),
        sa.PrimaryKeyConstraint("vote_id", "person_id", name=op.f("pk_vote_keys")),
    )
    op.create_table(
        "vote_links",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_links_vote_id_votes")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_vote_links")),
    )
    op.create_index("ix_vote_links_vote_id", "vote_links", ["vote_id"], unique=False)
    op.create_table(
        "vote_roll",
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_vote_roll_person_id_persons")),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_roll_vote_id_votes")),
        sa.PrimaryKeyConstraint("vote_id", "person_id", name=op.f("pk_vote_roll")),
    )
    op.create_index("ix_vote_roll_person_id", "vote_roll", ["person_id"], unique=False)
    op.create_table(
        "vote_urn",
        sa.Column("slip", sa.String(length=32), nullable=False),
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_urn_vote_id_votes")),
        sa.PrimaryKeyConstraint("slip", name=op.f("pk_vote_urn")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vote_urn_vote_id", "vote_urn", ["vote_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_vote_urn_vote_id", table_name="vote_urn")
    op.drop_table("vote_urn")
    op.drop_index("ix_vote_roll_person_id", table_name="vote_roll")
    op.drop_table("vote_roll")
    op.drop_index("ix_vote_links_vote_id", table_name="vote_links")
    op.drop_table("vote_links")
    op.drop_table("vote_keys")
    op.drop_table("vote_counts")
    op.drop_index("ix_votes_teller_id", table_name="votes")
    op.drop_index("ix_votes_opened_by", table_name="votes")
    op.drop_index("ix_votes_branch_id_state", table_name="votes")
    op.drop_table("votes")
