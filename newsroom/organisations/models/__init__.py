from .membership import Membership, Role, RoleGroup
from .organisation import FormerName, Organisation, OrganisationKind
from .outlet import OutletPage

__all__ = ["FormerName", "Membership", "Organisation", "OrganisationKind", "OutletPage", "Role", "RoleGroup"]
