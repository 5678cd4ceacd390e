"""The site's menu."""

from django import template
from django.utils import timezone
from wagtail.models import Site

from cms.website.fronts import outlets_of

register = template.Library()


@register.filter
def site_menu(site: Site | None) -> list[dict[str, str]]:
    """The outlets of a site as {url, title}; empty without a site."""
    if site is None:
        return []
    return [{"url": outlet.url or "/", "title": outlet.title} for outlet in outlets_of(site, day=timezone.localdate())]
