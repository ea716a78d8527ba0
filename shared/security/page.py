"""``python -m shared.security.page > docs/access.md``: the policy as a page that a governance board can read."""

from __future__ import annotations

import sys

from shared.security.policy import POLICY
from shared.security.roles import EVERYWHERE, ROLES

_HEAD = """# Who may do what

Written by `python -m shared.security.page` from `shared/security/policy.py`; a test fails when the two differ.
What is not listed, nobody may. A person sees the records of the areas that their token names.

Roles whose token may name every area: {everywhere}.
"""


def page() -> str:
    """The whole page as Markdown: for each service its permissions, and for each role what it may."""
    parts = [_HEAD.format(everywhere=", ".join(f"`{role}`" for role in sorted(EVERYWHERE)))]
    for service, policy in POLICY.items():
        parts.append(f"\n## {service}\n\n| Permission | Roles |\n|---|---|\n")
        for permission, roles in policy.items():
            parts.append(f"| `{permission}` | {', '.join(sorted(roles))} |\n")
    parts.append("\n## By role\n\n| Role | May |\n|---|---|\n")
    for role in sorted(ROLES):
        held = [
            f"{service}: {', '.join(sorted(permission for permission, roles in policy.items() if role in roles))}"
            for service, policy in POLICY.items()
            if any(role in roles for roles in policy.values())
        ]
        parts.append(f"| {role} | {'; '.join(held) or 'nothing yet'} |\n")
    return "".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
