"""What pages and papers about a cycle show."""
