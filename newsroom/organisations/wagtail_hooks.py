"""Where organisations hang in the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import MembershipViewSet, OrganisationViewSet

register_snippet(OrganisationViewSet)
register_snippet(MembershipViewSet)
