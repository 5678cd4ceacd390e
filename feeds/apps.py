from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    name = "feeds"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Feeds")

    def ready(self) -> None:
        checks.register(check_days_kept)


def check_days_kept(app_configs, **_more) -> list[checks.CheckMessage]:
    """Name a retention that nobody can mean, before the first night."""
    from feeds import keeping

    try:
        keeping.days_kept(getattr(settings, keeping.SETTING, keeping.USUAL_DAYS))
    except keeping.NotDays as wrong:
        return [
            checks.Error(
                f"{keeping.SETTING} is {wrong}, which is no number of days.",
                hint=f"Write {keeping.FEWEST_DAYS} to {keeping.MOST_DAYS}, or leave it empty to keep entries for ever.",
                id="feeds.E001",
            )
        ]
    return []
