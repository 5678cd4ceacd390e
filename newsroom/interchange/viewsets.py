"""Keys in the admin: who has one, making one, revoking one."""

from __future__ import annotations

from datetime import timedelta

import django_filters
from django.core.exceptions import PermissionDenied
from django.forms import RadioSelect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton

from newsroom.organisations.models import Organisation

from . import actions
from .forms import KeyForm, RevocationForm
from .models import ApiKey
from .querysets import keeps_keys_for

SOON = timedelta(days=14)


def state_of(key: ApiKey, at) -> str:
    """What a key is worth now, in a word."""
    if key.revoked_at is not None:
        return _("Revoked")
    if key.is_expired(at):
        return _("Expired")
    return _("Expires soon") if key.expires_at - at <= SOON else pgettext_lazy("key", "In use")


def is_open(key: ApiKey) -> bool:
    return key.revoked_at is None and not key.is_expired(timezone.now())


def _day(moment) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}" if moment else "–"


class KeysMixin(WagtailAdminTemplateMixin):
    """For those who make keys; everything is narrowed to the organisations for which they do."""

    header_icon = "key"

    def dispatch(self, request, *args, **kwargs):
        self.kept = keeps_keys_for(request.user)
        if self.kept is not None and not self.kept:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def keys(self):
        return ApiKey.objects.of_organisations(self.kept).select_related("organisation", "created_by", "revoked_by")

    def bodies(self):
        every = Organisation.objects.alphabetical()
        return every if self.kept is None else every.filter(pk__in=self.kept)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("api_keys:index"), "label": _("API keys")},
        ]


class StateFilter(django_filters.ChoiceFilter):
    def filter(self, qs, value):
        now = timezone.now()
        usable = qs.usable(now)
        return {"open": usable, "closed": qs.exclude(pk__in=usable.values("pk"))}.get(value, qs)


class KeyFilterSet(WagtailFilterSet):
    trang_thai = StateFilter(
        label=gettext_lazy("State"),
        choices=[("open", pgettext_lazy("key", "In use")), ("closed", gettext_lazy("Expired or revoked"))],
        widget=RadioSelect,
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = ApiKey
        fields: list[str] = []


class MinorColumn(Column):
    """Left out on a narrow screen."""

    def __init__(self, name, **kwargs):
        super().__init__(name, classname="key-column--wide", **kwargs)

    class Media:
        css = {"all": ["newsroom/interchange/keys.css"]}


class Keys(KeysMixin, BaseListingView):
    """The keys that the person may make and revoke, the newest first. As many queries for a hundred as for one."""

    page_title = gettext_lazy("API keys")
    template_name = "newsroom/interchange/keys/index.html"
    results_template_name = "newsroom/interchange/keys/results.html"
    filterset_class = KeyFilterSet
    index_url_name = "api_keys:index"
    index_results_url_name = "api_keys:results"
    verbose_name_plural = gettext_lazy("keys")
    paginate_by = 50
    default_ordering = "-created_at"
    columns = [
        TitleColumn(
            "name", label=gettext_lazy("What it is for"), url_name="api_keys:key", sort_key="name", width="24%"
        ),
        Column("organisation", label=gettext_lazy("Organisation"), accessor="organisation.label", width="18%"),
        MinorColumn("prefix", label=gettext_lazy("Begins with"), accessor=lambda key: f"{key.prefix}…", width="14%"),
        MinorColumn("reach", label=gettext_lazy("Whose figures"), accessor="get_reach_display", width="12%"),
        MinorColumn(
            "last_used_at",
            label=gettext_lazy("Last used"),
            accessor=lambda key: _day(key.last_used_at),
            sort_key="last_used_at",
            width="10%",
        ),
        MinorColumn(
            "expires_at",
            label=gettext_lazy("Last day"),
            accessor=lambda key: _day(key.expires_at - timedelta(seconds=1)),
            sort_key="expires_at",
            width="10%",
        ),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda key: state_of(key, timezone.now()),
            primary=is_open,
            width="12%",
        ),
    ]

    def get_base_queryset(self):
        return self.keys()

    @cached_property
    def header_buttons(self):
        return [HeaderButton(label=_("Make a key"), url=reverse("api_keys:add"), icon_name="plus-inverse")]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs, add_url=reverse("api_keys:add"), docs_url=reverse("newsroom_interchange:docs")
        )

    def get_breadcrumbs_items(self):
        home, here = super().get_breadcrumbs_items()[:2]
        return [home, {**here, "url": ""}]


class KeysResults(Keys):
    results_only = True


class MakeKey(KeysMixin, FormView):
    """The form; afterwards the secret, once, on a page that no cache keeps."""

    form_class = KeyForm
    template_name = "newsroom/interchange/keys/form.html"
    page_title = gettext_lazy("Make a key")

    def get_form_kwargs(self):
        bodies = self.bodies()
        return {
            **super().get_form_kwargs(),
            "bodies": bodies,
            "today": timezone.localdate(),
            "initial": {"organisation": bodies.first() if len(bodies[:2]) == 1 else None},
        }

    def form_valid(self, form):
        facts = form.cleaned_data
        key, secret = actions.make_key(
            **{name: facts[name] for name in ("organisation", "name", "reads", "reach", "per_minute")},
            expires_at=form.expires_at,
            by=self.request.user,
            at=timezone.now(),
        )
        context = {
            **super().get_context_data(form=form),
            "key": key,
            "secret": secret,
            "address": self.request.build_absolute_uri(reverse("newsroom_interchange:entrance")),
            "docs_url": reverse("newsroom_interchange:docs"),
        }
        response = render(self.request, "newsroom/interchange/keys/made.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "media": context["form"].media,
            "action_url": self.request.path,
            "submit_button_label": self.page_title,
            "submit_button_active_label": self.page_title,
        }

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class OneKeyMixin(KeysMixin):
    """A screen about one key; a 404 for one that is not theirs."""

    @cached_property
    def key(self) -> ApiKey:
        return get_object_or_404(self.keys(), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self):
        address = reverse("api_keys:key", args=[self.key.pk])
        return [*super().get_breadcrumbs_items(), {"url": address, "label": self.key.name}]


class Key(OneKeyMixin, TemplateView):
    """Everything about a key but its secret."""

    template_name = "newsroom/interchange/keys/key.html"

    def get_page_title(self):
        return self.key.name

    def get_context_data(self, **kwargs):
        key = self.key
        return super().get_context_data(
            **kwargs,
            key=key,
            is_open=is_open(key),
            state=state_of(key, timezone.now()),
            reads=[ApiKey._meta.get_field(f"reads_{kind}").verbose_name for kind in key.reads],
            last_day=key.expires_at - timedelta(seconds=1),
        )

    @cached_property
    def header_buttons(self):
        if self.key.revoked_at is not None:
            return []
        return [HeaderButton(label=_("Revoke"), url=reverse("api_keys:revoke", args=[self.key.pk]), icon_name="bin")]


class RevokeKey(OneKeyMixin, FormView):
    form_class = RevocationForm
    template_name = "newsroom/interchange/keys/form.html"
    page_title = gettext_lazy("Revoke")
    header_icon = "bin"

    def form_valid(self, form):
        actions.revoke_key(key=self.key, reason=form.cleaned_data["reason"], by=self.request.user, at=timezone.now())
        messages.success(self.request, _("The key “%(name)s” is revoked.") % {"name": self.key.name})
        return redirect("api_keys:index")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "media": context["form"].media,
            "action_url": self.request.path,
            "explanation": _("The program that uses it is refused from now on. It cannot be undone; make a new key."),
            "submit_button_label": self.page_title,
            "submit_button_active_label": self.page_title,
        }

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class ApiKeyViewSet(ViewSet):
    name = "api_keys"
    url_prefix = "khoa-api"
    icon = "key"

    def get_urlpatterns(self):
        return [
            path("", Keys.as_view(), name="index"),
            path("ket-qua/", KeysResults.as_view(), name="results"),
            path("tao/", MakeKey.as_view(), name="add"),
            path("<int:pk>/", Key.as_view(), name="key"),
            path("<int:pk>/thu-hoi/", RevokeKey.as_view(), name="revoke"),
        ]
