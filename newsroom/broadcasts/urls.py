"""Addresses of what is said of one episode, below /admin/."""

from django.urls import path

from . import views

urlpatterns = [
    path("chuyen-muc/so/<int:pk>/da-phat/", views.Aired.as_view(), name="episode_aired"),
    path("chuyen-muc/so/<int:pk>/lo-song/", views.Missed.as_view(), name="episode_missed"),
    path("chuyen-muc/so/<int:pk>/doi-gio/", views.Move.as_view(), name="episode_move"),
    path("chuyen-muc/so/<int:pk>/mo-lai/", views.Reopen.as_view(), name="episode_reopen"),
    path("chuyen-muc/so/<int:pk>/noi-dung/", views.Describe.as_view(), name="episode_describe"),
    path("chuyen-muc/so/<int:pk>/phat-lai/", views.Again.as_view(), name="episode_rerun"),
    path(
        "chuyen-muc/so/<int:pk>/phat-lai/<int:rerun>/go/", views.TakeRerunBack.as_view(), name="episode_rerun_withdraw"
    ),
]
