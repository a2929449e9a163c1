"""The documentation and the deployment files are tested: what they say is so."""
