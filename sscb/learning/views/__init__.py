"""Pages of the golden thread."""
