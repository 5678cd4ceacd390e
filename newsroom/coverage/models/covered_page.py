"""A page whose publication is an appearance: what stories and broadcasts share."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Page
from wagtail.search import index

from newsroom import text
from newsroom.organisations.models import Organisation, OutletPage
from newsroom.plan.models import Channel

from ..producing import Appearance
from .vocabulary import Genre, Tone

_VOWELS = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ",
    "e": "èéẻẽẹêềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ",
    "d": "đ",
}
ADDRESS_FORMATTERS = [
    ("['’ʼ]", ""),
    *((f"[{marked}{marked.upper()}]", plain) for plain, marked in _VOWELS.items()),
    ("[\u0300-\u036f]", ""),
    ("[^A-Za-z0-9]+", " "),
    (r"^\s+|\s+$", ""),
]
"""What the admin's slug field does to a title before it makes an address of it: the same as `text.slug()`."""


def decision_errors(*, has_themes: bool, outside_cchc: bool) -> dict[str, str]:
    """What is wrong with the answer to the one question asked at publication, by field; empty when decided.

    Exactly one of the two must hold: it has themes, or it is outside CCHC.
    """
    if has_themes and outside_cchc:
        return {"outside_cchc": _("It has themes and is said not to be about CCHC: keep one of the two.")}
    if not has_themes and not outside_cchc:
        return {"themes": _("Choose at least one theme, or say that it is not about CCHC.")}
    return {}


class NoChannelServes(LookupError):
    """A published page that no channel of II.2 takes: it could not be counted anywhere."""


class CoveredPage(Page):
    """Abstract. A concrete page adds `themes` (a ClusterTaggableManager over `Theme`) and `source_kind`.

    Publishing, now or at a set time, asks one question: which themes, or an explicit "outside CCHC". A draft may
    leave it open. The title is stored canonical and the address folded, whichever way the page is saved.
    `coverage.receivers` records every subclass when it is published and withdraws it when it is not;
    `coverage.apps` registers it as a producer.
    """

    lead = models.TextField(_("lead"), blank=True)
    genre = models.CharField(_("genre"), max_length=10, choices=Genre.choices, default=Genre.BRIEF)
    tone = models.CharField(_("tone"), max_length=8, choices=Tone.choices, default=Tone.NEUTRAL)
    outside_cchc = models.BooleanField(
        _("not about administrative reform"),
        default=False,
        help_text=_("Published, but counted for no item of the plan."),
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Left empty: the outlet's own channel."),
    )
    about = ParentalManyToManyField(
        Organisation, verbose_name=_("organisations it is about"), blank=True, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    byline = models.CharField(
        _("byline"), max_length=200, blank=True, help_text=_("As printed; empty means the author's name.")
    )
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    same_work_as = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("appearance of the same work as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The first publication of this piece by any outlet here; counted as one work with it."),
    )

    source_kind: str  # a coverage.Source value

    decision_panel = MultiFieldPanel(
        [FieldPanel("themes"), FieldPanel("outside_cchc")],
        heading=_("Which content of the plan does this carry out?"),
        icon="tag",
    )
    kind_panel = MultiFieldPanel(
        [FieldPanel("genre"), FieldPanel("tone"), FieldPanel("about")], heading=_("Kind and tone")
    )
    origin_panel = MultiFieldPanel(
        [FieldPanel("byline"), FieldPanel("source_name"), FieldPanel("source_url")],
        heading=_("Byline and source"),
    )
    counting_panel = MultiFieldPanel(
        [FieldPanel("same_work_as"), FieldPanel("channel")], heading=_("How it is counted"), classname="collapsed"
    )
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", widget=SlugInput(formatters=ADDRESS_FORMATTERS)),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            heading=_("Address and search engines"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("folded_title", boost=2),
        index.AutocompleteField("folded_title"),
        index.SearchField("lead"),
        index.SearchField("folded_lead"),
        index.FilterField("genre"),
        index.FilterField("tone"),
        index.FilterField("outside_cchc"),
        index.FilterField("has_unpublished_changes"),
    ]

    class Meta:
        abstract = True

    @property
    def folded_title(self) -> str:
        """The title as someone types who leaves the marks out."""
        return text.fold(self.title)

    @property
    def plain_text(self) -> str:
        """What it says, without markup, as far as this kind of page holds it in words."""
        return self.lead

    @property
    def folded_lead(self) -> str:
        return text.fold(self.lead)

    @cached_property
    def outlet(self) -> OutletPage | None:
        """The outlet under which this page stands, or None for a page outside any outlet."""
        return OutletPage.objects.ancestor_of(self).order_by("-depth").first()

    @property
    def printed_byline(self) -> str:
        """Who is named under the headline: the byline as typed, else the author's name, else nobody ("")."""
        return self.byline or (self.author.get_full_name() if self.author_id else "")

    @property
    def locked_fields(self) -> tuple[str, ...]:
        """Fields that its form does not take. A kind of page that knows of some says which."""
        return ()

    @property
    def producer(self) -> str:
        """By what name channels offer themselves as this page's default: "story:newspaper"."""
        return f"{self.source_kind}:{self.outlet.organisation.kind}"

    def counting_channel_id(self) -> int:
        """The channel chosen for the page, else the default of its producer. Raises NoChannelServes."""
        if self.channel_id:
            return self.channel_id
        channel = Channel.objects.serving(self.producer).first()
        if channel is None:
            raise NoChannelServes(f"No channel serves {self.producer}: load the channels, or choose one for “{self}”.")
        return channel.pk

    def appearance(self) -> Appearance | None:
        """What the ledger should hold of this page now; None for one that is outside CCHC or outside any outlet.

        The date is that of the first publication. Asks nothing about `live`. Subclasses add their length with
        `dataclasses.replace`.
        """
        if self.outside_cchc or self.outlet is None or self.first_published_at is None:
            return None
        return Appearance(
            source=self.source_kind,
            source_key=str(self.pk),
            organisation_id=self.outlet.organisation_id,
            channel_id=self.counting_channel_id(),
            title=self.title,
            happened_at=self.first_published_at,
            theme_ids=frozenset(theme.pk for theme in self.themes.all()),
            about_ids=frozenset(one.pk for one in self.about.all()),
            url=self.url or "",
            genre=self.genre,
            tone=self.tone,
            same_work_as=self._same_work(),
        )

    def _same_work(self) -> tuple[str, str] | None:
        if self.same_work_as_id is None or self.same_work_as_id == self.pk:
            return None
        kind = self.same_work_as.specific_class
        return (kind.source_kind, str(self.same_work_as_id)) if kind and issubclass(kind, CoveredPage) else None

    @classmethod
    def appearances(cls) -> Iterator[Appearance]:
        """All that the ledger should hold of this kind of page, re-derived from the live pages."""
        for page in cls.objects.live().order_by("pk").iterator():
            if appearance := page.appearance():
                yield appearance

    @classmethod
    def kinds(cls) -> list[type[CoveredPage]]:
        """Every concrete kind of covered page that is installed."""
        below = [kind for child in cls.__subclasses__() for kind in [child, *child.kinds()]]
        return [kind for kind in below if not kind._meta.abstract]

    @property
    def is_decided(self) -> bool:
        """Whether the one question asked at publication has its answer."""
        return not self.decision_errors()

    def decision_errors(self) -> dict[str, str]:
        return decision_errors(has_themes=bool(self.themes.all()), outside_cchc=self.outside_cchc)

    def require_decision(self) -> None:
        """Raise ValidationError, by field, unless the one question has its answer."""
        if errors := self.decision_errors():
            raise ValidationError(errors)

    def full_clean(self, *args, **kwargs):
        self._spell()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self._spell()
        super().minimal_clean()

    def save(self, clean=True, **kwargs):
        """A page goes live decided, or not at all; saving an undecided draft is nobody's business."""
        if clean and self.live:
            self.require_decision()
        return super().save(clean=clean, **kwargs)

    def save_revision(self, *args, **kwargs):
        if kwargs.get("approved_go_live_at"):
            self.require_decision()
        return super().save_revision(*args, **kwargs)

    def publish(self, revision, **kwargs):
        """Every way of publishing passes here or through `save`: a set time is refused now and not at midnight."""
        revision.as_object().require_decision()
        return super().publish(revision, **kwargs)

    def _spell(self) -> None:
        """Canonical spelling, and an address without marks. Wagtail's own drops đ, or keeps the marks."""
        self.title = text.canonical(self.title)
        if self.slug:
            self.slug = text.slug(self.slug) or self.slug
        elif self.path and (address := text.slug(self.title)):
            self.slug = self._get_autogenerated_slug(address)
