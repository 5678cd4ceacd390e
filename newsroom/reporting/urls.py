"""Stable addresses of the report. The same path with a suffix is the same statement in another skin."""

from django.urls import path
from django.views.generic import RedirectView

from . import views
from .rendering import FORMATS, duties, grids, scores

app_name = "newsroom_reporting"

STATEMENT = "bao-cao/<int:year>/<slug:code>"

urlpatterns = [
    path("bao-cao/", views.index, name="index"),
    path("bao-cao/ma-tran", views.matrix_of_today, name="matrix_of_today"),
    path("bao-cao/mau-van-ban/", views.templates, name="templates"),
    path("bao-cao/mau-van-ban/dung", views.template_choice, name="template_choice"),
    path("bao-cao/mau-van-ban/di-kem.docx", views.template_file, name="template_shipped"),
    path("bao-cao/mau-van-ban/<int:number>.docx", views.template_file, name="template_file"),
    path(STATEMENT, views.statement, name="statement"),
    *(path(f"{STATEMENT}.{suffix}", views.statement_file, {"suffix": suffix}, "statement_file") for suffix in FORMATS),
    path(f"{STATEMENT}/ban-ghi", views.records, name="records"),
    path(f"{STATEMENT}/bao-cao", views.report, name="report"),
    path(f"{STATEMENT}/bao-cao/soan", views.report_edit, name="report_edit"),
    path(f"{STATEMENT}/bao-cao/tac-pham", views.report_works, name="report_works"),
    path(f"{STATEMENT}/bao-cao/<slug:step>", views.report_step, name="report_step"),
    path(f"{STATEMENT}/ban-chot-<int:number>.jsonl", views.sealed, name="sealed"),
    path(f"{STATEMENT}/dieu-chinh", views.changes, name="changes"),
    *(
        path(f"{STATEMENT}/dieu-chinh.{suffix}", views.changes, {"suffix": suffix}, "changes_file")
        for suffix in ("json", "csv")
    ),
    path(f"{STATEMENT}/ma-tran", views.matrix, name="matrix"),
    *(
        path(f"{STATEMENT}/ma-tran.{suffix}", views.matrix_file, {"suffix": suffix}, f"matrix_{suffix}")
        for suffix in grids.FORMATS
    ),
    path(f"{STATEMENT}/xu-huong", views.trends, name="trends"),
    path(f"{STATEMENT}/ma-tran/ngan", views.matrix_drawer, name="matrix_drawer"),
    path(f"{STATEMENT}/nhiem-vu", views.duties, name="duties"),
    *(
        path(f"{STATEMENT}/nhiem-vu.{suffix}", views.duties_file, {"suffix": suffix}, "duties_file")
        for suffix in duties.FORMATS
    ),
    path(f"{STATEMENT}/cham-diem", views.scores, name="scores"),
    *(
        path(f"{STATEMENT}/cham-diem.{suffix}", views.scores_file, {"suffix": suffix}, "scores_file")
        for suffix in scores.FORMATS
    ),
    path(f"{STATEMENT}/nhiem-vu/<str:label>/ban-ghi", views.duty_records, name="duty_records"),
    path(f"{STATEMENT}/", RedirectView.as_view(pattern_name="newsroom_reporting:statement", query_string=True)),
]
