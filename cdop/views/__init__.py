"""Pages of child death reviews. Nothing but the identity's own page says who a child was."""
