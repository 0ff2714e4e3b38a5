"""The year in training: what was run, who came, what it was worth, what other agencies say of their own."""
