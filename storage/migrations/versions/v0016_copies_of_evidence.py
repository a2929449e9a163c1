"""Copies of evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence", sa.Column("digest", sa.String(length=64), nullable=True))
    op.create_index(
        "ix_evidence_digest",
        "evidence",
        ["digest"],
        unique=False,
        sqlite_where=sa.text("digest IS NOT NULL"),
        postgresql_where=sa.text("digest IS NOT NULL"),
    )
    op.create_index(
        "ix_letters_failed",
        "letters",
        ["created_at"],
        unique=False,
        sqlite_where=sa.text("state = 'failed'"),
        postgresql_where=sa.text("state = 'failed'"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_letters_failed",
        table_name="letters",
        sqlite_where=sa.text("state = 'failed'"),
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.drop_index(
        "ix_evidence_digest",
        table_name="evidence",
        sqlite_where=sa.text("digest IS NOT NULL"),
        postgresql_where=sa.text("digest IS NOT NULL"),
    )
    op.drop_column("evidence", "digest")
