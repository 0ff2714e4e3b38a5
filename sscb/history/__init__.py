"""The append-only, chained history and the log of who saw what. No foreign keys, so it outlives what it tells of."""
