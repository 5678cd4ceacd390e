"""`manage.py demo`: a believable province, offline, and where to go in it."""

import os
import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.urls import get_resolver
from django.utils import timezone, translation

from cms.demo import building, province
from cms.demo.progress import Progress


class Command(BaseCommand):
    help = "Builds a sample province with a year of coverage, offline, and serves it. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="prepare and exit")
        parser.add_argument("--port", type=int, default=8000, help="port to serve on (8000)")

    def handle(self, *args, no_serve: bool, port: int, **options):
        if not settings.DEBUG:
            raise CommandError("demo makes accounts with a printed password: it runs under DEBUG only.")
        progress = Progress(self.stdout)
        with translation.override(settings.LANGUAGE_CODE):
            # Wagtail's URLs freeze a few labels in the language of whoever imports them first.
            _ = get_resolver().url_patterns
            self.stdout.write(f"Chuẩn bị bản dùng thử trong {connection.settings_dict['NAME']}")
            with progress.step("Cơ sở dữ liệu"):
                call_command("migrate", verbosity=0, interactive=False)
            with translation.override(settings.LANGUAGE_CODE):
                building.build(progress=progress, now=timezone.now(), port=port)
        self.stdout.write(self.style.SUCCESS(f"\nXong sau {progress.seconds:.0f} giây.\n"))
        self.stdout.write(guide(f"http://localhost:{port}"))
        if not no_serve:
            self._serve(port)

    def _serve(self, port: int) -> None:
        """A process of its own, so that nothing of the building stays in memory; Ctrl+C ends it."""
        self.stdout.write("\nĐang phục vụ. Nhấn Ctrl+C để dừng.\n")
        self.stdout.flush()
        os.execv(sys.executable, [sys.executable, sys.argv[0], "runserver", "--noreload", f"localhost:{port}"])  # noqa: S606


def guide(base: str) -> str:
    """Where to go and whom to log in as."""
    places = [
        ("Trang tin", "/"),
        ("Tòa soạn (đăng nhập)", "/admin/"),
        ("Bảng tổng hợp quý II/2024", "/bao-cao/2024/quy-2"),
        ("Ma trận phủ quý II/2024", "/bao-cao/2024/quy-2/ma-tran"),
        ("Báo cáo 6 tháng đã chốt", "/bao-cao/2024/6-thang-dau"),
        ("API thống kê", "/api/thong-ke/v1/docs"),
    ]
    lines = ["Địa chỉ:", *(f"  {name:<28}{base}{path}" for name, path in places), "", "Tài khoản:"]
    people = [(person.username, person.name, person.role.label) for person in province.PEOPLE]
    people.append((province.ADMINISTRATOR, "Quản trị viên", "Quản trị"))
    lines += [f"  {username:<10}{name:<18}{role}" for username, name, role in people]
    lines += ["", f"Mật khẩu của mọi tài khoản: {province.PASSWORD}", "Toàn bộ nội dung là mẫu, viết để dùng thử."]
    return "\n".join(lines)
