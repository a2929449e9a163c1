"""Privacy: what is kept how long, copies of evidence, and what a person may ask to be forgotten."""
