"""Chat transcripts against the simulator."""
