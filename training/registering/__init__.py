"""Who was there, session by session, and the certificate that follows."""
