"""Where stories hang in the admin."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from newsroom.coverage.models import CoveredPage

from .viewsets import stories


@hooks.register("register_admin_viewset")
def register_desk_list():
    return stories


@hooks.register("before_bulk_action")
def publish_only_what_is_decided(request, action_type, objects, action):
    """Publishing many at once asks the same question as publishing one; it says which pages lack the answer."""
    if action_type != "publish":
        return None
    undecided = [page for page in (page.specific.get_latest_revision_as_object() for page in objects) if _lacks(page)]
    if not undecided:
        return None
    messages.error(
        request,
        _("Nothing was published. Choose at least one theme, or say that it is not about CCHC: %(titles)s.")
        % {"titles": ", ".join(f"“{page.title}”" for page in undecided)},
    )
    return redirect(action.next_url)


def _lacks(page) -> bool:
    return isinstance(page, CoveredPage) and not page.is_decided
