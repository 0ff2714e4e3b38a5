"""What production refuses to start with, each as a sentence for whoever starts it (SEC-45)."""

SHORTEST_KEY = 50
DEMONSTRATION_DATE = "demonstration-date"
TLS = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")


def reasons(settings: dict) -> list[str]:
    """Every reason at once; none: it may start."""
    found = []
    for name, words in (("SECRET_KEY", "SSCB_SECRET_KEY"), ("HISTORY_KEY", "SSCB_HISTORY_KEY")):
        key = settings[name]
        if len(key) < SHORTEST_KEY or "demonstration" in key:
            found.append(f"{words} is missing or shorter than {SHORTEST_KEY} characters")
    if not settings["ALLOWED_HOSTS"] or "*" in settings["ALLOWED_HOSTS"]:
        found.append("SSCB_HOSTS must name the hosts that are served, and not *")
    if settings["DATABASES"]["default"]["ENGINE"].endswith("sqlite3"):
        found.append("DATABASE_URL must name a PostgreSQL database")
    if not settings["BASE_URL"].startswith("https://"):
        found.append("SSCB_BASE_URL must begin with https://")
    if not settings["CLAMD"]:
        found.append("SSCB_CLAMD must name the virus scanner")
    if not settings["BACKUP"]:
        found.append("SSCB_BACKUP must say where backups go")
    if settings["EMAIL_BACKEND"].endswith(("dummy.EmailBackend", "console.EmailBackend")):
        found.append("SSCB_MAIL_URL must name the mail relay")
    if settings["DEBUG"]:
        found.append("DEBUG is on")
    if not settings["SECOND_FACTOR"]:
        found.append("SECOND_FACTOR is off")
    if not all(settings[name] for name in TLS):
        found.append("one of the settings that hold browsers to https:// is off: " + ", ".join(TLS))
    if (settings["DATA"] / DEMONSTRATION_DATE).exists():
        found.append("SSCB_DATA holds a demonstration, whose date stands still: name a folder of its own")
    return found
