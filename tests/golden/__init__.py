"""Computed cases for every function of the domain."""
