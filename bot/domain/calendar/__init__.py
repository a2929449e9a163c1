"""Calendar: working days, periods, what is posted when, and objection windows."""
