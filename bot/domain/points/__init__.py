"""Points: schemes, items, claims, reviews, the ledger, boards and what follows from them."""
