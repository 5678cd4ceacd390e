"""The upload form of sounds and films."""

from wagtailmedia.forms import BaseMediaForm

from newsroom.broadcasts.measuring import seconds_of


class MediaForm(BaseMediaForm):
    def clean(self):
        """Fill an empty duration from the uploaded file; a length that a person typed stands."""
        cleaned = super().clean()
        if cleaned.get("file") and not cleaned.get("duration"):
            cleaned["duration"] = seconds_of(cleaned["file"].file) or 0
        return cleaned
