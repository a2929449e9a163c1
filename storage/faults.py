"""What can be wrong with a database as a whole; each text is one line for an operator."""


class DatabaseUnusable(Exception):  # noqa: N818 - it is a state, told as one
    """The database cannot be opened, is of another version, is damaged or is held by somebody else."""
