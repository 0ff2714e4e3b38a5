"""The Board's own business: framework and its review, plan, risks, money, annual report, letters, other boards."""
