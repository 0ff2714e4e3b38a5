"""What agencies and the Board's office are asked."""
