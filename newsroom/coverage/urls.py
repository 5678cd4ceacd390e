"""Addresses of the ledger, below the admin's."""

from django.urls import path

from . import views

app_name = "newsroom_coverage"

urlpatterns = [
    path("", views.Ledger.as_view(), name="ledger"),
    path("ket-qua/", views.LedgerResults.as_view(), name="ledger_results"),
    path("nhap/", views.Enter.as_view(), name="enter"),
    path("<int:pk>/", views.Record.as_view(), name="record"),
    path("<int:pk>/dinh-chinh/", views.Correct.as_view(), name="correct"),
    path("<int:pk>/go/", views.Withdraw.as_view(), name="withdraw"),
    path("<int:pk>/khoi-phuc/", views.Reinstate.as_view(), name="reinstate"),
    path("<int:pk>/tac-pham/", views.Regroup.as_view(), name="regroup"),
]
