"""Search over all records: a full-text index beside them, asked only together with what its reader may see."""
