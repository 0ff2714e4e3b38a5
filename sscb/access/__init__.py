"""Who may do what and see what, sign-in, and the base views that every page stands on."""
