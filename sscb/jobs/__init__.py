"""Jobs and outgoing mail as rows: queued, leased, done, failed. Celery is only the bell."""
