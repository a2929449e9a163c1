"""Year sheets: one page for each member and for the branch that joins all of a year, frozen when it is closed."""
