"""What people are asked in case audits. No form asks for a name, a date of birth or a place."""
