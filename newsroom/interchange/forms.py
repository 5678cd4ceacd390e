"""Forms about keys: making one, and saying why it is revoked."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from newsroom import text
from newsroom.organisations.models import Membership, Organisation
from newsroom.periods import ZONE

from .models import PER_MINUTE, ApiKey
from .permitting import OWN, READS, STANDING, sees_all

LONGEST_DAYS = 730
USUAL_DAYS = 365


class _OrganisationField(forms.ModelChoiceField):
    def label_from_instance(self, organisation) -> str:
        return organisation.label


class KeyForm(forms.Form):
    """What a new key is for, what it reads and until when. `bodies` are those whose keys the person may make."""

    organisation = _OrganisationField(label=_("Organisation"), queryset=Organisation.objects.none())
    name = forms.CharField(
        label=_("What it is for"),
        max_length=120,
        help_text=_("So that others know later which program uses it: “Bảng theo dõi của Sở”."),
    )
    reads = forms.MultipleChoiceField(
        label=_("What it reads"),
        choices=[(kind, capfirst(ApiKey._meta.get_field(f"reads_{kind}").verbose_name)) for kind in READS],
        widget=forms.CheckboxSelectMultiple,
        initial=["statements", "totals"],
        help_text=_("Records carry titles, addresses and evidence: choose them only where a program lists pieces."),
    )
    reach = forms.ChoiceField(
        label=_("Whose figures"),
        choices=ApiKey.Reach.choices,
        widget=forms.RadioSelect,
        initial=OWN,
        help_text=_(
            "“All” follows the people who work there: it ends when nobody there may see the figures of others."
        ),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        widget=AdminDateInput,
        help_text=_("Afterwards it opens nothing. Two years at most; a new one is made in a minute."),
    )
    per_minute = forms.IntegerField(
        label=_("Requests a minute"), min_value=PER_MINUTE[0], max_value=PER_MINUTE[1], initial=60
    )

    def __init__(self, *args, bodies, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["organisation"].queryset = bodies
        self.fields["last_day"].initial = today + timedelta(days=USUAL_DAYS)

    def clean_name(self) -> str:
        name = text.canonical(self.cleaned_data["name"])
        if not text.tokens(name):
            raise ValidationError(_("A name needs a letter or a digit."))
        return name

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if not self.today <= day <= self.today + timedelta(days=LONGEST_DAYS):
            raise ValidationError(_("Choose a day from today on, within two years."))
        return day

    def clean(self):
        facts = super().clean()
        organisation = facts.get("organisation")
        if facts.get("reach") == STANDING and organisation and not sees_all(_roles_in(organisation)):
            self.add_error(
                "reach",
                _("Nobody in this organisation sees the figures of others, so its key cannot either."),
            )
        return facts

    @property
    def expires_at(self) -> datetime:
        """The first moment at which the key opens nothing any longer: midnight after its last day."""
        return datetime.combine(self.cleaned_data["last_day"] + timedelta(days=1), time.min, tzinfo=ZONE)


class RevocationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=255,
        widget=AdminAutoHeightTextInput,
        help_text=_("It stays with the key: “Thay máy chủ”, “Lộ ra ngoài”."),
    )

    def clean_reason(self) -> str:
        reason = text.canonical(self.cleaned_data["reason"])
        if not reason:
            raise ValidationError(_("Say why: the reason stays with the key."))
        return reason


def _roles_in(organisation: Organisation) -> set[str]:
    return set(
        Membership.objects.filter(organisation=organisation, user__is_active=True).values_list("role", flat=True)
    )
