"""Django's settings: those of this project, and over them what a settings.py says."""

from datetime import timedelta
from pathlib import Path

# In force where there is no settings.py, or an empty one. Another one has REST framework's own defaults.
WITHOUT_SETTINGS = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.BasicAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}


def project_settings(folder):
    return {
        "DEBUG": False,
        "SECRET_KEY": "sandbox-signing-key-0123456789abcdef0123456789abcdef",
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "ROOT_URLCONF": "project.urls",
        "USE_TZ": True,
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(folder) / "db.sqlite3"}},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "AUTHENTICATION_BACKENDS": [
            "django.contrib.auth.backends.ModelBackend",
            "django.contrib.auth.backends.RemoteUserBackend",
        ],
        "LOGIN_REDIRECT_URL": "/protected/",
        "LOGOUT_REDIRECT_URL": "/public/",
        "LOGGING_CONFIG": None,
        "INSTALLED_APPS": [
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "rest_framework",
            "rest_framework.authtoken",
            "rest_framework_simplejwt.token_blacklist",
            "notes",
        ],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                    ]
                },
            }
        ],
    }


def written(text):
    """What a settings.py sets: its names in capitals, as Django reads a settings module."""
    names = {"timedelta": timedelta}
    exec(compile(text, "settings.py", "exec"), names)
    return {name: value for name, value in names.items() if name.isupper()}


def apply(text, folder):
    """Puts the settings in force. The database is made in the folder."""
    import django
    from django.conf import settings

    options = project_settings(folder)
    own = written(text) if text.strip() else {"REST_FRAMEWORK": WITHOUT_SETTINGS}
    options.update(own)
    json_alone = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}
    options["REST_FRAMEWORK"] = {**json_alone, **own.get("REST_FRAMEWORK", {})}
    settings.configure(**options)
    django.setup()
