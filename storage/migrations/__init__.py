"""Migrations, by Alembic; `versions/` holds one file a revision."""

<<<<<<< HEAD
NEWEST = "0012"
=======
NEWEST = "0013"
>>>>>>> main
"""The revision that this version of the program needs: the head of `versions/` (a test holds it to that)."""
