"""The command line as an operator uses it: real processes, real files."""
