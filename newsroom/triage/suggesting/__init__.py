"""Suggesting themes for a text, and saying because of which words. Pure: phrases and texts in, reasons out.

About three entries in a hundred are on administrative reform, so an eager suggester would bury its editor:
precision comes first, and nothing here applies anything. The rulebook, in order of application:

1. A phrase matches whole words, with their marks, over spaces, hyphens and quotation marks. It reaches over a
   comma only where it has one itself, and never over a colon or the end of a sentence. Where it has an ellipsis
   ("nộp … trực tuyến"), up to six other words of the same sentence may stand, over a colon too; a bar
   gives a choice ("nộp|gửi … trực tuyến|qua mạng").
2. A field written without any marks ("Cai cach hanh chinh o xa") is also matched without marks, but only by
   phrases of two or more syllables (in parts: of more syllables than parts): one bare syllable is too often another
   word.
3. An acronym (PAPI, TTHC) matches capitals only. One of up to three letters (PCI, DVC) has too many owners: it
   counts where the text also speaks of rankings or of administration.
4. An exclusion cancels the matches of its theme that it overlaps and that are no longer than itself ("một cửa
   hàng" for "một cửa"). Standing elsewhere in the text, it cancels what cannot stand alone: the theme's weak
   phrases and its short acronyms ("mạch vành" beside "PCI").
5. Of matches inside one another only the longest counts, whichever theme it belongs to. What stands between the
   parts of a phrase is not inside it.
6. A phrase counts once, in its best place, and of a theme's phrases that cover the same words the best counts; the
   title weighs more than the lead, the lead more than the body. A strong phrase in title or lead suggests its theme
   alone; deep in the body it needs another of the theme's. Weak ones, however many, need a second signal: words of
   administration, or a strong phrase of some other theme in the same field.
7. What the title says plainly is what the story is about. A theme that stands below such a title only is a mention (a
   ranking in the title does not make the "hồ sơ trễ hẹn" of the lead a story of its own), unless two strong phrases
   of the lead speak for it, or as much; weak ones never do.
8. Where earlier decisions have taught a model that is switched on, it raises or lowers what the phrases weighed
   (`ranking`): it adds no theme of which no phrase stands in the text, and takes none away.
"""

from .matching import Matcher
from .nouns import ENOUGH, Because, Learned, Phrase, Place, Strength, Suggestion, Weighed, in_order
from .ranking import Model, Ranker, features
from .weighing import Suggester

__all__ = [
    "ENOUGH",
    "Because",
    "Learned",
    "Matcher",
    "Model",
    "Phrase",
    "Place",
    "Ranker",
    "Strength",
    "Suggester",
    "Suggestion",
    "Weighed",
    "features",
    "in_order",
]
