"""Verbs about organisations and people: open an outlet, appoint, dismiss; and keep Wagtail's groups in step.

Nobody else writes `RoleGroup`, or the members of a group that stands for a role.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from newsroom import text
from newsroom.reading import Refused, Unreadable

from . import permitting
from .loading import Row, read_organisations
from .models import FormerName, Membership, Organisation, OrganisationKind, OutletPage, Role, RoleGroup

SHIPPED = tuple(Path(__file__).parent / "seeds" / name for name in ("thai-binh-2024.toml", "hung-yen-2026.toml"))
"""Thái Bình in 2024 and what became of it: the second names what bodies of the first turned into."""


_WRITTEN = ("name", "short_name", "kind", "code", "valid_from", "valid_to", "website")


class NotOrganisations(Refused):
    """A file of organisations that is not taken over; says where and why, and nothing has changed."""


@transaction.atomic
def load_organisations(
    *, path_or_bytes: Path | bytes | Sequence[Path | bytes] = SHIPPED, by, at: datetime
) -> list[Organisation]:
    """The organisations of one TOML file, or of several that name each other, by their slugs. Repeatable.

    An organisation keeps its key, so what refers to it stays; those that no file names are left as they are, and so
    are the former names of one for which a file gives none. Raises NotOrganisations.
    """
    several = [path_or_bytes] if isinstance(path_or_bytes, Path | bytes) else path_or_bytes
    files = {
        f"<{number}>" if isinstance(f, bytes) else str(f): f if isinstance(f, bytes) else f.read_bytes()
        for number, f in enumerate(several, start=1)
    }
    parents = dict(Organisation.objects.values_list("slug", "parent__slug"))
    try:
        rows = read_organisations(files, kinds=OrganisationKind.values, parents=parents)
    except Unreadable as problem:
        raise NotOrganisations(problem, _) from problem
    everyone = Organisation.objects.select_related("parent").prefetch_related("successors").with_names()
    found = {organisation.slug: organisation for organisation in everyone}
    for row in rows:
        found[row.slug] = _take_over(row, found, by=by, at=at)
    for row in rows:
        successors = {found[slug] for slug in row.successors}
        if set(found[row.slug].successors.all()) != successors:
            found[row.slug].successors.set(successors)
        if row.former_names:
            _keep_former_names(found[row.slug], row, by=by, at=at)
    return [found[row.slug] for row in rows]


@transaction.atomic
def open_outlet(*, organisation: Organisation, parent: Page, by, at: datetime) -> OutletPage:
    """The organisation's page tree under `parent`, live since `at`, with groups, collection and workflow.

    Asked again, it gives the page that exists, wherever that stands now, and restores what it lacks.
    """
    outlet = OutletPage.objects.filter(organisation=organisation).first()
    if outlet is None:
        outlet = OutletPage(
            organisation=organisation,
            title=organisation.label,
            slug=_free_slug(parent, organisation.label),
            owner=by,
            live=True,
            has_unpublished_changes=False,
            first_published_at=at,
            last_published_at=at,
        )
        parent.add_child(instance=outlet)
    return furnish_outlet(outlet=outlet, by=by, at=at)


@transaction.atomic
def furnish_outlet(*, outlet: OutletPage, by, at: datetime) -> OutletPage:
    """Give an outlet what it lacks: reporters' and editors' groups, a collection, a workflow. Repeatable.

    What the administrator took from a group or changed in the workflow afterwards is not given back, except
    for a group, a collection or a workflow that is gone altogether.
    """
    label = outlet.organisation.label
    if outlet.collection is None:
        outlet.collection = Collection.get_first_root_node().add_child(name=label)
        OutletPage.objects.filter(pk=outlet.pk).update(collection=outlet.collection)
    groups = {}
    for role in permitting.OUTLET_ROLES:
        groups[role], is_new = _group_of(role=role, organisation=outlet.organisation)
        if is_new or not groups[role].page_permissions.filter(page=outlet).exists():
            _permit(group=groups[role], role=role, outlet=outlet)
    if not WorkflowPage.objects.filter(page=outlet).exists():
        task = GroupApprovalTask.objects.create(name=_("Approval by the editors of %s") % label)
        task.groups.add(groups[Role.EDITOR])
        workflow = Workflow.objects.create(name=_("Approval – %s") % label)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(page=outlet, workflow=workflow)
    members = outlet.organisation.memberships.values_list("user_id", flat=True)
    keep_groups_in_step(user_ids=members)
    return outlet


@transaction.atomic
def appoint(*, user, organisation: Organisation, role: str, by, at: datetime) -> Membership:
    """Give a person a role in an organisation, and the groups that go with it. Twice is once."""
    membership, _is_new = Membership.objects.get_or_create(user=user, organisation=organisation, role=Role(role))
    keep_groups_in_step(user_ids=[user.pk])
    return membership


@transaction.atomic
def dismiss_member(*, user, organisation: Organisation, role: str, by, at: datetime) -> bool:
    """Take a role from a person, and the groups that no other role gives them. False: they did not hold it."""
    gone, _by_model = Membership.objects.filter(user=user, organisation=organisation, role=Role(role)).delete()
    keep_groups_in_step(user_ids=[user.pk])
    return bool(gone)


@transaction.atomic
def keep_groups_in_step(*, user_ids: Iterable[int]) -> None:
    """Put people into the groups that their memberships give, and out of those that none gives any longer.

    Groups that stand for no role are left alone.
    """
    for user in get_user_model().objects.filter(pk__in=set(user_ids)):
        due: set[int] = set()
        for organisation_id, role in Membership.objects.of(user).values_list("organisation_id", "role"):
            due.add(_group_of(role=role, organisation=None)[0].pk)
            due.update(
                RoleGroup.objects.filter(role=role, organisation_id=organisation_id).values_list("group_id", flat=True)
            )
        held = set(user.groups.filter(stands_for__isnull=False).values_list("pk", flat=True))
        user.groups.remove(*(held - due))
        user.groups.add(*(due - held))


@transaction.atomic
def grant_permissions(*, app_label: str) -> None:
    """Give each role's group those permissions of one app that `permitting` allows it. Takes none away.

    After `migrate`, when the app's permissions exist. Makes the groups of all roles on the way.
    """
    for role in permitting.ROLES:
        if any(name.startswith(f"{app_label}.") for name in permitting.permissions_of(role)):
            group, is_new = _group_of(role=role, organisation=None)
            if not is_new:
                _grant(group, role, app_label)


def _take_over(row: Row, found: dict[str, Organisation], *, by, at: datetime) -> Organisation:
    """One organisation as its row says, written only if that differs. Its parent is in `found` already."""
    organisation = found.get(row.slug) or Organisation(slug=row.slug)
    wanted = {field: getattr(row, field) for field in _WRITTEN} | {"parent": found.get(row.parent)}
    if organisation.pk and all(getattr(organisation, field) == value for field, value in wanted.items()):
        return organisation
    is_new = organisation.pk is None
    for field, value in wanted.items():
        setattr(organisation, field, value)
    organisation.save()
    log(organisation, "wagtail.create" if is_new else "wagtail.edit", user=by, timestamp=at)
    return organisation


def _keep_former_names(organisation: Organisation, row: Row, *, by, at: datetime) -> None:
    """The former names that the file gives, and no other."""
    held = {former.until: former for former in organisation.former_names.all()}
    wanted = {
        former.until: (text.canonical(former.name), text.canonical(former.short_name)) for former in row.former_names
    }
    if {until: (former.name, former.short_name) for until, former in held.items()} == wanted:
        return
    FormerName.objects.filter(organisation=organisation).exclude(until__in=wanted).delete()
    for until, (name, short_name) in wanted.items():
        former = held.get(until) or FormerName(organisation=organisation, until=until)
        former.name, former.short_name = name, short_name
        former.save()
    log(organisation, "wagtail.edit", user=by, timestamp=at)


def _group_of(*, role: str, organisation: Organisation | None) -> tuple[Group, bool]:
    """The group that stands for a role, and whether it was made just now."""
    found = RoleGroup.objects.filter(role=role, organisation=organisation).select_related("group").first()
    if found:
        return found.group, False
    name = str(Role(role).label)
    if organisation:
        name = f"{organisation.label} – {name}"
    # Two organisations may bear one label, one after the other (a merger kept the newspaper's name).
    if Group.objects.filter(name=name).exists():
        suffix = f" ({organisation.slug if organisation else role})"
        name = name[: 150 - len(suffix)] + suffix
    group = Group.objects.create(name=name[:150])
    RoleGroup.objects.create(role=role, organisation=organisation, group=group)
    if organisation is None:
        for app_label in {name.partition(".")[0] for name in permitting.permissions_of(role)}:
            _grant(group, role, app_label)
    return group, True


def _grant(group: Group, role: str, app_label: str) -> None:
    names = permitting.permissions_of(role)
    codenames = [name.partition(".")[2] for name in names if name.startswith(f"{app_label}.")]
    group.permissions.add(*Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames))


def _permit(*, group: Group, role: str, outlet: OutletPage) -> None:
    """Permissions on the outlet's pages and on its collection."""
    for permission_type in permitting.PAGE_PERMISSIONS[role]:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{permission_type}_page", content_type__model="page"
        )
        GroupPagePermission.objects.get_or_create(group=group, page=outlet.page_ptr, permission=permission)
    for name in permitting.COLLECTION_PERMISSIONS[role]:
        app_label, _dot, codename = name.partition(".")
        for permission in Permission.objects.filter(content_type__app_label=app_label, codename=codename):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=outlet.collection, permission=permission
            )


def _free_slug(parent: Page, title: str) -> str:
    slug = wanted = text.slug(title) or "outlet"
    taken = set(parent.get_children().values_list("slug", flat=True)) if parent.numchild else set()
    number = 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
