"""Stable addresses of the report. The same path with a suffix is the same statement in another skin."""

from django.urls import path
from django.views.generic import RedirectView

from . import views
from .rendering import FORMATS

app_name = "newsroom_reporting"

STATEMENT = "bao-cao/<int:year>/<slug:code>"

urlpatterns = [
    path("bao-cao/", views.index, name="index"),
    path(STATEMENT, views.statement, name="statement"),
    *(path(f"{STATEMENT}.{suffix}", views.statement_file, {"suffix": suffix}, "statement_file") for suffix in FORMATS),
    path(f"{STATEMENT}/ban-ghi", views.records, name="records"),
    path(f"{STATEMENT}/", RedirectView.as_view(pattern_name="newsroom_reporting:statement", query_string=True)),
]
