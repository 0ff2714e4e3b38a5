"""What a reader of the reviews sees: worked out from dates, whether or not the sweep has run."""
