"""What the Board sees of a cycle: agencies by standard, what may be compared, gaps, support, who is awaited."""
