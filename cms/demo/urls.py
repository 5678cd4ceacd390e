"""Addresses of the sample stations; under /mau/ so that nobody takes them for real ones."""

from django.urls import path

from . import views

urlpatterns = [path("mau/<slug:station>/rss.xml", views.feed, name="sample_feed")]
