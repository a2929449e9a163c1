"""Star ratings of branches: rounds, self-rating, appraisal, review, publicity, filing; findings; subsidies (F1-F17)."""
