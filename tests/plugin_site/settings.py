"""A stranger's plain Wagtail site that installed the plugin as the README says: none of this website's settings."""

PLUGIN = [
    "newsroom.organisations",
    "newsroom.themes",
    "newsroom.plan",
    "newsroom.coverage",
    "newsroom.stories",
    "newsroom.broadcasts",
    "newsroom.triage",
    "newsroom.submissions",
    "newsroom.statements",
    "newsroom.reporting",
    "newsroom.interchange",
    "feeds",
    "ninja",
    "wagtailmedia",
    "wagtail.contrib.table_block",
    "django.contrib.humanize",
]
# What `wagtail start` writes.
PLAIN = [
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
INSTALLED_APPS = [*PLUGIN, *PLAIN]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tests.plugin_site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
SECRET_KEY = "plugin-site"
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
WAGTAIL_SITE_NAME = "A plain site"
WAGTAILADMIN_BASE_URL = "http://example.com"
