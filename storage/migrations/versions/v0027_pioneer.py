"""Pioneer."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pioneer_runs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirmed_at", sa.String(27), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["confirmed_by"], ["persons.id"], name=op.f("fk_pioneer_runs_confirmed_by_persons")),
        sa.ForeignKeyConstraint(["opened_by"], ["persons.id"], name=op.f("fk_pioneer_runs_opened_by_persons")),
        sa.ForeignKeyConstraint(["org_id"], ["orgs.id"], name=op.f("fk_pioneer_runs_org_id_orgs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pioneer_runs")),
        sa.UniqueConstraint("org_id", "period", name=op.f("uq_pioneer_runs_org_id_period")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pioneer_standards",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("org_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name=op.f("fk_pioneer_standards_made_by_persons")),
        sa.ForeignKeyConstraint(["org_id"], ["orgs.id"], name=op.f("fk_pioneer_standards_org_id_orgs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pioneer_standards")),
        sa.UniqueConstraint("org_id", "year", "version", name=op.f("uq_pioneer_standards_org_id_year_version")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pioneer_values",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("previous", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("ratio", sa.BigInteger(), nullable=True),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_pioneer_values_branch_id_orgs")),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"], name=op.f("fk_pioneer_values_entered_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_pioneer_values_person_id_persons")),
        sa.ForeignKeyConstraint(["run_id"], ["pioneer_runs.id"], name=op.f("fk_pioneer_values_run_id_pioneer_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pioneer_values")),
        sa.UniqueConstraint("run_id", "person_id", name=op.f("uq_pioneer_values_run_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pioneer_values_person_id", "pioneer_values", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_pioneer_values_person_id", table_name="pioneer_values")
    op.drop_table("pioneer_values")
    op.drop_table("pioneer_standards")
    op.drop_table("pioneer_runs")
