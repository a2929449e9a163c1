"""Organisation life: meetings, check-in, what attendance books."""
