"""One engine for questionnaires to agencies: cycle, return, answers, sign-off, moderation. Kinds say what differs."""
