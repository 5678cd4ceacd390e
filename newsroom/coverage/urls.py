"""Addresses of the ledger, below the admin's."""

from django.urls import path

from . import views

app_name = "newsroom_coverage"

urlpatterns = [
    path("", views.Ledger.as_view(), name="ledger"),
    path("ket-qua/", views.LedgerResults.as_view(), name="ledger_results"),
    path("nhap/", views.Enter.as_view(), name="enter"),
    path("gop/", views.Merge.as_view(), name="merge"),
    path("tach/", views.Split.as_view(), name="split"),
    path("chu-de/", views.Retag.as_view(), name="retag"),
    path("trung/", views.Proposals.as_view(), name="proposals"),
    path("tac-pham/<int:pk>/", views.WorkView.as_view(), name="work"),
    path("thay-doi/", views.Batches.as_view(), name="batches"),
    path("thay-doi/<int:pk>/", views.Batch.as_view(), name="batch"),
    path("nhap-tep/", views.Imports.as_view(), name="imports"),
    path("nhap-tep/mau.xlsx", views.TemplateXlsx.as_view(), name="template_xlsx"),
    path("nhap-tep/mau.csv", views.TemplateCsv.as_view(), name="template_csv"),
    path("nhap-tep/<int:pk>/", views.OneImport.as_view(), name="import"),
    path("nhap-tep/<int:pk>/tien-do/", views.ImportProgress.as_view(), name="import_progress"),
    path("nhap-tep/<int:pk>/loi.txt", views.MistakesFile.as_view(), name="import_mistakes"),
    path("<int:pk>/", views.Record.as_view(), name="record"),
    path("<int:pk>/dinh-chinh/", views.Correct.as_view(), name="correct"),
    path("<int:pk>/go/", views.Withdraw.as_view(), name="withdraw"),
    path("<int:pk>/khoi-phuc/", views.Reinstate.as_view(), name="reinstate"),
    path("<int:pk>/tac-pham/", views.Regroup.as_view(), name="regroup"),
]
