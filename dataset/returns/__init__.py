"""What an agency sends for a period: which periods there are, how a typed cell is read, the template. No Django."""
