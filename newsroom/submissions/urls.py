"""Addresses of agencies' reports, below Wagtail's admin."""

from django.urls import path

from . import views

app_name = "newsroom_submissions"
urlpatterns = [
    path("", views.DeskView.as_view(), name="desk"),
    path("tong-hop/", views.OverviewView.as_view(), name="overview"),
    path("<int:plan>/<slug:organisation>/<slug:code>/", views.ReportView.as_view(), name="report"),
    path("<int:plan>/<slug:organisation>/<slug:code>/tra-lai/", views.ReturnView.as_view(), name="return"),
    path("<int:plan>/<slug:organisation>/<slug:code>/in/", views.PrintView.as_view(), name="print"),
]
