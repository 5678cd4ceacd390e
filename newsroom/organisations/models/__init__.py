from .membership import Membership, Role, RoleGroup
from .organisation import Organisation, OrganisationKind
from .outlet import OutletPage

__all__ = ["Membership", "Organisation", "OrganisationKind", "OutletPage", "Role", "RoleGroup"]
