"""How much memory and time a workbook of many records takes: `uv run python tests/benchmarks/bench_xlsx.py [RECORDS]`.

Records are made while they are read, spooled as `compile_statement` spools them, and written to a temporary file as the
address does. Memory is the process's own peak (VmHWM) above what it was before; the aim is 60 MiB for 100,000 records.
"""

import os
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryFile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django

django.setup()

from django.utils import translation  # noqa: E402

from newsroom.reporting.rendering.as_xlsx import write_xlsx  # noqa: E402
from newsroom.reporting.rendering.word.trying import sample_statement  # noqa: E402
from newsroom.statements.compiling import RecordLine  # noqa: E402
from newsroom.statements.spooling import Spooled  # noqa: E402

AIM = 60
"""MiB above base."""


def main(number: int) -> int:
    """Print the figures; 1 when the aim is missed."""
    with translation.override("vi"):
        measured(1_000)
        base = resident()
        forget_the_peak()
        started, worked = time.perf_counter(), time.process_time()
        spooled, size = measured(number)
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
        above = peak() - base
    print(f"{number:,} records: {above:.1f} MiB above a base of {base:.1f} MiB (aim {AIM})")
    print(f"{seconds:.1f} s, {worked:.1f} of the processor; of which reading and spooling {spooled:.1f} s")
    print(f"the file has {size / 1024 / 1024:.1f} MiB")
    return 0 if above <= AIM else 1


def measured(number: int) -> tuple[float, int]:
    """Spool and write; seconds of the spooling and bytes of the file."""
    started = time.perf_counter()
    spooled = Spooled(records(number))
    seconds = time.perf_counter() - started
    with TemporaryFile() as out:
        write_xlsx(replace(sample_statement(), records=spooled), out)
        return seconds, out.tell()


def records(number: int):
    for each in range(number):
        yield RecordLine(
            record_id=each,
            work_id=each * 3 // 4,
            day=date(2023, 12, 15) + timedelta(each % 366),
            title=f"Thái Bình đẩy mạnh cải cách thủ tục hành chính, nâng chất lượng phục vụ người dân, kỳ {each}",
            organisation=f"Cơ quan số {each % 300}",
            channel="Báo in và báo điện tử của tỉnh",
            quantity=1,
            unit="tác phẩm",
            seconds=each % 900,
            themes=("Một cửa, một cửa liên thông", "Dịch vụ công trực tuyến"),
            items=("II.1.4", "II.1.5"),
            genre="Tin",
            tone="Thông tin",
            source="Tin, bài",
            url=f"https://baothaibinh.com.vn/tin-tuc/cai-cach-hanh-chinh/{each}.html",
            evidence="",
        )


def resident() -> float:
    """MiB that the process holds now."""
    return _status("VmRSS")


def peak() -> float:
    return _status("VmHWM")


def forget_the_peak() -> None:
    """Let the kernel count the peak anew from now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _status(name: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
