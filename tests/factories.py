"""Small builders for tests: each makes one thing that is valid, and takes only what the test is about."""

from datetime import UTC, date, datetime
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Site

from newsroom import text
from newsroom.coverage.models import CoverageRecord, Source, Work
from newsroom.organisations.models import Membership, Organisation, OutletPage
from newsroom.plan.models import Channel, ChannelService, Clause, Plan, PlanItem, ReportingRegime
from newsroom.stories.models import StoryPage
from newsroom.themes.models import Theme

LONG_AGO = datetime(2023, 12, 1, 8, tzinfo=UTC)
_numbers = count(1)


def organisation(name="Báo Thái Bình", *, kind="newspaper", **fields) -> Organisation:
    """The organisation of that name, made once."""
    fields.setdefault("slug", text.slug(name))
    return Organisation.objects.get_or_create(slug=fields.pop("slug"), defaults={"name": name, "kind": kind, **fields})[
        0
    ]


def theme(name="Cải cách thủ tục hành chính") -> Theme:
    """The theme of that name, made once."""
    return Theme.objects.get_or_create(slug=text.slug(name), defaults={"name": name})[0]


def channel(code="bao", *, name="", unit="work", group="c", serves=(), **fields) -> Channel:
    """The channel of that code, made once; `serves` names the producers whose default it is."""
    found, _ = Channel.objects.get_or_create(
        code=code, defaults={"name": name or code, "unit": unit, "group": group, **fields}
    )
    for producer in serves:
        ChannelService.objects.get_or_create(producer=producer, defaults={"channel": found})
    return found


def plan(year=2024, *, number="174/KH-UBND", items=None, **fields) -> Plan:
    """A plan under the law's calendar. `items` maps labels to themes: {"II.1.1": [theme]}."""
    regime, _ = ReportingRegime.objects.get_or_create(
        code="nd-09-2019", defaults={"name": "Nghị định 09/2019/NĐ-CP, Điều 12"}
    )
    fields.setdefault("issuer", None)
    issuer = fields.pop("issuer") or organisation("Ủy ban nhân dân tỉnh Thái Bình", kind="government")
    made = Plan.objects.create(
        number=number,
        year=year,
        title=f"Kế hoạch tuyên truyền cải cách hành chính năm {year}",
        issuer=issuer,
        regime=regime,
        **{"in_force_from": date(year, 1, 1), "in_force_to": date(year + 1, 1, 1), **fields},
    )
    for position, (label, themes) in enumerate((items or {}).items()):
        plan_item(made, label, themes, position=position)
    return made


def plan_item(plan: Plan, label: str, themes=(), *, title="", position=0) -> PlanItem:
    clause = Clause.objects.create(plan=plan, label=label, position=position, kind="item", text=f"Nội dung {label}")
    item = PlanItem.objects.create(plan=plan, clause=clause, title=title or f"Nội dung {label}")
    item.themes.set(themes)
    return item


def user(username="", *, role="", organisation=None, is_superuser=False, admin=True, **fields):
    """A person who may enter the admin (unless `admin=False`), with one role in one organisation if given."""
    made = get_user_model().objects.create_user(
        username or f"nguoi-{next(_numbers)}", password="mat-khau-thu", is_superuser=is_superuser, **fields
    )
    if admin:
        group, _ = Group.objects.get_or_create(name="Vào trang quản trị")
        group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
        made.groups.add(group)
    if role:
        Membership.objects.create(user=made, organisation=organisation, role=role)
    return made


def outlet(of: Organisation | None = None) -> OutletPage:
    """The page tree of an organisation, made once, below the site's front page."""
    of = of or organisation()
    if found := OutletPage.objects.filter(organisation=of).first():
        return found
    root = Site.objects.get(is_default_site=True).root_page
    return root.add_child(instance=OutletPage(title=of.label, slug=of.slug, organisation=of))


def story(outlet: OutletPage, title="Bộ phận Một cửa huyện Vũ Thư", *, themes=(), live=False, **fields) -> StoryPage:
    """A draft story, or with `live=True` one published through Wagtail, now as the test's clock says."""
    page = outlet.add_child(
        instance=StoryPage(title=title, slug=f"{text.slug(title)}-{next(_numbers)}", live=False, **fields)
    )
    if themes:
        page.themes.set(themes)
    page.save_revision()
    if live:
        page.latest_revision.publish()
        page.refresh_from_db()
    return page


def record(day=date(2024, 5, 2), *, themes=(), work=None, by=None, **fields) -> CoverageRecord:
    """One line of the ledger, written without its history; use `coverage.actions` where that matters."""
    number = next(_numbers)
    title = fields.pop("title", f"Bản ghi {number}")
    made = CoverageRecord.objects.create(
        title=title,
        work=work or Work.objects.create(title=title),
        day=day,
        **{
            "organisation": fields.pop("organisation", None) or organisation(),
            "channel": fields.pop("channel", None) or channel(),
            "source": Source.MANUAL,
            "source_key": f"thu-{number}",
            "evidence": "Ảnh chụp",
            "recorded_at": LONG_AGO,
            "recorded_by": by,
            **fields,
        },
    )
    made.themes.set(themes)
    return made
