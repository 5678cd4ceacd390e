"""What a frozen statement is made of, as bytes and back. Pure: no database, no clock.

A `Sealed` is everything that was known when somebody froze: figures, the records that they count, and the words under
which both were read. `seal` writes it as text in one way only, so that one hash stands for it; `unseal` reads it again,
also when the classes have grown fields since.
"""

from .document import FORMAT, RULES, Kept, Said, Sealed, Written, digest, fingerprint, seal, unseal
from .plain import CannotSeal, CannotUnseal, canonical, from_plain, to_plain
from .recounting import differences, narrowed

__all__ = [
    "FORMAT",
    "RULES",
    "CannotSeal",
    "CannotUnseal",
    "Kept",
    "Said",
    "Sealed",
    "Written",
    "canonical",
    "differences",
    "digest",
    "fingerprint",
    "from_plain",
    "narrowed",
    "seal",
    "to_plain",
    "unseal",
]
