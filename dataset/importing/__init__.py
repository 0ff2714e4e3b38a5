"""From a recognised file to figures in the database: looked up, staged, compared, written in one transaction."""
