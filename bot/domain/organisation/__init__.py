"""Organisation: the tree, persons, roles, and the relations between organisations."""
