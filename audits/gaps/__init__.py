"""The learning and development audit as the Board reads it: who is trained, what it changed, and how each gap ends."""
