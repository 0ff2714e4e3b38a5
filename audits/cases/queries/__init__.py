"""Reading case audits: lists, pages, the report, and what other rooms of the audits ask of them."""
