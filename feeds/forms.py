"""Forms that look at an address before it is kept."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from feeds import actions
from feeds.models import Feed
from feeds.parsing.decoding import text_of

RESET = {
    *("etag", "last_modified", "body_hash", "last_full_at", "next_due_at", "leased_by", "leased_until"),
    *("distrusted_since", "distrusted_until"),
    *("failures", "failing_since", "last_problem", "moving_to", "moving_since", "moving_seen", "gone_since"),
}


class FeedForm(WagtailAdminModelForm):
    """A feed's address, name and habits.

    A changed address is fetched and read while the form is cleaned: `preview` is what came. An address that can never
    work (private, no feed) is an error; one that does not answer now is let through, and the preview says so.
    """

    preview: actions.Preview | None = None

    url = forms.URLField(
        label=_("Feed address"),
        max_length=1000,
        assume_scheme="https",
        help_text=_("The address of the feed, or of a page of the site: the feeds that it names are found."),
        widget=forms.URLInput(attrs={"placeholder": "https://…/rss", "inputmode": "url"}),
    )

    class Meta:
        model = Feed
        fields = ["url", "title", "ignored_parameters", "is_active"]
        labels = {"is_active": _("Fetch this feed")}
        help_texts = {"title": _("Left empty, the feed's own name is taken.")}

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if not url.startswith(("http://", "https://")):
            raise ValidationError(_("Only http and https addresses can be fetched."))
        return url

    def clean(self):
        cleaned = super().clean()
        if "url" in self.changed_data and "url" not in self.errors and self.is_new_address(cleaned["url"]):
            self.preview = actions.preview(
                url=cleaned["url"], at=timezone.now(), ignored_parameters=cleaned.get("ignored_parameters", "")
            )
            if self.preview.found:
                self.add_error("url", _("This is a web page. Choose one of the feeds that were found on it."))
            elif self.preview.is_wrong:
                self.add_error("url", self.preview.problem_in_words)
        return cleaned

    def is_new_address(self, url: str) -> bool:
        """The unique check comes after `clean`: an address that is a feed already is not fetched for it."""
        return not Feed.objects.filter(url=url).exclude(pk=self.instance.pk).exists()

    def save(self, commit=True):
        """A feed that moved is asked anew: the validators were the old address's, and so is what a worker is fetching.

        Only what was changed here is written: a worker may have written the rest while the new address was looked at.
        """
        if not self.instance.pk:
            return super().save(commit)
        feed, written = super().save(commit=False), set(self.changed_data)
        if "url" in self.changed_data:
            feed.leased_by, feed.leased_until = "", None
            feed.etag = feed.last_modified = feed.body_hash = ""
            feed.last_full_at = feed.next_due_at = None
            feed.distrusted_since = feed.distrusted_until = None
            feed.failures, feed.failing_since, feed.last_problem = 0, None, ""
            feed.moving_to, feed.moving_since, feed.moving_seen, feed.gone_since = "", None, 0, None
            written |= RESET
        if commit and written:
            feed.save(update_fields=written)
        return feed


LARGEST_LIST = 2_000_000


class ListForm(forms.Form):
    """A list of feeds, from a file or pasted; `cleaned_data["list"]` is its text either way."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("OPML from any feed reader, or CSV with the address and the name of a feed in each row."),
        widget=forms.FileInput(attrs={"accept": ".opml,.xml,.csv,.txt"}),
    )
    list = forms.CharField(
        label=_("Or paste the list here"),
        required=False,
        strip=False,
        help_text=_("An address in each line is enough."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_LIST:
            raise ValidationError(_("The file is too large: 2 MB at most."))
        return file

    def clean(self):
        cleaned = super().clean()
        if file := cleaned.get("file"):
            cleaned["list"] = text_of(file.read())[0].replace("\0", "")
        if not self.errors and not cleaned.get("list", "").strip():
            self.add_error(None, _("Choose a file or paste a list."))
        return cleaned
