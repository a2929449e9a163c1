"""Organisation life: what a branch does besides points."""
