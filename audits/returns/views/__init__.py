"""Pages of cycles and returns, by what somebody does on them."""
