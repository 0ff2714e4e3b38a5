"""What was asked, what came back, and what may be shown of it."""
