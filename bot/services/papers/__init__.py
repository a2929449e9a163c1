"""Papers and tables for people who file them: summaries, declaration forms, the ledger and the publicity as PDF."""
