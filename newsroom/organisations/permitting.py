"""What a person may see and do, from the roles they hold: pure, so that every screen asks the same question.

Roles are plain words here ("reporter", "editor", "analyst", "planner", "officer"); `models.Role` gives them
their Vietnamese names. Which *model* permissions a role has is the table below; rooms further up add their own
with `allow` when their app is ready.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SEES_ALL = frozenset({"analyst", "planner", "editor"})
"""Sở TT&TT, Sở Nội vụ and editors see every organisation's figures; others see their own."""

ROLES = ("reporter", "editor", "analyst", "planner", "officer")

OUTLET_ROLES = ("reporter", "editor")
"""Roles that get a group of their own in each outlet, with permissions on its pages and its library."""

PAGE_PERMISSIONS: Mapping[str, tuple[str, ...]] = {
    "reporter": ("add",),
    "editor": ("add", "change", "publish", "lock", "unlock"),
}
"""On the outlet's pages. In Wagtail "add" alone means: add, edit one's own, submit; never publish."""

COLLECTION_PERMISSIONS: Mapping[str, tuple[str, ...]] = {
    "reporter": (
        "wagtailimages.add_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.choose_document",
        "wagtailmedia.add_media",
    ),
    "editor": (
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.change_document",
        "wagtaildocs.choose_document",
        "wagtailmedia.add_media",
        "wagtailmedia.change_media",
    ),
}
"""On the outlet's own collection of images, documents and media."""

_permissions: dict[str, set[str]] = {role: {"wagtailadmin.access_admin"} for role in ROLES}


class NoSuchRole(ValueError):
    """A role that nobody here can hold."""


def allow(*roles: str, permissions: Iterable[str]) -> None:
    """Give roles model permissions, written "app_label.codename", wherever they hold the role.

    For `apps.ready()` of any room; they reach the Wagtail groups with the next `migrate`. Raises NoSuchRole.
    """
    permissions = set(permissions)
    for role in roles:
        if role not in _permissions:
            raise NoSuchRole(f"{role!r} is no role: use one of {', '.join(ROLES)}.")
        _permissions[role] |= permissions


def permissions_of(role: str) -> frozenset[str]:
    """The model permissions of a role, as "app_label.codename"; raises NoSuchRole."""
    if role not in _permissions:
        raise NoSuchRole(f"{role!r} is no role: use one of {', '.join(ROLES)}.")
    return frozenset(_permissions[role])


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a person stands: which roles, in which organisations, and whose figures they may see.

    `pairs` are (organisation id, role) as they were given; `edits` are outlets where they are an editor; `reports_for`
    are organisations for which they report as an officer. A stranger's standing is empty, and falsy.
    """

    pairs: tuple[tuple[int, str], ...] = ()
    roles: frozenset[str] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    edits: frozenset[int] = frozenset()
    reports_for: frozenset[int] = frozenset()
    sees_all: bool = False

    def __bool__(self) -> bool:
        return self.sees_all or bool(self.roles)

    def sees(self, organisation_id: int) -> bool:
        """Whether the figures of that organisation are theirs to see."""
        return self.sees_all or organisation_id in self.organisation_ids


def standing(pairs: Iterable[tuple[int, str]], *, is_superuser: bool = False) -> Standing:
    """A standing from pairs (organisation id, role). A superuser sees all, and holds only the roles given."""
    pairs = tuple(pairs)
    roles = frozenset(role for _, role in pairs)
    return Standing(
        pairs=pairs,
        roles=roles,
        organisation_ids=frozenset(organisation for organisation, _ in pairs),
        edits=frozenset(organisation for organisation, role in pairs if role == "editor"),
        reports_for=frozenset(organisation for organisation, role in pairs if role == "officer"),
        sees_all=is_superuser or bool(roles & SEES_ALL),
    )
