"""The rules, noun by noun."""
