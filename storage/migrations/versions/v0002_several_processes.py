"""Several processes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "beats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("postman_id", sa.BigInteger(), nullable=True),
        sa.Column("recent", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_beats")),
    )
    op.create_index("ix_beats_postman_id", "beats", ["postman_id"], unique=False)
    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
    )
    op.create_table(
        "postmen",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postmen")),
    )


def downgrade() -> None:
    op.drop_table("postmen")
    op.drop_table("news")
    op.drop_index("ix_beats_postman_id", table_name="beats")
    op.drop_table("beats")
