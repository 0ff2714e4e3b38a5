"""Pages of the dataset, one module for each thing a person comes to do."""
