"""Addresses of the inbox, below the admin's."""

from django.urls import path

from .views import (
    AcceptView,
    ApartView,
    DismissView,
    InboxView,
    LearnedView,
    LearningView,
    ManyView,
    PhrasesView,
    RefuseView,
    RemindView,
    ReopenView,
    RepublishView,
    RulesView,
    SameView,
    SendFileView,
    SendView,
    SourcesView,
    StationsByHandView,
    ThemesView,
    UndoView,
)

app_name = "newsroom_triage"
urlpatterns = [
    path("", InboxView.as_view(), name="inbox"),
    path("<int:pk>/nhan/", AcceptView.as_view(), name="accept"),
    path("<int:pk>/bo-qua/", DismissView.as_view(), name="dismiss"),
    path("<int:pk>/mo-lai/", ReopenView.as_view(), name="reopen"),
    path("<int:pk>/dang-lai/", RepublishView.as_view(), name="republish"),
    path("nhac/<int:pk>/", RemindView.as_view(), name="remind"),
    path("<int:pk>/cung-mot-tin/", SameView.as_view(), name="same"),
    path("<int:pk>/tach-ra/", ApartView.as_view(), name="apart"),
    path("<int:pk>/tin-khac/", RefuseView.as_view(), name="refuse"),
    path("nhieu-tin/", ManyView.as_view(), name="many"),
    path("hoan-tac/<uuid:batch>/", UndoView.as_view(), name="undo"),
    path("gui-tin/", StationsByHandView.as_view(), name="by_hand"),
    path("gui-tin/<int:pk>/", SendView.as_view(), name="send"),
    path("gui-tin/<int:pk>/tep/", SendFileView.as_view(), name="send_file"),
    path("quy-tac/", SourcesView.as_view(), name="sources"),
    path("quy-tac/<int:pk>/", RulesView.as_view(), name="rules"),
    path("hoc/", LearningView.as_view(), name="learning"),
    path("hoc/<int:pk>/", LearnedView.as_view(), name="learned"),
    path("cum-tu/", ThemesView.as_view(), name="phrases_of_themes"),
    path("cum-tu/<int:pk>/", PhrasesView.as_view(), name="phrases"),
]
