"""What people are asked on the pages of child death reviews."""
