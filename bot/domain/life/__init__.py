"""Organisation life: meetings, check-in, tasks, warnings."""
