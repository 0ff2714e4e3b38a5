"""SQLite as Django has it, with a line for whoever wants to write."""
