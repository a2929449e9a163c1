"""One file each; the tables stand in handlers/__init__.py."""
