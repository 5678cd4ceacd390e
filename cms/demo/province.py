"""The ground of the demo: organisations, themes, channels, plans, outlets and people."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from wagtail.models import Page, Site

import newsroom
from cms.website.models import HomePage
from newsroom import periods
from newsroom.organisations.actions import SHIPPED, appoint, load_organisations, open_outlet
from newsroom.organisations.models import Organisation, OutletPage, Role
from newsroom.plan.actions import load_channels, load_plan, load_scoring_rules
from newsroom.plan.models import Plan
from newsroom.themes.actions import load_themes

SEEDS = Path(newsroom.__file__).parent
PASSWORD = "toasoan-mau"  # noqa: S105 (printed for whoever tries the demo; never made in production)

# Outlets by the corpus's short names: in 2024, and of the province that followed.
OUTLETS_2024 = {"bao": "bao-thai-binh", "dai": "dai-pt-th-thai-binh", "cong": "cong-tinh-thai-binh"}
OUTLETS_TODAY = {"bao": "ban-bao-hung-yen-mau", "dai": "ban-pt-th-hung-yen-mau", "cong": "cong-tinh-hung-yen"}
OFFICER_2024 = "ubnd-huyen-hung-ha"
OFFICER_TODAY = "ubnd-phuong-pho-hien-11953-2025"


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    role: str
    works_at: tuple[str, ...]


PEOPLE = [
    Person("pv.bao", "Nguyễn Thu Hà", Role.REPORTER, (OUTLETS_2024["bao"], OUTLETS_TODAY["bao"])),
    Person("btv.bao", "Trần Quang Minh", Role.EDITOR, (OUTLETS_2024["bao"], OUTLETS_TODAY["bao"])),
    Person("pv.dai", "Phạm Hải Yến", Role.REPORTER, (OUTLETS_2024["dai"], OUTLETS_TODAY["dai"])),
    Person("btv.dai", "Lê Đức Thịnh", Role.EDITOR, (OUTLETS_2024["dai"], OUTLETS_TODAY["dai"])),
    Person("pv.cong", "Vũ Lan Anh", Role.REPORTER, (OUTLETS_2024["cong"], OUTLETS_TODAY["cong"])),
    Person("btv.cong", "Đỗ Mai Hương", Role.EDITOR, (OUTLETS_2024["cong"], OUTLETS_TODAY["cong"])),
    Person("tttt", "Bùi Văn Khoa", Role.ANALYST, ("so-thong-tin-va-truyen-thong", "so-khoa-hoc-va-cong-nghe-hung-yen")),
    Person("noivu", "Hoàng Thị Vân", Role.PLANNER, ("so-noi-vu", "so-noi-vu-hung-yen")),
    Person("canbo", "Đặng Văn Tuấn", Role.OFFICER, (OFFICER_2024, OFFICER_TODAY)),
]
ADMINISTRATOR = "quantri"


def load_ground(*, at: datetime) -> None:
    """Organisations of both provinces, themes and channels; repeatable."""
    load_organisations(path_or_bytes=SHIPPED, by=None, at=at)
    load_themes(source=_seed("themes", "themes.toml"), name="themes.toml", by=None, at=at)
    load_channels(source=_seed("plan", "channels.toml"), name="channels.toml", by=None, at=at)
    load_scoring_rules(source=_seed("plan", "scoring.toml"), name="scoring.toml", by=None, at=at)


def load_plans(*, today: date, first_recent_day: date, at: datetime) -> list[Plan]:
    """174/KH-UBND of 2024 whole, and the sample plan for each legal year that the recent weeks touch."""
    plans = [load_plan(source=_seed("plan", "174-KH-UBND-2024.toml"), name="174-KH-UBND-2024.toml", by=None, at=at)]
    years = {periods.containing(day, periods.Kind.YEAR).year for day in (first_recent_day, today)}
    for year in sorted(years - {2024}):
        plans.append(load_plan(source=sample_plan(year), name=f"mau-{year}.toml", by=None, at=at))
    return plans


def sample_plan(year: int) -> bytes:
    """The sample plan's file with the year, number and days of its header moved to `year`."""
    header, body = _seed("plan", "mau-2026.toml").decode().split("# --- Text", 1)
    shift = year - tomllib.loads(header)["plan"]["year"]
    header = re.sub(r"\b202[567]\b", lambda found: str(int(found[0]) + shift), header)
    return f"{header}# --- Text{body}".encode()


def build_site() -> HomePage:
    """The front page as the site's root, in place of Wagtail's welcome page."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.objects.get(depth=1)
        home = HomePage(title="Cải cách hành chính", slug="trang-chu", show_in_menus=True)
        root.add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    welcome = site.root_page if site.pk else None
    site.root_page, site.site_name = home, "Tòa soạn CCHC (bản dùng thử)"
    site.save()
    if welcome is not None and welcome.pk != home.pk and type(welcome.specific) is Page:
        welcome.delete()
    return home


def open_outlets(*, home: HomePage, by, at: datetime) -> None:
    """Three outlets of 2024 and three of today's province, each with groups and workflow."""
    for slug in (*OUTLETS_TODAY.values(), *OUTLETS_2024.values()):
        open_outlet(organisation=Organisation.objects.get(slug=slug), parent=home, by=by, at=at)


def hire(*, at: datetime) -> None:
    """One account per role, and an administrator; a person who exists keeps the password that they chose."""
    users = get_user_model().objects
    administrator, is_new = users.get_or_create(
        username=ADMINISTRATOR,
        defaults={"display_name": "Quản trị viên", "is_superuser": True, "is_staff": True, "date_joined": at},
    )
    if is_new:
        administrator.set_password(PASSWORD)
        administrator.save()
    for person in PEOPLE:
        user, is_new = users.get_or_create(username=person.username, defaults={"display_name": person.name})
        if is_new:
            user.set_password(PASSWORD)
            user.save()
        for slug in person.works_at:
            appoint(
                user=user, organisation=Organisation.objects.get(slug=slug), role=person.role, by=administrator, at=at
            )


def outlets(short_names: dict[str, str]) -> dict[str, OutletPage]:
    """{"bao": OutletPage, …}"""
    pages = {page.organisation.slug: page for page in OutletPage.objects.select_related("organisation")}
    return {short: pages[slug] for short, slug in short_names.items()}


def person(username: str):
    return get_user_model().objects.get(username=username)


def _seed(room: str, name: str) -> bytes:
    return (SEEDS / room / "seeds" / name).read_bytes()
