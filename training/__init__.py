"""The training programme."""
