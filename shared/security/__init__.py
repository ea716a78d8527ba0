"""Who asks, what they may do, and how a child's identifier is kept out of sight."""

from shared.security.policy import permissions_of, roles_with
from shared.security.principal import Principal, Unauthorised
from shared.security.pseudonyms import KeyRing, Pseudonyms
from shared.security.tokens import Issuer, Verifier

__all__ = [
    "Issuer",
    "KeyRing",
    "Principal",
    "Pseudonyms",
    "Unauthorised",
    "Verifier",
    "permissions_of",
    "roles_with",
]
