"""Child death reviews and the transition that ends them."""
