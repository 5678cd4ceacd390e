"""What a story's body is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageChooserBlock

from .rendering import FEATURES


class FigureBlock(blocks.StructBlock):
    """A picture; its alternative text is mandatory (Thông tư 26/2020/TT-BTTTT)."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=255,
        help_text=_("What the picture shows, for readers who cannot see it. Not the caption again."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "newsroom/stories/blocks/figure.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    speaker = blocks.CharBlock(label=_("Who says it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "newsroom/stories/blocks/quote.html"


class StoryBody(blocks.StreamBlock):
    """Everything but the picture's alternative text is optional; nothing here lets raw HTML in."""

    paragraph = blocks.RichTextBlock(label=_("Paragraphs"), features=FEATURES)
    figure = FigureBlock()
    quote = QuoteBlock()
    embed = EmbedBlock(label=_("Embedded media"), icon="media", template="newsroom/stories/blocks/embed.html")
    document = DocumentChooserBlock(label=_("Document"), template="newsroom/stories/blocks/document.html")
    # The table editor has no Vietnamese of its own and complains on every page that asks for it.
    table = TableBlock(
        label=_("Table"), table_options={"language": "en-US"}, template="newsroom/stories/blocks/table.html"
    )
    related = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Story")),
        label=_("Related stories"),
        icon="link",
        template="newsroom/stories/blocks/related.html",
    )
