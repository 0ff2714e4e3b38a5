"""What people tell the Board: practitioner forums, young people, Safeguarding Conversations, patterns elsewhere."""
