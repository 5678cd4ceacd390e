"""Public addresses that are no pages."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from wagtail.contrib.sitemaps import Sitemap

from . import views

urlpatterns = [
    path("tim-kiem/", views.search, name="search"),
    path("chu-de/", views.themes, name="themes"),
    path("chu-de/<slug:slug>/", views.theme, name="theme"),
    path("rss.xml", views.SiteFeed(), name="site_feed"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": Sitemap}}),
]
