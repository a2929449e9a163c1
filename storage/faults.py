"""What can be wrong with a database as a whole; each text is one line for an operator."""


class DatabaseUnusable(Exception):  # noqa: N818 - it is a state, told as one
    """The database cannot be opened, is of another version, is damaged or is held by somebody else."""


class DatabaseOutOfReach(DatabaseUnusable):
    """No file can be opened or made where DATABASE_URL says: the setting is wrong, or a right is missing."""
