"""Awards: votes and what they lead to."""
