"""The demo's figures: screen, rows, JSON, CSV and XLSX are one, and a slow recount of the bare tables agrees."""

import csv
import io
import json
from collections import defaultdict
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.db import connection, transaction
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import Site

from cms.demo import building, indexing, province
from cms.demo.progress import Progress
from newsroom.coverage.counting import minutes
from newsroom.periods import CODES, local_day, period
from newsroom.plan.models import Plan
from newsroom.reporting.actions import records_presented, snapshot_of
from tests.newsroom.reporting.papers import annex_cells

from .test_statistics_pull import Links

TODAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
ADDRESS = "/bao-cao/2024/{}"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole demo, built as `manage.py demo` builds it and taken back after the module. About a minute."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(indexing, "catch_up", lambda: None)
        patch.setattr("django.conf.settings.MEDIA_ROOT", str(tmp_path_factory.mktemp("media")))
        made = building.build(progress=Progress(io.StringIO()), now=TODAY, port=8000)
        yield made
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def analyst(demo, db):
    Site.clear_site_root_paths_cache()
    client = Client()
    client.post("/admin/login/", {"username": "tttt", "password": province.PASSWORD})
    return client


def rows_of(sql: str, *params) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def recount(code: str) -> dict:
    """Every figure of one period, one record at a time: {(item, channel): (appearances, works, minutes)}.

    Item "" is what serves none, item None the total; channel None is all of them.
    """
    window = period(2024, code)
    items = defaultdict(set)
    for label, theme in rows_of(
        "SELECT c.label, t.theme_id FROM newsroom_plan_planitem i JOIN newsroom_plan_clause c ON c.id = i.clause_id "
        "JOIN newsroom_plan_planitem_themes t ON t.planitem_id = i.id JOIN newsroom_plan_plan p ON p.id = i.plan_id "
        "WHERE p.number = %s AND p.year = %s",
        "174/KH-UBND",
        2024,
    ):
        items[label].add(theme)
    themes = defaultdict(set)
    for record, theme in rows_of("SELECT coveragerecord_id, theme_id FROM newsroom_coverage_coveragerecord_themes"):
        themes[record].add(theme)
    figures = defaultdict(lambda: [0, set(), 0])
    for record, work, day, channel, seconds, withdrawn in rows_of(
        "SELECT r.id, r.work_id, r.day, ch.code, r.seconds, r.withdrawn_at FROM newsroom_coverage_coveragerecord r "
        "JOIN newsroom_plan_channel ch ON ch.id = r.channel_id"
    ):
        if withdrawn is not None or not (str(window.start) <= str(day) <= str(window.last_day)):
            continue
        served = [label for label, wanted in items.items() if wanted & themes[record]] or [""]
        for item in [None, *served]:
            for where in (None, channel):
                cell = figures[item, where]
                cell[0] += 1
                cell[1].add(work)
                cell[2] += seconds
    return {cell: (n, len(works), (seconds + 30) // 60) for cell, (n, works, seconds) in figures.items()}


def trio(entry: dict) -> tuple[int, int, int]:
    return entry["appearances"], entry["works"], entry["minutes"]


@pytest.mark.figures
@pytest.mark.parametrize("code", CODES)
def test_the_json_equals_a_slow_recount_in_every_row_and_channel_of_every_period(analyst, code):
    pulled = analyst.get(f"{ADDRESS.format(code)}.json?ban=hien-tai").json()
    expected = recount(code)
    found = {}
    for item, entry in [
        *((row["label"], row) for row in pulled["rows"]),
        ("", pulled["unclassified"]),
        (None, pulled["total"]),
    ]:
        found[item, None] = trio(entry)
        found.update({(item, channel): trio(part) for channel, part in entry["by_channel"].items()})
    assert {cell: figures for cell, figures in found.items() if any(figures)} == expected


def recount_further(code: str) -> dict:
    """Figures of the further dimensions, one record at a time: {(item, dimension, value): (appearances, works)}.

    An organisation named stands in the total only, with and without the tone in which it is named.
    """
    window = period(2024, code)
    items, themes, about = defaultdict(set), defaultdict(set), defaultdict(set)
    for label, theme in rows_of(
        "SELECT c.label, t.theme_id FROM newsroom_plan_planitem i JOIN newsroom_plan_clause c ON c.id = i.clause_id "
        "JOIN newsroom_plan_planitem_themes t ON t.planitem_id = i.id JOIN newsroom_plan_plan p ON p.id = i.plan_id "
        "WHERE p.number = %s AND p.year = %s",
        "174/KH-UBND",
        2024,
    ):
        items[label].add(theme)
    for record, theme in rows_of("SELECT coveragerecord_id, theme_id FROM newsroom_coverage_coveragerecord_themes"):
        themes[record].add(theme)
    for record, slug in rows_of(
        "SELECT a.coveragerecord_id, o.slug FROM newsroom_coverage_coveragerecord_about a "
        "JOIN newsroom_organisations_organisation o ON o.id = a.organisation_id"
    ):
        about[record].add(slug)
    figures = defaultdict(lambda: [0, set()])
    for record, work, day, genre, tone, rerun in rows_of(
        "SELECT id, work_id, day, genre, tone, is_rerun FROM newsroom_coverage_coveragerecord "
        "WHERE withdrawn_at IS NULL"
    ):
        if not str(window.start) <= str(day) <= str(window.last_day):
            continue
        served = [label for label, wanted in items.items() if wanted & themes[record]] or [""]
        cells = [(item, name, value) for item in [None, *served] for name, value in (("genre", genre), ("tone", tone))]
        cells += [(item, "rerun", bool(rerun)) for item in [None, *served]]
        cells += [(None, "about", slug) for slug in about[record]]
        cells += [(None, "about", (slug, tone)) for slug in about[record]]
        for cell in cells:
            figures[cell][0] += 1
            figures[cell][1].add(work)
    return {cell: (n, len(works)) for cell, (n, works) in figures.items()}


@pytest.mark.figures
@pytest.mark.parametrize("code", CODES)
def test_the_json_equals_a_slow_recount_in_genre_tone_reruns_and_organisations_named(analyst, code):
    pulled = analyst.get(f"{ADDRESS.format(code)}.json?ban=hien-tai").json()
    expected, found = recount_further(code), {}

    def pair(entry):
        return entry["appearances"], entry["works"]

    for item, entry in [
        *((row["label"], row) for row in pulled["rows"]),
        ("", pulled["unclassified"]),
        (None, pulled["total"]),
    ]:
        for name in ("genre", "tone"):
            for value, part in entry[f"by_{name}"].items():
                found[item, name, "" if value == "khong-ghi" else value] = pair(part)
        for is_rerun, number in ((False, entry["first_runs"]), (True, entry["reruns"])):
            assert number == expected.pop((item, "rerun", is_rerun), (0, 0))[0]
    for slug, one in pulled["named"].items():
        found[None, "about", slug] = pair(one)
        for word, tone in (("commended", "commend"), ("criticised", "critical"), ("informed", "neutral")):
            found[None, "about", (slug, tone)] = pair(one[word])
    assert {cell: figures for cell, figures in found.items() if any(figures)} == expected


@pytest.mark.parametrize("code", ["quy-1", "nam"])
def test_the_share_of_all_output_is_of_what_is_live_or_what_was_entered(analyst, code):
    from newsroom.organisations.models import OutletPage
    from newsroom.submissions.models import Submission

    window, pulled = period(2024, code), analyst.get(f"{ADDRESS.format(code)}.json?ban=hien-tai").json()
    for outlet in OutletPage.objects.select_related("organisation"):
        published = sum(
            local_day(page.first_published_at) in window
            for page in outlet.get_descendants().live().specific()
            if hasattr(page, "outside_cchc")
        )
        shown = pulled["output"].get(outlet.organisation.slug, {"published": 0})
        assert (shown["published"] or 0) == published
    entered = Submission.objects.filter(period_code=code, year=2024, state="sent", output__isnull=False)
    assert {slug: one["entered"] for slug, one in pulled["output"].items() if one["entered"]} == dict(
        entered.values_list("organisation__slug", "output")
    )
    assert any(one["share"] for one in pulled["output"].values())


ONE_OF_EACH_KIND = ("thang-5", "quy-2", "6-thang-dau", "nam")
SPREADS = {"organisation": ("don-vi", "Cơ quan, đơn vị"), "channel": ("kenh", "Hình thức")}


class Squares(HTMLParser):
    """A matrix as it stands on the screen: {(row, column): number}, the row's own figures and noughts left out."""

    def __init__(self, page):
        super().__init__()
        self.found, self._row, self._column, self._reads = {}, None, None, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self._row = attrs.get("data-row", self._row)
        if tag == "td":
            self._column = attrs.get("data-column") if "matrix__own" not in attrs.get("class", "") else None
        self._reads = "data-figure" in attrs and self._column is not None

    def handle_data(self, data):
        if self._reads and int(data.replace(".", "")):
            self.found["" if self._row == "total" else self._row, self._column] = int(data.replace(".", ""))
        self._reads = False


def rows_by_label(said: dict) -> dict[str, dict]:
    """The rows of a statement or a matrix by label; the total's is ""."""
    return {
        **{row["label"]: row for row in said["rows"]},
        "khong-phan-loai": said["unclassified"],
        "": said["total"],
    }


def spread(said: dict, by: str) -> dict[tuple[str, str], tuple[int, int, int]]:
    """{(row, part): (appearances, works, minutes)} of a statement as JSON, noughts left out."""
    found = {(label, part): trio(told) for label, row in rows_by_label(said).items() for part, told in row[by].items()}
    return {square: figures for square, figures in found.items() if any(figures)}


def squares(grid: dict) -> dict[tuple[str, str], tuple[int, int, int]]:
    """{(row, column): (appearances, works, minutes)} of a matrix as JSON, noughts left out."""
    rows = rows_by_label(grid).items()
    found = {(label, cell["column"]): trio(cell) for label, row in rows for cell in row["cells"]}
    return {square: figures for square, figures in found.items() if any(figures)}


@pytest.mark.figures
@pytest.mark.parametrize("edition", ["", "hien-tai"], ids=["as presented", "the ledger of today"])
@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=() if code in ONE_OF_EACH_KIND else pytest.mark.skins) for code in CODES]
)
def test_every_square_of_the_matrix_says_the_same_on_the_screen_in_its_rows_and_in_every_file(analyst, code, edition):
    """Screen = rows opened = CSV = XLSX = JSON = DOCX annex = API, for organisations and channels."""
    plan = Plan.objects.select_related("regime").get(number="174/KH-UBND", year=2024)
    snapshot = snapshot_of(plan=plan, period=period(2024, code), edition=edition)
    if edition and snapshot_of(plan=plan, period=period(2024, code)) is None:
        pytest.skip("never frozen: what is presented is the ledger of today")
    asked, address = f"?ban={edition}" if edition else "", ADDRESS.format(code)
    pulled = analyst.get(f"{address}.json{asked}").json()
    table = list(csv.DictReader(io.StringIO(analyst.get(f"{address}.csv{asked}").getvalue().decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(analyst.get(f"{address}.xlsx{asked}").getvalue()), read_only=True)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    annex = annex_cells(analyst.get(f"{address}.docx{asked}").getvalue())
    rows = rows_by_label(pulled)
    titles = {label: (row["label"], row["title"]) for label, row in rows.items()}
    for by, (parameter, heading) in SPREADS.items():
        joined = f"{asked}&theo={parameter}" if asked else f"?theo={parameter}"
        grid = squares(grid_json := analyst.get(f"{address}/ma-tran.json{joined}").json())
        assert grid or not pulled["total"]["appearances"]
        names = {column["code"]: column["name"] for column in grid_json["columns"]}
        names |= {part: told["name"] for row in rows.values() for part, told in row[f"by_{by}"].items()}
        # The statement, and through it the file of figures and the workbook.
        assert spread(pulled, f"by_{by}") == grid
        other = "Hình thức" if by == "organisation" else "Cơ quan, đơn vị"
        lines = {(r["Mục"], r["Nội dung"], r[heading]): r for r in table if r[heading] and not r[other]}
        sheet = {
            (line[0] or "", line[1], line[2]): line
            for line in sheets["Theo hình thức" if by == "channel" else "Theo cơ quan, đơn vị"]
        }
        for (label, part), figures in grid.items():
            key = (*titles[label], names[part])
            assert tuple(int(lines[key][name]) for name in ("Lượt xuất hiện", "Tác phẩm", "Phút")) == figures
            assert sheet[key][3:6] == figures
            assert annex[by, titles[label][0] or titles[label][1], names[part]] == figures[:2]
        # The API counts the ledger of today; a frozen period's figures are in its snapshot.
        if snapshot is None:
            told = {}
            for dimensions in (f"item,{by}", by):
                totals = analyst.get(f"/api/thong-ke/v1/totals/2024/{code}?by={dimensions}&plan=174-kh-ubnd").json()
                told |= {(row.get("item", ""), row[by]): trio(row) for row in totals["rows"]}
            assert {square: figures for square, figures in told.items() if any(figures)} == grid
        else:
            assert spread(analyst.get(f"/api/thong-ke/v1/snapshots/{snapshot.pk}").json(), f"by_{by}") == grid
        # The screen, and the rows behind each square.
        screen = Squares(analyst.get(f"{address}/ma-tran{joined}").content.decode()).found
        assert screen == {square: figures[0] for square, figures in grid.items() if figures[0]}
        for (label, part), figures in grid.items():
            item = {"": None, "khong-phan-loai": ""}.get(label, label)
            told = {"plan": plan, "period": period(2024, code), "edition": edition, by: part}
            behind = records_presented(**told, item=item).lines
            seconds = sum(line.seconds for line in behind)
            assert (len(behind), len({line.work_id for line in behind}), minutes(seconds)) == figures


@pytest.mark.figures
@pytest.mark.parametrize("code", ["quy-1", "quy-2", "6-thang-dau", "nam"])
def test_screen_csv_and_xlsx_say_what_the_json_says(analyst, code):
    address = ADDRESS.format(code)
    pulled = analyst.get(f"{address}.json").json()
    screen = analyst.get(address).content.decode()
    table = list(csv.DictReader(io.StringIO(analyst.get(f"{address}.csv").getvalue().decode("utf-8-sig"))))
    sheets = load_workbook(io.BytesIO(analyst.get(f"{address}.xlsx").getvalue())).worksheets
    summary = [list(line) for line in sheets[0].iter_rows(values_only=True)]
    named = [(row["label"], row["title"], row) for row in pulled["rows"]]
    named += [("", pulled[name]["title"], pulled[name]) for name in ("unclassified", "total")]
    for label, title, entry in named:
        lines = [line for line in table if line["Mục"] == label and line["Nội dung"] == title]
        whole = next(line for line in lines if not line["Hình thức"] and not line["Cơ quan, đơn vị"])
        assert tuple(int(whole[name]) for name in ("Lượt xuất hiện", "Tác phẩm", "Phút")) == trio(entry)
        line = next(line for line in summary if (line[0] or "") == label and line[1] == title)
        assert tuple(line[2:5]) == trio(entry)
        for part in entry["by_channel"].values():
            row = next(line for line in lines if line["Hình thức"] == part["name"] and not line["Cơ quan, đơn vị"])
            assert tuple(int(row[name]) for name in ("Lượt xuất hiện", "Tác phẩm", "Phút")) == trio(part)
    shown = {(address, number) for address, number in Links(screen).found}
    for row in pulled["rows"]:
        for name in ("appearances", "works"):
            if row[name]:
                wanted = f"{row[name]:,}".replace(",", ".")
                assert any(f"muc={row['label']}" in address and number == wanted for address, number in shown)
    assert len([*sheets[-2].iter_rows(min_row=2)]) == pulled["total"]["appearances"]


@pytest.mark.figures
@pytest.mark.parametrize("code", ["quy-2", "nam"])
def test_every_cell_of_the_word_papers_annexes_is_the_jsons(analyst, code):
    address = ADDRESS.format(code)
    pulled = analyst.get(f"{address}.json").json()
    told = annex_cells(analyst.get(f"{address}.docx").getvalue())
    named = [(row["label"], row) for row in pulled["rows"]]
    named += [(pulled[name]["title"], pulled[name]) for name in ("unclassified", "total")]
    for item, entry in named:
        assert told.pop(("", item, "")) == trio(entry)[:2]
        for by in ("channel", "organisation"):
            assert told.pop((by, item, "Tổng cộng (không trùng)")) == trio(entry)[:2]
            for part in entry[f"by_{by}"].values():
                assert told.pop((by, item, part["name"])) == trio(part)[:2]
    assert set(told.values()) == {(0, 0)}


@pytest.mark.figures
@pytest.mark.parametrize("code", ["quy-2", "thang-6"])
def test_every_number_on_the_screen_opens_that_many_rows(analyst, code):
    address = ADDRESS.format(code)
    links = Links(analyst.get(address).content.decode()).found
    assert len(links) > 30
    opened = {}
    for target, number in links:
        if target not in opened:
            answer = analyst.get(target if target.startswith("/") else f"{address}{target}")
            opened[target] = (len(answer.context["lines"]), answer.context["works"])
        assert int(number.replace(".", "")) in opened[target], (target, number)


def test_building_again_makes_nothing(demo, db):
    assert demo > 600
    assert building.build(progress=Progress(io.StringIO()), now=TODAY, port=8000) == 0


def test_the_ledger_agrees_with_its_producers(analyst, capsys):
    from django.core.management import call_command

    call_command("reconcile_coverage")


def test_every_sample_station_is_served_and_its_entries_came_in(analyst, settings):
    from cms.demo import corpus, stations
    from feeds.models import Feed

    for row in corpus.tables("district_feeds.toml", "feeds"):
        assert stations.document_of(row["slug"])
    assert {feed.entries.count() > 5 for feed in Feed.objects.filter(is_active=True)} == {True}
    assert not Feed.objects.exclude(last_problem="").exists()


def test_the_inbox_has_groups_a_station_without_rss_and_a_draft_of_a_licensed_entry(demo, db):
    from newsroom.stories.models import StoryPage
    from newsroom.triage.models import Decision, HandEntry, InboxEntry, Station
    from newsroom.triage.views.reading import Reader

    waiting = InboxEntry.objects.undecided().newest_first().with_its_surroundings()
    alike = [
        (kin.rule, line.source, kin.source) for line in Reader().lines(waiting, may_decide=True) for kin in line.alike
    ]
    assert {rule for rule, _ours, _theirs in alike} == {"link", "title", "text"}
    by_hand = Station.objects.get(feed__url__startswith="https://khong-rss.invalid/")
    assert HandEntry.objects.filter(entry__feed=by_hand.feed).count() == 5
    assert any(by_hand.organisation.label in pair[1:] for pair in alike)
    together = Decision.objects.accepted().get(follows__isnull=False)
    assert together.entry.kinship.group == together.follows.kinship.group
    draft = StoryPage.objects.get(origin__isnull=False)
    assert not draft.live
    assert "12/TT-BB" in draft.origin.licence
    assert draft.body


def test_the_json_file_is_what_the_address_answers(analyst, tmp_path):
    from django.core.management import call_command

    target = tmp_path / "nam.json"
    call_command("statement", "2024", "nam", "--format", "json", "--output", str(target))
    assert json.loads(target.read_text(encoding="utf-8")) == analyst.get(f"{ADDRESS.format('nam')}.json").json()
