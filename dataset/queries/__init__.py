"""Reading the dataset: series, comparators, what they say, and the pages and papers made of them."""
