"""Award rounds, votes, pairing, groups, indices."""
