"""The deterministic simulation: a town of people who claim, decide, err and repeat, on a world that breaks on order."""
