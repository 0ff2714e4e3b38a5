"""What those who attended, their managers and observers say about an event, and what may be shown of it."""
