"""Migrations, by Alembic; `versions/` holds one file a revision."""

NEWEST = "0026"
"""The revision that this version of the program needs: the head of `versions/` (a test holds it to that)."""
