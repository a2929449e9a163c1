"""Scheduled posts: one file a kind; NOTICES stands in handlers/__init__.py."""

from typing import Any

compose: Any = None
