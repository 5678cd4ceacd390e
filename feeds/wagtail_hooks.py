"""Where feeds hang in the admin."""

from wagtail import hooks

from feeds.viewsets import feeds_group


@hooks.register("register_admin_viewset")
def register_feeds():
    return feeds_group


@hooks.register("register_icons")
def register_icons(icons):
    return [*icons, "feeds/icons/rss.svg"]
