"""The fuse box: one portal, three modes, told by the environment. No logic lives here.

SSCB_MODE       demonstration (default), production or test
SSCB_DATA       folder for the database, queue, files and fonts (default: var/ beside manage.py)
DATABASE_URL    PostgreSQL; without it, SQLite in SSCB_DATA
REDIS_URL       Redis as broker; without it, a folder in SSCB_DATA
SSCB_SECRET_KEY, SSCB_HISTORY_KEY, SSCB_HOSTS, SSCB_BASE_URL, SSCB_MAIL_URL, SSCB_CLAMD, SSCB_BACKUP: for production
(deploy/README.md; what production refuses to start without is in refusals.py)
"""

import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
TESTING = "pytest" in sys.modules
MODE = env("SSCB_MODE", default="test" if TESTING else "demonstration")
if MODE not in ("demonstration", "production", "test"):
    # Any other word would be neither: no refusals, and nothing that production has.
    raise ImproperlyConfigured(f"SSCB_MODE is “{MODE}”: write demonstration, production or test.")
DEMONSTRATION = MODE == "demonstration"
PRODUCTION = MODE == "production"
DATA = Path(env("SSCB_DATA", default=str(BASE_DIR / "var" / ("test" if MODE == "test" else ""))))
if TESTING:
    DATA /= env("PYTEST_XDIST_WORKER", default="")  # each of the suite's processes has a folder of its own
DATA.mkdir(parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = env("SSCB_SECRET_KEY", default="" if PRODUCTION else "demonstration-only-" + "not-a-secret" * 4)
SECRET_KEY_FALLBACKS = env.list("SSCB_SECRET_KEY_FALLBACKS", default=[])
HISTORY_KEY = env("SSCB_HISTORY_KEY", default="" if PRODUCTION else "demonstration history key")
ALLOWED_HOSTS = env.list("SSCB_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"])
BASE_URL = env("SSCB_BASE_URL", default="http://localhost:8000")
CLAMD = env("SSCB_CLAMD", default="")
BACKUP = env("SSCB_BACKUP", default="")
BREACHED_PASSWORDS = env("SSCB_BREACHED_PASSWORDS", default="")

PROGRAMMES = ["reviews", "audits", "training", "dataset", "cdop"]
KERNEL = ["people", "history", "jobs", "access", "records", "timetable", "learning", "board", "retention"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "crispy_forms_gds",
    *[f"sscb.{room}" for room in KERNEL],
    *PROGRAMMES,
]

MIDDLEWARE = [
    "sscb.access.middleware.Headers",
    "sscb.access.steady.Steady",
    "django.middleware.security.SecurityMiddleware",  # without it nothing asked for over http:// is sent to https://
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sscb.access.middleware.Sessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sscb.access.middleware.Threshold",
    "sscb.access.once.Once",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sscb.urls"
WSGI_APPLICATION = "sscb.wsgi.application"
APPEND_SLASH = True
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = True
DATE_FORMAT = "j F Y"
FORMAT_MODULE_PATH = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sscb.board.context.house",
            ],
            "builtins": ["sscb.access.templatetags.access", "sscb.board.templatetags.print_words"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"

# --- the database ----------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA}/portal.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "sscb.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # 32 MB of pages are kept: with SQLite's own 2 MB a search over 50,000 records reads its file again each time.
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-32000;"
        ),
    }
    # A file, not memory: the tests use threads and child processes against the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    # To compile a question of many joins takes PostgreSQL seconds, which no question here is long enough to win back.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

# --- jobs ------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env("REDIS_URL", default="filesystem://localhost")
if CELERY_BROKER_URL.startswith("filesystem"):
    for _name in ("queue", "control"):
        (DATA / _name).mkdir(exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA / "queue"),
        "data_folder_out": str(DATA / "queue"),
        "control_folder": str(DATA / "control"),
        "polling_interval": 0.2,
    }
else:
    # Four times the hardest limit of a job (REL-08); a lost bell is rung again by the sweep of jobs long before.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_connect_timeout": 0.2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "beat.db")
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/London"
JOB_LEASE_SECONDS = env.int("SSCB_JOB_LEASE_SECONDS", default=60)
JOB_HEARTBEAT_SECONDS = env.int("SSCB_JOB_HEARTBEAT_SECONDS", default=15)
JOB_TRIES = 3
# Longer than the slowest talk with a mail server, so that nobody else sends the letter meanwhile
MAIL_CLAIM_SECONDS = env.int("SSCB_MAIL_CLAIM_SECONDS", default=300)

# --- who comes in ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "sscb.access.passwords.LongestLength"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "sscb.access.passwords.ContextWords"},
    {"NAME": "sscb.access.passwords.BreachedList"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "sscb.access.signing_in.AccountAdapter"
MFA_ADAPTER = "sscb.access.signing_in.MfaAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
PASSWORD_RESET_TIMEOUT = 1800  # a link of a letter works for half an hour, once (SEC-21)
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_RATE_LIMITS = {"login_failed": "30/15m/ip,5/15m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "SSCB portal"
MFA_TOTP_TOLERANCE = 0
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 25
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "sscb.access.signing_in.attempted_name"
AXES_LOCKOUT_CALLABLE = "sscb.access.signing_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = env.int("SSCB_PROXIES", default=0) or None
SECOND_FACTOR = not DEMONSTRATION

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_IDLE_SECONDS = 20 * 60
SESSION_SEEN_SECONDS = 60  # how often work is written down, so that idle minutes can be counted from it
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-sscb" if PRODUCTION else "sscb"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-sscb-form" if PRODUCTION else "sscb-form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "sscb.access.errors.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- mail, files, caches, logs ---------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("SSCB_MAIL_URL", default="consolemail://" if PRODUCTION else "dummymail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("SSCB_MAIL_FROM", default="portal@sscb.invalid")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORE = DATA / "store"
FONTS = BASE_DIR / "static" / "vendor" / "fonts"
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
REQUEST_MOST_BYTES = 55 * 1024 * 1024  # a CSV file of 50 MB and its form; as in deploy/nginx
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# For each person in sixty minutes, searches in one (SEC-44).
RATIONS = {"export": 10, "upload": 30, "pack": 5, "search": 60}
# Everybody who looks at the demonstration enters as the same few people.
REQUESTS_A_MINUTE = 120 if PRODUCTION else 600
# Counters of attempts and codes already used live in the database: they must hold with Redis away (SEC-16, SEC-18).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "sscb.access.logging.JsonLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers go: one would mail a fault with everything that was sent, one writes whole addresses.
    "loggers": {
        "sscb": {"level": "INFO"}, "axes": {"level": "ERROR"},
        "django": {"level": "WARNING", "handlers": []}, "django.server": {"level": "WARNING", "handlers": []},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"

if MODE == "test":
    # Hashing at full strength would be most of the suite's time; the strength itself has its own test.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
    REQUESTS_A_MINUTE = 0  # not counted: a test asks faster than people do, and has a test of its own for this
    LOGGING["root"]["level"] = "CRITICAL"
    WHITENOISE_AUTOREFRESH = True

if PRODUCTION:
    from sscb.settings.refusals import reasons

    _refused = reasons(globals())
    if _refused:
        raise ImproperlyConfigured("Production does not start: " + "; ".join(_refused) + ". See deploy/README.md.")
