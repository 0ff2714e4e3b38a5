"""The web pages of the reviews."""
