"""Section 11, multi-agency case audits and the learning and development audit."""
