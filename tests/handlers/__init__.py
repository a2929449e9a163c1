"""The edges by themselves: pace, shares."""
