"""Pages of the board room, one module for each thing a person comes to do."""
