"""One content security policy for readers, a looser one for the admin's editors."""

from csp.middleware import CSPMiddleware
from django.conf import settings

EDITING = ("/admin/", "/django-admin/", "/bao-cao/")


class ContentSecurityPolicy(CSPMiddleware):
    """Adds the policy header; addresses under `EDITING` render Wagtail's admin, which needs inline script."""

    def process_response(self, request, response):
        if request.path.startswith(EDITING) and not hasattr(response, "_csp_update"):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        return super().process_response(request, response)
