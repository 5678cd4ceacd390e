from .membership import Membership, Role
from .organisation import Organisation, OrganisationKind
from .outlet import OutletPage

__all__ = ["Membership", "Organisation", "OrganisationKind", "OutletPage", "Role"]
