"""What all tables share: the names of their constraints, and the two usual kinds of column."""

from sqlalchemy import (
    Column,
    ForeignKey,
    MetaData,
)

from storage.types import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key() -> Column[int]:
    """Make a table's own number."""
    return Column("id", Id, primary_key=True, autoincrement=True)


def to(target: str, name: str, *, null: bool = False) -> Column[int]:
    """Make a reference to a row of another table by its number."""
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=null)
