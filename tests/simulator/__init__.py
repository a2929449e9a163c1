"""Tests of the simulated Telegram: if it is too kind, every conversation test lies."""
