"""The demo in a real browser, and what a visitor does not see of it."""
