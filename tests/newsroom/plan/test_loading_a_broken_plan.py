"""A wrong file is refused with file, line and key, in Vietnamese, and nothing changes."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import translation

from newsroom.plan.actions import NotAPlan, load_plan
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)

WHOLE = """\
[plan]
number = "174/KH-UBND"
title = "Kế hoạch tuyên truyền"
issuer = "ubnd-tinh"
year = 2024
in_force_from = 2024-01-01
in_force_to = 2025-01-01
regime = "nd-09-2019"

[[clauses]]
label = "II.1"
kind = "section"
heading = "Nội dung"

[[clauses]]
label = "II.1.1"
parent = "II.1"
kind = "item"
text = "Cải cách thủ tục"

[[clauses]]
label = "IV.1.e"
kind = "duty"
text = "Duy trì chuyên mục hàng tuần"

[[clauses]]
label = "IV.2"
kind = "reporting"
text = "Chế độ báo cáo"

[[items]]
label = "II.1.1"
title = "Thủ tục"
themes = ["cai-cach-thu-tuc-hanh-chinh"]

[[channels]]
clause = "IV.1.e"
codes = ["chuyen-muc"]

[[assignments]]
clause = "IV.1.e"
bearers = ["dai"]
bearer_kinds = ["district"]
channels = ["chuyen-muc"]
items = ["II.1.1"]
summary = "Duy trì chuyên mục"

[[targets]]
origin = "IV.1.e"
channel = "chuyen-muc"
organisation = "dai"
quantity = 1
every = "week"
measure = "episodes"

[[reporting]]
clause = "IV.2"
bearer_kinds = ["district"]
recipient = "ubnd-tinh"
via = "so-noi-vu"
due_day = 15
kinds = ["quarter", "half", "year"]
"""


@pytest.fixture(autouse=True)
def ground():
    factories.organisation("UBND tỉnh", slug="ubnd-tinh", kind="government")
    factories.organisation("Đài", slug="dai", kind="broadcaster")
    factories.organisation("Sở Nội vụ", slug="so-noi-vu", kind="department")
    factories.theme()
    factories.channel("chuyen-muc")


def loaded(written, name="ke-hoach.toml"):
    source = written if isinstance(written, bytes) else written.encode()
    with translation.override("vi"):
        return load_plan(source=source, name=name, by=None, at=AT)


def everything():
    """Every row of the room, its links included."""
    models = apps.get_app_config("newsroom_plan").get_models(include_auto_created=True)
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def changed(old, new, *, everywhere=False):
    assert old in WHOLE, old
    return WHOLE.replace(old, new) if everywhere else WHOLE.replace(old, new, 1)


def without(line):
    return changed(line + "\n", "")


BROKEN = {
    "a syntax error": (changed("year = 2024", "year == 2024"), "5", "Sai cú pháp TOML"),
    "no UTF-8": (WHOLE.encode("cp1258", "replace"), "3", "UTF-8"),
    "UTF-16, as Notepad may save it": (WHOLE.encode("utf-16"), "1", "UTF-8"),
    "an empty file": ("", "1: plan", "Thiếu khóa “plan”"),
    "a missing key of the plan": (without('regime = "nd-09-2019"'), "1: plan.regime", "Thiếu khóa “regime”"),
    "a missing key of the second clause": (
        without('label = "II.1.1"\nparent = "II.1"'),
        "15: clauses[2].label",
        "Thiếu khóa “label”",
    ),
    "an unknown key": (changed('heading = "Nội', 'heading2 = "Nội'), "13: clauses[1].heading2", "Không có khóa"),
    "an unknown table": (WHOLE + "\n[[target]]\nx = 1\n", "64: target", "Không có khóa “target”"),
    "a label twice": (changed('label = "IV.2"', 'label = "IV.1.e"'), "27: clauses[4].label", "lần đầu ở dòng 21"),
    "an unknown parent": (changed('parent = "II.1"', 'parent = "III"'), "17: clauses[2].parent", "“III”"),
    "a parent that comes later": (changed('parent = "II.1"', 'parent = "IV.2"'), "17: clauses[2].parent", "“IV.2”"),
    "an unknown kind of clause": (changed('kind = "duty"', 'kind = "task"'), "23: clauses[3].kind", "section, prose"),
    "a clause that says nothing": (without('heading = "Nội dung"'), "10: clauses[1]", "đề mục"),
    "an unknown theme": (changed("cai-cach-thu-tuc-hanh-chinh", "dat-dai"), "34: items[1].themes[1]", "“dat-dai”"),
    "an item without themes": (changed('["cai-cach-thu-tuc-hanh-chinh"]', "[]"), "34: items[1].themes", "để trống"),
    "an unknown issuer": (changed('issuer = "ubnd-tinh"', 'issuer = "bo"'), "4: plan.issuer", "“bo”"),
    "an unknown bearer": (changed('["dai"]', '["dai",\n"radio"]'), "43: assignments[1].bearers[2]", "“radio”"),
    "an unknown kind of bearer": (changed('["district"]', '["ward"]'), "43: assignments[1].bearer_kinds[1]", "“ward”"),
    "an unknown channel": (changed('["chuyen-muc"]', '["tv"]'), "38: channels[1].codes[1]", "“tv”"),
    "an unknown calendar": (changed('"nd-09-2019"', '"am-lich"'), "8: plan.regime", "lich-duong, nd-09-2019"),
    "a date that does not exist": (changed("2025-01-01", "2024-02-30"), "7", "Sai cú pháp TOML"),
    "a date in quotation marks": (changed("2025-01-01", '"2025-01-01"'), "7: plan.in_force_to", "phải là ngày"),
    "a plan that ends before it begins": (changed("2025-01-01", "2024-01-01"), "7: plan.in_force_to", "in_force_from"),
    "an item that is no clause": (
        changed('label = "II.1.1"\ntitle', 'label = "II.1.9"\ntitle'),
        "32: items[1].label",
        "II.1.9",
    ),
    "an item whose clause is a duty": (changed('"II.1.1"\ntitle', '"IV.1.e"\ntitle'), "32: items[1].label", "“duty”"),
    "a clause of items that no item tells": (
        WHOLE[: WHOLE.index("[[items]]")] + WHOLE[WHOLE.index("[[channels]]") :].replace('items = ["II.1.1"]\n', ""),
        "15: clauses[2]",
        "[[items]]",
    ),
    "a duty on a clause that is none": (
        changed('clause = "IV.1.e"\nbearers', 'clause = "IV.2"\nbearers'),
        "41: assignments[1].clause",
        "“reporting”",
    ),
    "a duty for an item that is none": (
        changed('items = ["II.1.1"]', 'items = ["II.1"]'),
        "45: assignments[1].items[1]",
        "“II.1”",
    ),
    "a duty that nobody bears": (
        without('bearers = ["dai"]\nbearer_kinds = ["district"]'),
        "40: assignments[1].bearers",
        "đơn vị thực hiện",
    ),
    "a target of nothing": (changed("quantity = 1", "quantity = 0"), "52: targets[1].quantity", "từ 1 đến"),
    "a target of yes": (changed("quantity = 1", "quantity = true"), "52: targets[1].quantity", "số nguyên"),
    "a target for nobody": (without('channel = "chuyen-muc"\norganisation = "dai"'), "48: targets[1]", "ít nhất một"),
    "an unknown rhythm": (changed('"week"', '"day"'), "53: targets[1].every", "week, month"),
    "a target that says no rhythm": (without('every = "week"'), "48: targets[1]", "đúng một cách"),
    "a target that says two": (
        changed('every = "week"', 'every = "week"\nrule = "FREQ=WEEKLY;BYDAY=FR"'),
        "54: targets[1].rule",
        "đúng một cách",
    ),
    "a recurrence that is none": (changed('every = "week"', 'rule = "thứ Sáu"'), "53: targets[1].rule", "BYDAY=-1SA"),
    "a recurrence that not every month has": (
        changed('every = "week"', 'rule = "FREQ=MONTHLY;BYMONTHDAY=31"'),
        "53: targets[1].rule",
        "BYMONTHDAY=31",
    ),
    "an unknown measure": (changed('"episodes"', '"clicks"'), "54: targets[1].measure", "works, appearances"),
    "episodes of no channel": (
        changed('channel = "chuyen-muc"\norganisation = "dai"', 'organisation = "dai"'),
        "53: targets[1].measure",
        "hình thức",
    ),
    "a target that holds for no day": (
        changed('measure = "episodes"', 'measure = "episodes"\nvalid_from = 2024-05-02\nvalid_to = 2024-05-02'),
        "56: targets[1].valid_to",
        "valid_from",
    ),
    "a due day that not every month has": (changed("= 15", "= 31"), "61: reporting[1].due_day", "từ 1 đến 28"),
    "no kind of report": (changed('["quarter", "half", "year"]', "[]"), "62: reporting[1].kinds", "để trống"),
    "clauses that are one table": (changed("[[reporting]]", "[reporting]"), "56: reporting", "[[reporting]]"),
    "a text where a list belongs": (changed('["dai"]', '"dai"'), "42: assignments[1].bearers", "danh sách"),
    "a title that is a number": (changed('title = "Kế hoạch tuyên truyền"', "title = 7"), "3: plan.title", "ngoặc kép"),
    "a title longer than its column": (changed("Kế hoạch tuyên truyền", "Kế" * 128), "3: plan.title", "255"),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("already", [False, True], ids=["new", "loaded before"])
def test_a_broken_plan_is_refused_with_its_place_and_changes_nothing(what, already):
    if already:
        loaded(WHOLE)
    before = everything()
    written, place, words = BROKEN[what]
    with pytest.raises(NotAPlan) as refusal:
        loaded(written)
    assert str(refusal.value).startswith(f"ke-hoach.toml:{place}: "), refusal.value
    assert words in refusal.value.message
    assert everything() == before


def test_the_whole_file_is_fine():
    plan = loaded(WHOLE)
    assert plan.clauses.count() == 4


def test_the_command_tells_the_place_and_fails(tmp_path):
    file = tmp_path / "hong.toml"
    file.write_text(BROKEN["an unknown theme"][0], encoding="utf-8")
    with translation.override("vi"), pytest.raises(CommandError, match=r"hong\.toml:34: items\[1\]\.themes\[1\]"):
        call_command("load_plan", file)


def test_the_command_tells_of_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="khong-co"):
        call_command("load_plan", tmp_path / "khong-co.toml")
