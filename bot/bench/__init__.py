"""Measurements: what an update costs, beside bare echo bots of other libraries on the same stand-in server."""
