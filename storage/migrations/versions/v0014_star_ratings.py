"""Star ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rating_facts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("veto", sa.String(length=16), nullable=False),
        sa.Column("max_star", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("heard", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposed_at", sa.String(27), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_rating_facts_branch_id_orgs")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["persons.id"], name=op.f("fk_rating_facts_confirmed_by_persons")),
        sa.ForeignKeyConstraint(["ended_by"], ["persons.id"], name=op.f("fk_rating_facts_ended_by_persons")),
        sa.ForeignKeyConstraint(["proposed_by"], ["persons.id"], name=op.f("fk_rating_facts_proposed_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_facts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rating_facts_branch_id", "rating_facts", ["branch_id"], unique=False)
    op.create_table(
        "star_rounds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("tie_reason", sa.Text(), nullable=True),
        sa.Column("tie_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("filed_at", sa.String(27), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["opened_by"], ["persons.id"], name=op.f("fk_star_rounds_opened_by_persons")),
        sa.ForeignKeyConstraint(["org_id"], ["orgs.id"], name=op.f("fk_star_rounds_org_id_orgs")),
        sa.ForeignKeyConstraint(["tie_by"], ["persons.id"], name=op.f("fk_star_rounds_tie_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_star_rounds")),
        sa.UniqueConstraint("org_id", "year", name=op.f("uq_star_rounds_org_id_year")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "subsidies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("star", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("confirmed_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_subsidies_branch_id_orgs")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["persons.id"], name=op.f("fk_subsidies_confirmed_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_subsidies_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidies")),
        sa.UniqueConstraint("branch_id", "month", "kind", name=op.f("uq_subsidies_branch_id_month_kind")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subsidies_person_id", "subsidies", ["person_id"], unique=False)
    op.create_table(
        "ratings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("deduct", sa.BigInteger(), nullable=False),
        sa.Column("deduct_reason", sa.Text(), nullable=False),
        sa.Column("review", sa.BigInteger(), nullable=True),
        sa.Column("verdict", sa.String(length=8), nullable=True),
        sa.Column("verdict_reason", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("star", sa.Integer(), nullable=True),
        sa.Column("cause", sa.String(length=20), nullable=True),
        sa.Column("rated_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("appraised_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reviewed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("moved_at", sa.String(27), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["appraised_by"], ["persons.id"], name=op.f("fk_ratings_appraised_by_persons")),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_ratings_branch_id_orgs")),
        sa.ForeignKeyConstraint(["rated_by"], ["persons.id"], name=op.f("fk_ratings_rated_by_persons")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["persons.id"], name=op.f("fk_ratings_reviewed_by_persons")),
        sa.ForeignKeyConstraint(["round_id"], ["star_rounds.id"], name=op.f("fk_ratings_round_id_star_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("round_id", "branch_id", name=op.f("uq_ratings_round_id_branch_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ratings_branch_id", "ratings", ["branch_id"], unique=False)
    op.create_table(
        "rating_objections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("rating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("star", sa.Integer(), nullable=True),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name=op.f("fk_rating_objections_answered_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_rating_objections_person_id_persons")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_rating_objections_rating_id_ratings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_objections")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rating_objections_person_id", "rating_objections", ["person_id"], unique=False)
    op.create_index("ix_rating_objections_rating_id", "rating_objections", ["rating_id"], unique=False)
    op.create_table(
        "stars",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("star", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("rating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("fact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_stars_branch_id_orgs")),
        sa.ForeignKeyConstraint(["fact_id"], ["rating_facts.id"], name=op.f("fk_stars_fact_id_rating_facts")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_stars_rating_id_ratings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stars")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stars_branch_id", "stars", ["branch_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_stars_branch_id", table_name="stars")
    op.drop_table("stars")
    op.drop_index("ix_rating_objections_rating_id", table_name="rating_objections")
    op.drop_index("ix_rating_objections_person_id", table_name="rating_objections")
    op.drop_table("rating_objections")
    op.drop_index("ix_ratings_branch_id", table_name="ratings")
    op.drop_table("ratings")
    op.drop_index("ix_subsidies_person_id", table_name="subsidies")
    op.drop_table("subsidies")
    op.drop_table("star_rounds")
    op.drop_index("ix_rating_facts_branch_id", table_name="rating_facts")
    op.drop_table("rating_facts")
