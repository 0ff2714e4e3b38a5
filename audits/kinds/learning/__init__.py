"""The yearly learning and development audit."""
