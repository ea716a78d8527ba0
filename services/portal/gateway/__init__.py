"""What the portal calls: the services' APIs, the directory's names, the sign-in provider."""

from services.portal.gateway.apis import Answer, Apis, Caller
from services.portal.gateway.names import Names
from services.portal.gateway.oidc import Oidc
from services.portal.gateway.tokens import Tokens, signer

__all__ = ["Answer", "Apis", "Caller", "Names", "Oidc", "Tokens", "signer"]
