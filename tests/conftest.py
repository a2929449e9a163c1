"""What holds for every test of the suite."""

from hypothesis import Phase, settings

# Explaining a failure means tracing every line of every example before Python 3.12: ten times the time of the suite's
# longest test, spent also where nothing fails. The failing example itself is found and shrunk without it.
settings.register_profile("suite", deadline=None, phases=[phase for phase in Phase if phase is not Phase.explain])
settings.load_profile("suite")
