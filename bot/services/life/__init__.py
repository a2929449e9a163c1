"""Organisation life: work lists, warnings, health reports, meetings."""
