"""Forms: what tags and is published, and what is entered into the ledger by hand."""

from .changing import FileForm, RetaggingForm, SplitForm, WindowForm
from .ledger import CorrectionForm, EntryForm, FactsForm, LengthField, ReasonForm, RegroupForm
from .tagging import CoveredPageForm, OrganisationsField, PickList, ThemesField

__all__ = [
    "CorrectionForm",
    "CoveredPageForm",
    "EntryForm",
    "FactsForm",
    "FileForm",
    "LengthField",
    "OrganisationsField",
    "PickList",
    "ReasonForm",
    "RegroupForm",
    "RetaggingForm",
    "SplitForm",
    "ThemesField",
    "WindowForm",
]
