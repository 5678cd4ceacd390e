"""The matrix of a frozen period: counted from the sealed records, and nobody corrects a past."""

from dataclasses import replace

import pytest

from newsroom.coverage import actions as ledger
from newsroom.reporting.actions import NoSuchEdition, grid_presented
from newsroom.statements.actions import compile_grid
from newsroom.statements.gridding import Filter, Spread
from tests import factories as make

from .conftest import AFTER

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao/2024/quy-2/ma-tran"


@pytest.fixture
def asked(quarter):
    return {"plan": quarter.plan, "period": quarter.period, "today": AFTER.date()}


FILTERS = [Filter(), Filter(kind="newspaper"), Filter(group="c"), Filter(tone="critical"), Filter(genre="brief")]


@pytest.mark.parametrize("spread", list(Spread))
def test_it_is_the_one_of_then_whatever_happens_to_the_ledger(asked, quarter, planner, request, spread):
    then = [compile_grid(**asked, spread=spread, narrowed=narrowed) for narrowed in FILTERS]
    own = compile_grid(**asked, spread=spread, organisation_ids=[quarter.portal.pk])
    snapshot = request.getfixturevalue("snapshot")
    ledger.correct(
        record=quarter.records[0],
        changes={"organisation_id": quarter.station.pk, "theme_ids": frozenset()},
        reason="Ghi nhầm",
        by=planner,
        at=AFTER,
    )
    for narrowed, before in zip(FILTERS, then, strict=True):
        shown = grid_presented(**asked, spread=spread, narrowed=narrowed)
        assert shown.seal == snapshot.seal
        assert replace(shown, seal=None) == before
        assert grid_presented(**asked, spread=spread, narrowed=narrowed, edition="hien-tai").provisional
    shown = grid_presented(**asked, spread=spread, organisation_ids=[quarter.portal.pk])
    assert replace(shown, seal=None) == own
    live = grid_presented(**asked, spread=spread, edition="hien-tai")
    assert live.unclassified.figure.appearances == then[0].unclassified.figure.appearances + 1


def test_an_edition_that_is_none_is_refused(asked, snapshot, client, planner):
    with pytest.raises(NoSuchEdition):
        grid_presented(**asked, spread=Spread.CHANNEL, edition="7")
    client.force_login(planner)
    assert client.get(f"{ADDRESS}?ban=7").status_code == 404


def test_a_frozen_square_opens_the_records_of_then_and_offers_no_correction(client, planner, snapshot, quarter):
    make.record(organisation=quarter.paper, themes=[make.theme("Một cửa")])
    client.force_login(planner)
    page = client.get(ADDRESS).content.decode()
    assert "Đã chốt" in page
    assert "Tạm tính" not in page
    drawer = client.get(f"{ADDRESS}/ngan?muc=II.1.1&don-vi={quarter.paper.slug}").content.decode()
    assert drawer.count("data-record=") == 2
    assert "dinh-chinh" not in drawer
    week = client.get(f"{ADDRESS}/ngan?tuan=2024-W11").content.decode()
    assert week.count("data-record=") == 1
    live = client.get(f"{ADDRESS}?ban=hien-tai").content.decode()
    assert "Tạm tính" in live
    assert "ban=hien-tai" in live
    drawer = client.get(f"{ADDRESS}/ngan?muc=II.1.1&don-vi={quarter.paper.slug}&ban=hien-tai").content.decode()
    assert drawer.count("data-record=") == 3
    assert "dinh-chinh" in drawer
