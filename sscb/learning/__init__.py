"""The golden thread: learning points and the actions that answer them."""
