"""Flat pictures for the demo, drawn and not photographed: no rights to clear, and the same on every machine.

`draw(scene, seed)` gives a picture; `ALT` describes each scene in Vietnamese. No clock, no database, no network.
"""

import random
from collections.abc import Callable

from PIL import Image, ImageOps

from . import design, indoor, outdoor, shore
from .canvas import PALETTES, SCALE, Sheet

_SCENES: dict[str, tuple[Callable[[Sheet], None], str]] = {
    "mot-cua": (indoor.one_stop, "Tranh minh họa: người dân làm thủ tục tại quầy một cửa, công chức ngồi sau quầy"),
    "dong-lua": (outdoor.rice_field, "Tranh minh họa: trụ sở xã có cột cờ, phía trước là cánh đồng lúa"),
    "may-tinh": (indoor.computer, "Tranh minh họa: màn hình máy tính đang mở hồ sơ dịch vụ công trực tuyến"),
    "loa": (outdoor.loudspeaker, "Tranh minh họa: cột loa truyền thanh giữa xóm làng buổi sớm"),
    "hoi-truong": (
        indoor.hall,
        "Tranh minh họa: hội nghị trong hội trường, người phát biểu đứng cạnh màn chiếu biểu đồ",
    ),
    "buu-cuc": (indoor.post_office, "Tranh minh họa: quầy bưu điện với kệ bưu gửi, nhân viên đang đón khách"),
    "truong-quay": (indoor.studio, "Tranh minh họa: hai người dẫn chương trình trong trường quay truyền hình"),
    "hop-dan": (outdoor.meeting, "Tranh minh họa: người dân họp dưới gốc đa ở sân nhà văn hóa thôn"),
    "bieu-do": (design.chart, "Tranh minh họa: biểu đồ cột và vòng tròn thể hiện kết quả chỉ số"),
    "bang-tin": (outdoor.notice_board, "Tranh minh họa: người dân đọc bảng tin niêm yết thủ tục ở đầu làng"),
    "dien-thoai": (design.telephone, "Tranh minh họa: bàn tay cầm điện thoại mở ứng dụng dịch vụ công"),
    "bien": (shore.harbour, "Tranh minh họa: tàu cá neo ở bến, ngư dân đứng trên cầu cảng"),
}

SCENES: tuple[str, ...] = tuple(_SCENES)
ALT: dict[str, str] = {name: alt for name, (_paint, alt) in _SCENES.items()}


def draw(scene: str, seed: int, size: tuple[int, int] = (1280, 720)) -> Image.Image:
    """The picture of `scene` (one of `SCENES`) in its `seed`-th variation; RGB, cropped to `size` pixels.

    The same arguments give the same pixels; neighbouring seeds take different palettes.
    An unknown scene raises KeyError.
    """
    paint, _alt = _SCENES[scene]
    sheet = Sheet(PALETTES[seed % len(PALETTES)], random.Random(f"{scene}/{seed}"))
    paint(sheet)
    picture = sheet.image.reduce(SCALE)
    return picture if picture.size == size else ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
