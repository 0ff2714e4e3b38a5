"""Working days, statutory rules as data, deadlines, and the sweep that warns, escalates, locks and hands over."""
