"""What the editing forms of covered pages, and every other form that tags, have in common."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.widgets import AdminPageChooser

from newsroom import text
from newsroom.organisations.models import Organisation, OutletPage
from newsroom.themes.models import Theme

from ..models.covered_page import CoveredPage, NoChannelServes, decision_errors


class PickList(forms.CheckboxSelectMultiple):
    """Check boxes in a frame that scrolls; with script, a line to narrow them down and a count of the chosen.

    Nothing can be typed in: the choices are the vocabulary.
    """

    template_name = "newsroom/coverage/widgets/pick_list.html"

    class Media:
        css = {"all": ["newsroom/coverage/pick_list.css"]}
        js = ["newsroom/coverage/pick_list.js"]


class ThemesField(forms.ModelMultipleChoiceField):
    """The themes in use, by the Vietnamese alphabet; `keep()` adds those chosen before they went out of use."""

    widget = PickList

    def __init__(self, **kwargs):
        super().__init__(
            **{"queryset": Theme.objects.in_use().alphabetical(), "label": _("Themes"), "required": False, **kwargs}
        )

    def keep(self, chosen) -> None:
        ids = [theme.pk for theme in chosen]
        self.queryset = Theme.objects.filter(Q(is_active=True) | Q(pk__in=ids)).alphabetical()


class OrganisationsField(forms.ModelMultipleChoiceField):
    """Organisations that exist today, communes last; `keep()` adds those chosen before they ended."""

    widget = PickList

    def __init__(self, **kwargs):
        super().__init__(**{"queryset": Organisation.objects.none(), "required": False, **kwargs})

    def keep(self, chosen, *, day) -> None:
        ids = [organisation.pk for organisation in chosen]
        existing = Organisation.objects.valid_on(day).values("pk")
        self.queryset = (
            Organisation.objects.filter(Q(pk__in=existing) | Q(pk__in=ids))
            .select_related("parent")
            .order_by(Case(When(kind="commune", then=1), default=0), "sort_key")
        )

    def label_from_instance(self, organisation) -> str:
        if organisation.kind == "commune" and organisation.parent:
            return f"{organisation.name} ({organisation.parent.label})"
        return organisation.name


class CoveredPageForm(WagtailAdminPageForm):
    """Asks at publication for themes or an explicit "outside CCHC"; a mere draft may leave it open.

    What has been handed in for approval must stay decided: approving publishes it as it is.
    """

    themes = ThemesField(help_text=_("The contents of administrative reform that it tells of."))
    about = OrganisationsField(label=_("Organisations it is about"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.instance.locked_fields:
            self.fields.pop(name, None)
        if field := self.fields.get("themes"):
            field.keep(self.initial.get("themes") or [])
        if field := self.fields.get("about"):
            field.keep(self.initial.get("about") or [], day=timezone.localdate())
        if field := self.fields.get("same_work_as"):
            field.widget = AdminPageChooser(target_models=CoveredPage.kinds())
        if field := self.fields.get("slug"):
            field.required = False  # left empty, or without script: made from the title when it is saved
        if self.instance.pk is None and isinstance(self.parent_page, OutletPage):
            self.instance.outlet = self.parent_page

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        return text.slug(slug) or slug

    def clean_same_work_as(self):
        page = self.cleaned_data["same_work_as"]
        if page is None:
            return None
        if self.instance.pk == page.pk:
            raise ValidationError(_("A piece is always the same work as itself: choose another page or none."))
        if not isinstance(page.specific, CoveredPage):
            raise ValidationError(_("Choose a story or a broadcast."))
        return page

    @property
    def asks(self) -> bool:
        """Whether what is sent will be published as it is, now, later or after approval."""
        return not self.is_deferred_validation or self.instance.workflow_in_progress

    def clean(self):
        cleaned = super().clean()
        if self.asks:
            for field, message in decision_errors(
                has_themes=bool(cleaned.get("themes")), outside_cchc=bool(cleaned.get("outside_cchc"))
            ).items():
                if field in self.fields and not self.has_error(field):
                    self.add_error(field, message)
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        page = self.instance
        if self.asks and "channel" in self.fields and not self.errors and not page.outside_cchc and page.outlet:
            try:
                page.counting_channel_id()
            except NoChannelServes:
                self.add_error("channel", _("This outlet has no channel of its own: choose where it is counted."))

    def save(self, commit=True):
        if self.instance.pk is None and self.instance.author_id is None:
            self.instance.author = self.for_user
        return super().save(commit=commit)
