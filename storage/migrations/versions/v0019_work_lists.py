"""Work lists."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "task_boards",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("shown_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_task_boards_branch_id_orgs")),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_task_boards")),
    )
    op.create_table(
        "unit_months",
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_kind", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("color", sa.String(length=6), nullable=False),
        sa.Column("red", sa.Integer(), nullable=False),
        sa.Column("yellow", sa.Integer(), nullable=False),
        sa.Column("green", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_unit_months_branch_id_orgs")),
        sa.PrimaryKeyConstraint("branch_id", "owner_kind", "owner_id", "month", name=op.f("pk_unit_months")),
    )
    op.create_table(
        "work_rounds",
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_work_rounds_branch_id_orgs")),
        sa.PrimaryKeyConstraint("branch_id", name=op.f("pk_work_rounds")),
    )
    op.create_table(
        "placements",
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("since", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_placements_branch_id_orgs")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_placements_person_id_persons")),
        sa.ForeignKeyConstraint(["section_id"], ["orgs.id"], name=op.f("fk_placements_section_id_orgs")),
        sa.PrimaryKeyConstraint("branch_id", "person_id", name=op.f("pk_placements")),
    )
    op.create_index("ix_placements_person_id", "placements", ["person_id"], unique=False)
    op.create_index("ix_placements_section_id", "placements", ["section_id"], unique=False)
    op.create_table(
        "task_templates",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("freq", sa.String(length=8), nullable=False),
        sa.Column("owner", sa.String(length=12), nullable=False),
        sa.Column("due", sa.String(length=20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_task_templates_branch_id_orgs")),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name=op.f("fk_task_templates_made_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_templates")),
        sa.UniqueConstraint("branch_id", "code", name=op.f("uq_task_templates_branch_id_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("request", sa.String(length=8), nullable=True),
        sa.Column("freq", sa.String(length=8), nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("owner_kind", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_hour", sa.String(length=5), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("supervised", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("escalate_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("color", sa.String(length=6), nullable=False),
        sa.Column("color_on", sa.Date(), nullable=False),
        sa.Column("submitted_at", sa.String(27), nullable=True),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("closed_at", sa.String(27), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_tasks_branch_id_orgs")),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger.id"], name=op.f("fk_tasks_entry_id_ledger")),
        sa.ForeignKeyConstraint(["escalate_to"], ["persons.id"], name=op.f("fk_tasks_escalate_to_persons")),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name=op.f("fk_tasks_set_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint(
            "branch_id",
            "mark",
            "period",
            "owner_kind",
            "owner_id",
            name=op.f("uq_tasks_branch_id_mark_period_owner_kind_owner_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_tasks_colored",
        "tasks",
        ["branch_id", "color_on"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_tasks_due", "tasks", ["branch_id", "due_on"], unique=False)
    op.create_index("ix_tasks_entry_id", "tasks", ["entry_id"], unique=False)
    op.create_index(
        "ix_tasks_open",
        "tasks",
        ["branch_id", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_tasks_owner", "tasks", ["owner_kind", "owner_id", "branch_id", "closed_at"], unique=False)
    op.create_index(
        "ix_tasks_submitted",
        "tasks",
        ["branch_id"],
        unique=False,
        sqlite_where=sa.text("state = 'submitted'"),
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_index(
        "ix_tasks_tally",
        "tasks",
        ["branch_id", "owner_kind", "owner_id", "color"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "task_asks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.String(27), nullable=False),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name=op.f("fk_task_asks_answered_by_persons")),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_task_asks_asked_by_persons")),
        sa.ForeignKeyConstraint(["branch_id"], ["orgs.id"], name=op.f("fk_task_asks_branch_id_orgs")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_asks_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_asks")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_asks_asked_by", "task_asks", ["asked_by"], unique=False)
    op.create_index("ix_task_asks_task_id", "task_asks", ["task_id"], unique=False)
    op.create_index(
        "ix_task_asks_waiting",
        "task_asks",
        ["branch_id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "task_colors",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("before", sa.String(length=6), nullable=False),
        sa.Column("after", sa.String(length=6), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_colors_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_colors")),
    )
    op.create_index("ix_task_colors_task_id", "task_colors", ["task_id"], unique=False)
    op.create_table(
        "task_evidence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("unique_id", sa.Text(), nullable=True),
        sa.Column("added_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_task_evidence_person_id_persons")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_evidence_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_evidence")),
    )
    op.create_index("ix_task_evidence_person_id", "task_evidence", ["person_id"], unique=False)
    op.create_index("ix_task_evidence_task_id", "task_evidence", ["task_id"], unique=False)
    op.create_table(
        "task_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_task_steps_person_id_persons")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_steps_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_steps")),
    )
    op.create_index("ix_task_steps_person_id", "task_steps", ["person_id"], unique=False)
    op.create_index("ix_task_steps_task_id", "task_steps", ["task_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_task_steps_task_id", table_name="task_steps")
    op.drop_index("ix_task_steps_person_id", table_name="task_steps")
    op.drop_table("task_steps")
    op.drop_index("ix_task_evidence_task_id", table_name="task_evidence")
    op.drop_index("ix_task_evidence_person_id", table_name="task_evidence")
    op.drop_table("task_evidence")
    op.drop_index("ix_task_colors_task_id", table_name="task_colors")
    op.drop_table("task_colors")
    op.drop_index(
        "ix_task_asks_waiting",
        table_name="task_asks",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index("ix_task_asks_task_id", table_name="task_asks")
    op.drop_index("ix_task_asks_asked_by", table_name="task_asks")
    op.drop_table("task_asks")
    op.drop_index(
        "ix_tasks_tally",
        table_name="tasks",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index(
        "ix_tasks_submitted",
        table_name="tasks",
        sqlite_where=sa.text("state = 'submitted'"),
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.drop_index("ix_tasks_owner", table_name="tasks")
    op.drop_index(
        "ix_tasks_open",
        table_name="tasks",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_tasks_entry_id", table_name="tasks")
    op.drop_index("ix_tasks_due", table_name="tasks")
    op.drop_index(
        "ix_tasks_colored",
        table_name="tasks",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_table("tasks")
    op.drop_table("task_templates")
    op.drop_index("ix_placements_section_id", table_name="placements")
    op.drop_index("ix_placements_person_id", table_name="placements")
    op.drop_table("placements")
    op.drop_table("work_rounds")
    op.drop_table("unit_months")
    op.drop_table("task_boards")
